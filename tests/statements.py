"""Counting what an act asks of the database; the savepoints that a test's own transaction brings are not counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

FRAMING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of the block, in a list that is filled when it ends."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as seen:
        yield found
    found += [sql for one in seen.captured_queries if not (sql := str(one["sql"])).startswith(FRAMING)]
