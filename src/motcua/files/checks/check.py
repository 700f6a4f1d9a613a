"""One question with one answer: may this file be handed in?"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from motcua.files.checks.child import ask_child
from motcua.files.checks.faults import Fault
from motcua.files.checks.first_look import first_look, is_misnamed_picture
from motcua.files.checks.signatures import with_signatures
from motcua.files.rules.kinds import accepted_kinds
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict


def check_file(
    path: Path,
    name: str,
    accepts: Iterable[str] | None = None,
    *,
    max_bytes: int | None = None,
    limits: Limits | None = None,
    clean_to: Path | None = None,
    trust_dir: Path | None = None,
) -> Verdict:
    """The verdict on the file at ``path`` that somebody named ``name``; never raises for what is inside it.

    A photo that tells where it was taken gets a copy without that at ``clean_to``, a WebP where JPG is wanted one as
    JPG; keep the copy, not the original.
    """
    bounds = limits or Limits()
    if max_bytes is not None:
        bounds = replace(bounds, max_bytes=max_bytes)
    kinds = accepted_kinds(accepts)
    try:
        kind = first_look(path, name, kinds, limits=bounds)
    except Fault as fault:
        return Verdict(fault.code, fault.params)
    verdict = ask_child(path, kind, kinds, limits=bounds, clean_to=clean_to)
    if verdict.ok and verdict.is_signed:
        verdict = with_signatures(path, verdict, trust_dir)
    if verdict.ok and is_misnamed_picture(name, kind):
        return replace(verdict, remarks=(*verdict.remarks, "renamed"))
    return verdict
