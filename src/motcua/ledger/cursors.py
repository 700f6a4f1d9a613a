"""A cursor that lets PostgreSQL keep the plan of a statement; Django's own binds on the client and cannot."""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def database() -> Any:
    """The one database of this house, as this thread is connected to it."""
    return connections[DEFAULT_DB_ALIAS]


@cache
def on_postgresql() -> bool:
    """Whether this installation keeps its records in PostgreSQL; it has one database for as long as it runs."""
    return bool(database().vendor == "postgresql")


def preparing_cursor() -> Any:
    """Django's cursor, or one that binds on the server where the database is PostgreSQL.

    There one serves a whole connection: who asks for it executes, fetches, and leaves it open.
    """
    return _cursor("writes")


def reading_cursor() -> Any:
    """The same, with moments (in UTC) and JSON read by the driver itself, which Django's own converters double."""
    return _cursor("reads")


def _cursor(use: str) -> Any:
    base = database()
    if not on_postgresql():
        return base.cursor()
    base.ensure_connection()
    kept = vars(base.connection).setdefault("motcua_cursors", {})
    if use not in kept:
        kept[use] = _opened(base.connection, use)
    return base.make_debug_cursor(kept[use]) if base.queries_logged else base.make_cursor(kept[use])


def _opened(connection: Any, use: str) -> Any:
    from psycopg import Cursor
    from psycopg.types.datetime import TimestamptzLoader
    from psycopg.types.json import set_json_loads
    from pydantic_core import from_json

    own: Any = Cursor(connection)
    if use == "reads":
        own.adapters.register_loader("timestamptz", TimestamptzLoader)
        set_json_loads(from_json, own)
    return own
