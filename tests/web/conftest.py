"""A browser for whoever visits the whole product."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.stand import Stand, build_stand, monday

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
