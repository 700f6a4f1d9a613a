"""Search over the catalogue: how often people find what they mean, and how long it takes.

    PYTHONPATH=src DJANGO_SETTINGS_MODULE=motcua.config.settings python benchmarks/procedure_search.py

Asks the hand-written queries of ``tests/procedures/search_queries.csv`` of the whole shipped catalogue, in memory.
Prints one JSON document: the share found first and among five, by kind of query, and milliseconds.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from benchmarks._verdict import Limit, tell

QUERIES = Path(__file__).resolve().parent.parent / "tests/procedures/search_queries.csv"


def main() -> None:
    django.setup()
    from motcua.procedures.search import finder_of
    from motcua.procedures.shipped import shipped_procedures

    finder = finder_of(shipped_procedures())
    first: dict[str, list[bool]] = defaultdict(list)
    five: dict[str, list[bool]] = defaultdict(list)
    spent = []
    for row in csv.DictReader(QUERIES.read_text("utf-8").splitlines()):
        begun = perf_counter()
        found = [one.code for one in finder.find(row["query"], 5)]
        spent.append((perf_counter() - begun) * 1000)
        wanted = set(row["codes"].split(";"))
        for kind in ("all", row["kind"]):
            first[kind].append(bool(wanted & set(found[:1])))
            five[kind].append(bool(wanted & set(found)))
    spent.sort()
    document: dict[str, Any] = {
        "queries": len(spent),
        "hit_at_1": {kind: round(sum(hits) / len(hits), 3) for kind, hits in first.items()},
        "hit_at_5": {kind: round(sum(hits) / len(hits), 3) for kind, hits in five.items()},
        "p50_ms": round(spent[len(spent) // 2], 3),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 3),
        "python": sys.version.split()[0],
    }
    limits: dict[str, Limit] = {
        "hit_at_1": (document["hit_at_1"]["all"], ">=", 0.95),
        "hit_at_5": (document["hit_at_5"]["all"], ">=", 0.99),
        "p50_ms": (document["p50_ms"], "<=", 10),
    }
    tell(document, limits)


if __name__ == "__main__":
    main()
