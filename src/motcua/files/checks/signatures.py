"""Signatures in a PDF that somebody hands in: read by the room that knows signatures, told in the words of a check."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from motcua.files.rules.verdicts import Signature, Verdict


@dataclass(frozen=True)
class Found:
    """What a reader found: whether all signatures hold, whose they are, whether the file grew lawfully since."""

    state: Literal["none", "intact", "untrusted", "broken", "changed"]
    signers: tuple[str, ...] = ()
    was_extended: bool = False
    has_unchecked: bool = False  # a signature of an old kind that nobody here can check


Reader = Callable[[Path, Path | None], Found]  # the file, the folder of those who are trusted
READERS: dict[str, Reader] = {}  # by kind of file; filled by config.wiring
FAULTS = {"broken": "broken_signature", "changed": "changed_after_signing"}


def with_signatures(path: Path, verdict: Verdict, trust_dir: Path | None) -> Verdict:
    """``verdict`` completed by what its signatures say; broken ones and changes made after signing are refused."""
    found = READERS["pdf"](path, trust_dir)
    if found.state in FAULTS:
        return Verdict(FAULTS[found.state], media_type=verdict.media_type, signature="broken")
    state: Signature = "intact" if found.state == "intact" else "untrusted" if found.state == "untrusted" else "none"
    told = {
        f"signature_{found.state}": found.state == "intact" or (found.state == "untrusted" and bool(found.signers)),
        "updated_after_signing": found.was_extended,
        "signature_unchecked": found.has_unchecked,
    }
    remarks = tuple(remark for remark, holds in told.items() if holds)
    return replace(verdict, signature=state, signers=found.signers, remarks=(*verdict.remarks, *remarks))
