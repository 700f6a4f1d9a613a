"""What a benchmark found, each figure beside its limit; a limit that is missed ends the run with exit code 1."""

import json
import operator
import sys
from collections.abc import Mapping
from typing import Any

COMPARE = {">=": operator.ge, "<=": operator.le}
Limit = tuple[float, str, float]


def tell(found: Mapping[str, Any], limits: Mapping[str, Limit]) -> None:
    """Print one JSON document: what was measured, then for each limit the figure, the bound and whether it is met."""
    judged = {
        name: {"figure": figure, "limit": f"{sign} {bound:g}", "is_met": COMPARE[sign](figure, bound)}
        for name, (figure, sign, bound) in limits.items()
    }
    json.dump({**found, "limits": judged}, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    missed = [name for name, one in judged.items() if not one["is_met"]]
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")
