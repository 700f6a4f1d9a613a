"""The child process of digitising; takes limits upon itself before it opens anything."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.files.bounded import serve
from motcua.files.rules.limits import Limits

Task = Callable[[dict[str, Any], Limits], dict[str, Any]]
FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    MemoryError,
    ArithmeticError,
    RuntimeError,
    subprocess.SubprocessError,
)
IDLE = 10  # the web server comes first


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What was asked, as JSON; nothing where the file defeats us."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # tesseract alone is six times slower with more threads than cores
    os.nice(IDLE)
    return _told(TASKS[request["task"]], request, limits)


def _told(work: Task, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    try:
        return work(request, limits)
    except FAULTS as fault:
        return {"fault": type(fault).__name__}


def _look(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from motcua.scanning.engine.sources import looked

    return looked(Path(request["path"]), request["media_type"], limits)


def _pages(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Each page told in a line of its own as soon as it is read."""
    for page in request["pages"]:
        sys.stdout.write(json.dumps(_told(_page, page, limits)) + "\n")
        sys.stdout.flush()
    return {"ended": True}


def _page(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from motcua.scanning.engine.pages import page_read

    place = Path(request["to"])
    return page_read(Path(request["path"]), request["media_type"], number=request["number"], to=place, limits=limits)


def _bind(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from motcua.scanning.engine.binding import bound

    return bound(request["pages"], Path(request["to"]), request["title"])


TASKS: dict[str, Task] = {"look": _look, "pages": _pages, "bind": _bind}

if __name__ == "__main__":
    serve(answer)
