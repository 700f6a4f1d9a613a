"""``motcua openapi``: the description of the JSON API, as committed in docs/openapi.json."""

import argparse
from typing import Any

from motcua.cli.parsing import add_command


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = add_command(
        subparsers,
        "openapi",
        help="mô tả của API (OpenAPI 3.1)",
        example="motcua openapi > docs/openapi.json",
        needs_data=True,
    )
    parser.set_defaults(run=run, needs_database=False)


def run(_arguments: argparse.Namespace) -> Any:
    """The OpenAPI 3.1 document."""
    from motcua.cli.main import set_up

    set_up()
    from motcua.web.api.api import api

    return api.get_openapi_schema()
