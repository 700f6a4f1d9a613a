"""What the tests of the citizen's pages share: a small office, and somebody signed in."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from tests.dossiers.conftest import draft, presented, received, submitted  # noqa: F401 - cases at each station
from tests.factories import Office, make_office

from motcua.people.queries import forget_directory

SignIn = Callable[[str], Client]


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    cache.clear()
    yield make_office()
    forget_directory()


@pytest.fixture
def sign_in(office: Office) -> SignIn:
    def as_person(name: str) -> Client:
        client = Client()
        client.force_login(office.accounts[name], backend="motcua.people.signin.SignInBackend")
        return client

    return as_person
