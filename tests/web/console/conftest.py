"""The console's pages over a small office with an administrator of everything, one of a commune, and an inspector."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.dossiers.conftest import draft, received, submitted
from tests.factories import Office, make_office, make_officer

from motcua.people.queries import forget_directory
from motcua.web.ui import places
from motcua.workdays.queries import forget_calendars

__all__ = ["draft", "received", "submitted"]
BUNDLE: dict[str, Any] = {
    "fees": {"hit": "collect", "rows": [{"key": "fee", "label": "Lệ phí xác nhận", "amount": 10000}]},
    "to_confirm": [{"about": "fees", "note": "Mức lệ phí chưa đối chiếu nghị quyết."}],
}


@pytest.fixture(autouse=True)
def _console_alone(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "tests.web.console.console_urls"
    places.place.cache_clear()
    forget_calendars()
    yield
    places.place.cache_clear()
    forget_directory()
    forget_calendars()


def administered(bundle: dict[str, Any]) -> Office:
    """The small office with its administrators."""
    made = make_office(bundle)
    make_officer(made, "admin", "H", "administrator")
    make_officer(made, "admin_x", "X", "administrator")
    forget_directory()
    return made


@pytest.fixture
def office(db: None) -> Office:
    return administered(BUNDLE)


@pytest.fixture
def at_console(office: Office) -> Callable[[str], Client]:
    """``at_console("admin")``: a browser in which this account is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(office.accounts[name], backend="motcua.people.signin.SignInBackend")
        return client

    return sign_in


def words(response: Any) -> str:
    """What a reader sees of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
