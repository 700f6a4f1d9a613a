"""A cursor that lets PostgreSQL keep the plan of a statement; Django's own binds on the client and cannot."""

from functools import cache, lru_cache
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Cursor, RawCursor
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.json import set_json_loads
from pydantic_core import from_json


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
    if use == "writes":
        return _Numbering(connection)
    own: Any = Cursor(connection)
    own.adapters.register_loader("timestamptz", TimestamptzLoader)
    set_json_loads(from_json, own)
    return own


class _Numbering(RawCursor[Any]):
    """Numbers the ``%s`` marks of a statement once; in a long one the driver would look for them every time."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """As any cursor does."""
        return super().execute(_numbered(query), params, **options)


@lru_cache(maxsize=1000)
def _numbered(sql: str) -> bytes:
    first, *rest = sql.split("%s")
    return (first + "".join(f"${number}{part}" for number, part in zip(count(1), rest, strict=False))).encode()
