"""The child process that looks at signatures."""

from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.files.bounded import serve
from motcua.files.rules.limits import Limits
from motcua.signing.checking.look import look
from motcua.signing.checking.trusting import Trust


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """The report as JSON."""
    trust = Trust(Path(request["trust_dir"]) if request["trust_dir"] else None)
    return look(Path(request["path"]), trust, datetime.fromisoformat(request["at"])).as_json()


if __name__ == "__main__":
    serve(answer)
