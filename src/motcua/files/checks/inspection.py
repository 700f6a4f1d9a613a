"""The part of a check that opens the file; runs in the child process."""

from collections.abc import Sequence
from pathlib import Path

from motcua.files.checks.faults import Fault
from motcua.files.rules.kinds import KINDS, Kind, is_to_convert, labels
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict


def inspect(
    path: Path,
    kind: str,
    kinds: Sequence[Kind],
    *,
    limits: Limits,
    clean_to: Path | None = None,
) -> Verdict:
    """The verdict on a file whose first bytes say ``kind``; any trouble inside it becomes a verdict too."""
    try:
        return _inspect(path, kind, kinds, limits=limits, clean_to=clean_to)
    except Fault as fault:
        media_type = KINDS[kind].media_type if kind in KINDS else ""
        return Verdict(fault.code, fault.params, media_type=media_type)
    except (MemoryError, RecursionError):
        return Verdict("too_complex")
    except Exception:  # a parser that trips over a file has said enough about the file
        return Verdict("malformed")


def _inspect(path: Path, kind: str, kinds: Sequence[Kind], *, limits: Limits, clean_to: Path | None) -> Verdict:
    # Each parser is loaded only when its kind comes: the child has to be quick.
    if kind == "pdf":
        from motcua.files.checks.pdf import inspect_pdf

        return inspect_pdf(path, limits)
    if kind == "zip":
        return _inspect_package(path, kinds, limits)
    if kind == "text":
        from motcua.files.checks.text import inspect_text

        return inspect_text(path)
    from motcua.files.checks.images import inspect_image

    as_jpeg = is_to_convert(kind, {each.key for each in kinds})
    return inspect_image(path, kind, limits=limits, clean_to=clean_to, as_jpeg=as_jpeg)


def _inspect_package(path: Path, kinds: Sequence[Kind], limits: Limits) -> Verdict:
    from motcua.files.checks.office import inspect_office, office_kind

    found = office_kind(path)
    if found not in KINDS:
        raise Fault("archive", kind="ZIP")
    if found not in {kind.key for kind in kinds}:
        raise Fault("wrong_kind", kind=KINDS[found].label, accepted=labels(kinds))
    return inspect_office(path, found, limits)
