"""The child process: takes limits upon itself, reads one request from standard input, answers in one line of JSON."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from motcua.files.rules.kinds import KINDS
from motcua.files.rules.limits import Limits

_OPEN_FILES = 64


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


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    path = Path(request["path"])
    if request["task"] == "draw":
        from motcua.files.checks.preview import draw

        return {"drawn": draw(path, request["media_type"], to=Path(request["to"]), size=request["size"])}
    from motcua.files.checks.inspection import inspect

    kinds = [KINDS[key] for key in request["accepts"]]
    trust_dir = _path(request["trust_dir"])
    clean_to = _path(request["clean_to"])
    return inspect(path, request["kind"], kinds, limits=limits, clean_to=clean_to, trust_dir=trust_dir).as_json()


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    _limit(limits)
    sys.stdout.write("\n" + json.dumps(_answer(request, limits)) + "\n")


if __name__ == "__main__":
    main()
