"""What a check of files asks about the signatures in a PDF that somebody hands in."""

from pathlib import Path

from motcua.files.checks.signatures import Found
from motcua.kernel import clock
from motcua.signing.checking import checked
from motcua.signing.rules import Report


def signatures_in(path: Path, trust_dir: Path | None) -> Found:
    """The same judgement as of anybody's check, as of now."""
    return found_in(checked(path, trust_dir=trust_dir, at=clock.now()))


def found_in(report: Report) -> Found:
    """The report in the few words of a check at the door."""
    if report.verdict in ("broken", "unreadable"):
        changed = any(one.changes_after in ("content", "appended") and one.intact for one in report.signatures)
        return Found("changed" if changed else "broken")
    if report.verdict == "unsigned":
        return Found("none")
    return Found(
        "intact" if report.verdict == "valid" else "untrusted",
        tuple(one.signer for one in report.signatures),
        was_extended=any(one.changes_after != "none" for one in report.signatures),
        has_unchecked=bool(report.unchecked),
    )
