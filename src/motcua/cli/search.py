"""``motcua search``: procedures by words as people type them."""

import argparse
from dataclasses import asdict
from typing import Any

from motcua.cli.parsing import add_command

MOST = 100


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers,
        "search",
        help="tìm thủ tục theo lời người dân gõ",
        example="motcua search lam giay khai sinh --limit 3",
        needs_data=True,
    )
    parser.add_argument("text", metavar="CHỮ", nargs="+", help="từ cần tìm, có dấu hay không dấu, hoặc mã thủ tục")
    parser.add_argument(
        "--limit", type=int, default=10, metavar="N", help=f"nhiều nhất bao nhiêu kết quả (1 đến {MOST})"
    )
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
