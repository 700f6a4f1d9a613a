"""The office's pages over a small office with a case at every station, on a Monday morning."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.dossiers.conftest import MONDAY, draft, office, presented, received, submitted
from tests.factories import APPLICANT, PAPER, Office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.web.ui import places

__all__ = ["MONDAY", "draft", "office", "presented", "received", "submitted"]


@pytest.fixture(autouse=True)
def _office_alone(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "office_urls"
    places.place.cache_clear()
    yield
    places.place.cache_clear()


@pytest.fixture
def at_desk(office: Office) -> Callable[[str], Client]:
    """``at_desk("specialist")``: a browser in which this account is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(office.accounts[name])
        return client

    return sign_in


@pytest.fixture
def finished(office: Office, presented: Dossier) -> Dossier:
    return approve_result(dossier_id=presented.pk, actor=office.actor("leader"))


@pytest.fixture
def make_case(office: Office, present: Callable[[str], Any]) -> Callable[..., Dossier]:
    """``make_case("X", name="Lê A", receive=True)``: one more application of the citizen."""
    present(MONDAY)

    def make(unit: str = "X", *, receive: bool = True, **applicant: Any) -> Dossier:
        actor = office.actor("citizen")
        kept = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units[unit].pk)
        save_draft(draft_id=kept.pk, actor=actor, applicant={**APPLICANT, **applicant}, delivery={"way": "online"})
        attach_paper(draft_id=kept.pk, actor=actor, requirement_key="card", paper=PAPER)
        case = submit_application(draft_id=kept.pk, actor=actor)
        desk = "desk" if unit == "X" else "desk_y"
        return receive_dossier(dossier_id=case.pk, actor=office.actor(desk)) if receive else case

    return make


def words(response: Any) -> str:
    """What a person reads on the page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def listed(response: Any) -> list[str]:
    """The dossiers in the list of the page, in order."""
    return re.findall(r'<a class="code keep" href="/can-bo/ho-so/([0-9a-f-]{36})/"', response.content.decode())


def lanes(response: Any) -> dict[str, str]:
    """The lanes of an inbox with what stands beside each."""
    inside = re.search(r'<ul class="lanes">(.*?)</ul>', response.content.decode(), re.DOTALL)
    assert inside
    found = re.findall(r'href="\?lan=(\w+)"[^>]*>(.*?)</a>', inside[1], re.DOTALL)
    return {key: html.unescape(re.sub(r"<[^>]+>", "", label)).strip() for key, label in found}


def next_page(response: Any) -> str:
    """The address of the page after this one."""
    found = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
    assert found
    return html.unescape(found[1])
