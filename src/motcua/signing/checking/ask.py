"""Asking the child process; one that dies or takes too long leaves the file unreadable."""

import hashlib
from datetime import datetime
from pathlib import Path

from motcua.files.bounded import ask
from motcua.files.rules.limits import MEGABYTE, Limits
from motcua.signing.rules.report import Report

LIMITS = Limits(max_bytes=200 * MEGABYTE, memory_bytes=1_500 * MEGABYTE, cpu_seconds=60, wall_seconds=90)


def checked(path: Path, *, trust_dir: Path | None, at: datetime) -> Report:
    """The report on any file at all as of ``at``, by the certificates and lists in ``trust_dir``."""
    request = {"path": str(path), "trust_dir": str(trust_dir) if trust_dir else None, "at": at.isoformat()}
    answer = ask("motcua.signing.checking", request, LIMITS)
    if answer:
        return Report.from_json(answer)
    with path.open("rb") as file:
        return Report("unreadable", sha256=hashlib.file_digest(file, "sha256").hexdigest())
