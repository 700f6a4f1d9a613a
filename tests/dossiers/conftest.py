"""Cases at every station, in a small office, on a Monday morning."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.factories import APPLICANT, PAPER, Office, make_office

from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.people.queries import forget_directory

MONDAY = "2026-11-02T08:00"


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    yield make_office()
    forget_directory()


@pytest.fixture
def open_office(transactional_db: None) -> Iterator[Office]:
    """The office with real transactions, for people who act at the same instant."""
    yield make_office()
    forget_directory()


@pytest.fixture
def draft(office: Office, present: Callable[[str], Any]) -> Draft:
    """A complete application of the citizen, not yet handed in."""
    present(MONDAY)
    actor = office.actor("citizen")
    unit_id = office.units["X"].pk
    kept = start_draft(procedure_code="9.000001", actor=actor, unit_id=unit_id)
    save_draft(draft_id=kept.pk, actor=actor, applicant=APPLICANT, delivery={"way": "online"})
    return attach_paper(draft_id=kept.pk, actor=actor, requirement_key="card", paper=PAPER)


@pytest.fixture
def submitted(office: Office, draft: Draft) -> Dossier:
    return submit_application(draft_id=draft.pk, actor=office.actor("citizen"))


@pytest.fixture
def received(office: Office, submitted: Dossier) -> Dossier:
    return receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))


@pytest.fixture
def presented(office: Office, received: Dossier) -> Dossier:
    return present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
