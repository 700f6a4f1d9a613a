"""``motcua search``: procedures by words as people type them."""

import argparse
from dataclasses import asdict
from typing import Any

MOST = 100


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "search",
        help="tìm thủ tục / find procedures",
        epilog="Example: motcua search lam giay khai sinh --limit 3",
    )
    parser.add_argument("text", metavar="TEXT", nargs="+", help="words, with or without marks, or a code")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help=f"how many at most (1 to {MOST})")
    parser.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    parser.set_defaults(run=run, needs_database=True)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """``{"query", "count", "results": [{"code", "short_name", "name", "field", …, "score"}]}``, best first."""
    from motcua.kernel.refusals import Invalid
    from motcua.procedures.search import search

    if not 1 <= arguments.limit <= MOST:
        raise Invalid("--limit phải từ 1 đến %(most)s.", most=MOST)
    query = " ".join(arguments.text)
    hits = search(query, arguments.limit)
    return {"query": query, "count": len(hits), "results": [asdict(hit) for hit in hits]}
