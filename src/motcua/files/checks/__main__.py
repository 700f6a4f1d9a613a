"""The child process of the checks: inspects a file, or draws a small picture of it."""

from pathlib import Path
from typing import Any

from motcua.files.bounded import serve
from motcua.files.rules.kinds import KINDS
from motcua.files.rules.limits import Limits


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """The verdict as JSON, or whether a picture was drawn."""
    path = Path(request["path"])
    if request["task"] == "draw":
        from motcua.files.checks.preview import draw

        return {"drawn": draw(path, request["media_type"], to=Path(request["to"]), size=request["size"])}
    from motcua.files.checks.inspection import inspect

    kinds = [KINDS[key] for key in request["accepts"]]
    clean_to = _path(request["clean_to"])
    return inspect(path, request["kind"], kinds, limits=limits, clean_to=clean_to).as_json()


if __name__ == "__main__":
    serve(answer)
