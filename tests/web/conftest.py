"""A browser for whoever visits the whole product."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from tests.web.stand import Stand, build_stand, monday
from tests.web.visits import Visit

from motcua.kernel import clock
from motcua.people.queries import forget_directory
from motcua.procedures.queries import forget_offers
from motcua.procedures.search import forget_search
from motcua.workdays.queries import forget_calendars


def forget_everything() -> None:
    """Let go of what processes keep of the database, so that a statement is not saved by an earlier test."""
    cache.clear()
    for forget in (forget_directory, forget_offers, forget_search, forget_calendars):
        forget()


@pytest.fixture
def stand(db: None) -> Iterator[Stand]:
    with clock.moved_to(monday()):
        forget_everything()
        yield build_stand()
        forget_everything()


def client_of(stand: Stand, who: str) -> Any:
    """A browser in which this person is signed in; nobody's when there is no name."""
    client = Client()
    if who:
        client.force_login(stand.office.accounts[who], backend="motcua.people.signin.SignInBackend")
    return client


CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
Statement = tuple[str, Any]


def visited(stand: Stand, visit: Visit) -> tuple[Any, list[Statement]]:
    """The answer of one visit by a process that keeps nothing yet, and what it asked; nothing of it stays."""
    asked: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(CONTROL):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    client = client_of(stand, "" if visit.name.startswith("api:") else visit.who)
    forget_everything()
    with transaction.atomic(), connection.execute_wrapper(note):
        response = visit.open(client, stand)
        list(response)  # a file is closed when it was sent
        transaction.set_rollback(True)
    return response, asked
