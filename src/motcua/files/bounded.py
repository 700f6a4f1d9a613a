"""A short-lived child process with limits, so that a hostile file can neither hang nor kill whoever asks about it."""

import contextlib
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import motcua
from motcua.files.rules.limits import Limits

log = logging.getLogger("motcua.files")
_ARGUMENTS = ("-P", "-m")
_SOURCE = str(Path(motcua.__file__).resolve().parent.parent)
_OPEN_FILES = 64
Answer = dict[str, Any]


def ask(module: str, request: Mapping[str, Any], limits: Limits) -> Answer | None:
    """What ``python -m module`` answers; None when it was stopped by a limit, nothing when it could not work at all."""
    # The environment is bare: settings and secrets of the web process are not for a process that opens strange files.
    environment = {"PYTHONPATH": _SOURCE, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, *_ARGUMENTS, module],
            input=json.dumps({**request, "limits": asdict(limits)}).encode(),
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


def ask_each(module: str, request: Mapping[str, Any], limits: Limits) -> Generator[Answer, None, None]:
    """The answers of ``python -m module`` to one request as they come, a line each; ends early where a limit stops it.

    ``wall_seconds`` holds for each answer. Whoever stops asking ends the child and what it started.
    """
    environment = {"PYTHONPATH": _SOURCE, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    child = subprocess.Popen(
        [sys.executable, *_ARGUMENTS, module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with child.stdin as told:
            told.write(json.dumps({**request, "limits": asdict(limits)}).encode())
        while line := _line(child, limits.wall_seconds):
            if line.strip():
                yield json.loads(line)
    except (OSError, ValueError):
        log.warning("files.check_stopped reason=answer")
    finally:
        _end(child)
        child.stdout.close()


def _line(child: "subprocess.Popen[bytes]", seconds: float) -> bytes:
    """The next line; nothing at the end, or once the child took too long and was ended."""
    assert child.stdout is not None
    watch = threading.Timer(seconds, _end, [child])
    watch.start()
    try:
        return child.stdout.readline()
    finally:
        watch.cancel()


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _last_answer(done: subprocess.CompletedProcess[bytes]) -> Answer:
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        answer = None
    if done.returncode or not isinstance(answer, dict):
        log.error("files.check_failed reason=answer status=%s", done.returncode)
        return {}
    return answer


def serve(answer: Callable[[Answer, Limits], Answer]) -> None:
    """In the child: take the limits upon itself, read one request, answer in one line of JSON."""
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    _limit(limits)
    sys.stdout.write("\n" + json.dumps(answer(request, limits)) + "\n")


def _limit(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 2 * limits.max_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
