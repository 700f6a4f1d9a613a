"""``motcua openapi``: the description of the JSON API, as committed in docs/openapi.json."""

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "openapi", help="mô tả API / describe the API", epilog="Example: motcua openapi > docs/openapi.json"
    )
    parser.add_argument("--data", metavar="DIR", help="data folder (default as `run`)")
    parser.set_defaults(run=run, needs_database=False)


def run(_arguments: argparse.Namespace) -> Any:
    """The OpenAPI 3.1 document."""
    from motcua.cli.main import set_up

    set_up()
    from motcua.web.api.api import api

    return api.get_openapi_schema()
