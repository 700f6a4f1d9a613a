"""Asking a short-lived child process, so that a hostile file can neither hang nor kill a web worker."""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import motcua
from motcua.files.rules.kinds import KINDS, Kind
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict

log = logging.getLogger("motcua.files")
_ARGUMENTS = ("-P", "-m", "motcua.files.checks")
_SOURCE = str(Path(motcua.__file__).resolve().parent.parent)


def ask_child(
    path: Path,
    kind: str,
    kinds: Sequence[Kind],
    *,
    limits: Limits,
    clean_to: Path | None = None,
    trust_dir: Path | None = None,
) -> Verdict:
    """The verdict of a child; one that dies or takes too long means the file is too complex."""
    answer = _run(
        {
            "task": "inspect",
            "path": str(path),
            "kind": kind,
            "accepts": [each.key for each in kinds],
            "limits": asdict(limits),
            "clean_to": str(clean_to) if clean_to else None,
            "trust_dir": str(trust_dir) if trust_dir else None,
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
    answer = _run({**request, "limits": asdict(limits)}, limits)
    return bool(answer and answer.get("drawn"))


def _run(request: dict[str, Any], limits: Limits) -> dict[str, Any] | None:
    """The child's answer; None when it was stopped by a limit, an empty one when it could not work at all."""
    # The environment is bare: settings and secrets of the web process are not for a process that opens strange files.
    environment = {"PYTHONPATH": _SOURCE, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, *_ARGUMENTS],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.wall_seconds,
            env=environment,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        log.warning("files.check_stopped reason=wall_time")
        return None
    except OSError:
        log.exception("files.check_failed reason=start")
        return {}
    if done.returncode < 0:
        log.warning("files.check_stopped reason=signal signal=%s", -done.returncode)
        return None
    return _last_answer(done)


def _last_answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        answer = None
    if done.returncode or not isinstance(answer, dict):
        log.error("files.check_failed reason=answer status=%s", done.returncode)
        return {}
    return answer
