"""A cursor that lets PostgreSQL keep the plan of a statement; Django's own binds on the client and cannot."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections


def preparing_cursor() -> Any:
    """Django's cursor, or one that binds on the server where the database is PostgreSQL."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        return database.cursor()
    from psycopg import Cursor

    database.ensure_connection()
    own = Cursor(database.connection)
    return database.make_debug_cursor(own) if database.queries_logged else database.make_cursor(own)


def reading_cursor() -> Any:
    """The same, with moments (in UTC) and JSON read by psycopg itself, which Django's own converters double."""
    cursor = preparing_cursor()
    if connection.vendor != "postgresql":
        return cursor
    from psycopg.types.datetime import TimestamptzLoader
    from psycopg.types.json import JsonbLoader

    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
    cursor.adapters.register_loader("jsonb", JsonbLoader)
    return cursor
