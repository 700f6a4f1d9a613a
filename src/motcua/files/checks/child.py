"""Asking the child process of the checks what a file is, and for a small picture of it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from motcua.files.bounded import ask
from motcua.files.rules.kinds import KINDS, Kind
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict

_CHECKS = "motcua.files.checks"


def ask_child(
    path: Path,
    kind: str,
    kinds: Sequence[Kind],
    *,
    limits: Limits,
    clean_to: Path | None = None,
) -> Verdict:
    """The verdict of a child; one that dies or takes too long means the file is too complex."""
    answer = ask(
        _CHECKS,
        {
            "task": "inspect",
            "path": str(path),
            "kind": kind,
            "accepts": [each.key for each in kinds],
            "clean_to": str(clean_to) if clean_to else None,
        },
        limits,
    )
    if answer is None:
        return Verdict("too_complex")
    try:
        return Verdict.from_json(answer)
    except (KeyError, TypeError, ValueError):
        return Verdict("check_unavailable")


def can_draw(media_type: str) -> bool:
    """Whether this machine can draw a small picture of such a file; PDF needs ``pdftoppm`` of poppler-utils."""
    if media_type == KINDS["pdf"].media_type:
        return shutil.which("pdftoppm") is not None
    return any(kind.media_type == media_type and kind.family == "image" for kind in KINDS.values())


def draw_in_child(path: Path, media_type: str, *, to: Path, size: int, limits: Limits) -> bool:
    """Let a child draw a small picture of the file to ``to``; tells whether it did."""
    request = {"task": "draw", "path": str(path), "media_type": media_type, "to": str(to), "size": size}
    answer = ask(_CHECKS, request, limits)
    return bool(answer and answer.get("drawn"))
