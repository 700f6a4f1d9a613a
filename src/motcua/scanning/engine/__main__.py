"""The child process of digitising; takes limits upon itself before it opens anything."""

import os
from pathlib import Path
from typing import Any

from motcua.files.bounded import serve
from motcua.files.rules.limits import Limits

IDLE = 10  # the web server comes first


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What was asked, as JSON; nothing where the file defeats us."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # tesseract alone is six times slower with more threads than cores
    os.nice(IDLE)
    try:
        return TASKS[request["task"]](request, limits)
    except (OSError, ValueError, SyntaxError, MemoryError, ArithmeticError, RuntimeError) as fault:
        return {"fault": type(fault).__name__}


def _look(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from motcua.scanning.engine.sources import looked

    return looked(Path(request["path"]), request["media_type"], limits)


def _page(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from motcua.scanning.engine.pages import page_read

    place = Path(request["to"])
    return page_read(Path(request["path"]), request["media_type"], number=request["number"], to=place, limits=limits)


def _bind(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    from motcua.scanning.engine.binding import bound

    return bound(request["pages"], Path(request["to"]), request["title"])


TASKS = {"look": _look, "page": _page, "bind": _bind}

if __name__ == "__main__":
    serve(answer)
