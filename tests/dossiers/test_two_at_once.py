"""Two officers at the same instant, many dossiers on one desk: one wins, numbers have no gap, nothing is half done."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from tests.factories import APPLICANT, PAPER, Office, make_office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.actions.withdraw_dossier import stop_dossier
from motcua.dossiers.models import Dossier, Draft, StatutoryForm
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.refusals import Refused
from motcua.ledger.models import Counter, Entry
from motcua.ledger.verifying import verify
from motcua.people.queries import forget_directory

MANY = 12


@pytest.fixture
def open_office(transactional_db: None) -> Iterator[Office]:
    yield make_office()
    forget_directory()


def filled(office: Office) -> Draft:
    actor = office.actor("citizen")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT)
    return attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run the jobs in threads that start together; a refusal is an outcome, anything else fails the test."""
    gate, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number: int, job: Callable[[], Any]) -> None:
        gate.wait()
        try:
            outcomes[number] = job()
        except Refused as refusal:
            outcomes[number] = refusal
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_officers_one_dossier(open_office: Office):
    office = open_office
    dossier = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    actors = [office.actor("desk"), office.actor("desk2")] * 3
    outcomes = at_once([lambda a=a: receive_dossier(dossier_id=dossier.pk, actor=a) for a in actors])
    won = [one for one in outcomes if isinstance(one, Dossier)]
    assert len(won) == 1
    assert all(isinstance(one, Refused) for one in outcomes if one not in won)
    assert Entry.objects.filter(act="receive_dossier").count() == 1


def test_many_received_at_once_leave_no_gap(open_office: Office):
    office = open_office
    actor = office.actor("citizen")
    waiting = [submit_application(draft_id=filled(office).pk, actor=actor).pk for _ in range(MANY)]
    desk = office.actor("desk")
    outcomes = at_once([lambda pk=pk: receive_dossier(dossier_id=pk, actor=desk) for pk in waiting])
    assert [one for one in outcomes if not isinstance(one, Dossier)] == []
    numbers = sorted(int(one.code.rsplit("-", 1)[1]) for one in outcomes)
    assert numbers == list(range(1, MANY + 1))
    assert Counter.objects.get(measure="received").value == MANY
    assert verify() == (2 * MANY, None)


def test_a_draft_submitted_from_two_devices_becomes_one_dossier(open_office: Office):
    office = open_office
    draft, actor = filled(office), office.actor("citizen")
    outcomes = at_once([lambda: submit_application(draft_id=draft.pk, actor=actor)] * 4)
    assert {one.pk for one in outcomes} == {Dossier.objects.get().pk}


def test_many_numbered_forms_at_once_get_numbers_without_a_gap(open_office: Office):
    office = open_office
    cases = []
    for _ in range(MANY):
        case = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
        cases.append(receive_dossier(dossier_id=case.pk, actor=office.actor("desk")))
    actor, asks = office.actor("specialist"), [PaperAsk("card", "Ảnh thẻ", "incorrect", "Mờ")]
    jobs = [lambda one=one: request_supplement(dossier_id=one.pk, actor=actor, asks=asks) for one in cases]
    outcomes = at_once(jobs)
    assert [one for one in outcomes if not isinstance(one, Dossier)] == []
    numbers = StatutoryForm.objects.filter(key="supplement").values_list("number", flat=True)
    assert sorted(int(one.split("/")[0]) for one in numbers) == list(range(1, MANY + 1))
    assert verify()[1] is None


def test_two_acts_that_cross_leave_one_of_them(open_office: Office):
    office = open_office
    case = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    case = receive_dossier(dossier_id=case.pk, actor=office.actor("desk"))
    actor, asks = office.actor("specialist"), [PaperAsk("card", "Ảnh thẻ", "incorrect", "Mờ")]
    outcomes = at_once(
        [
            lambda: request_supplement(dossier_id=case.pk, actor=actor, asks=asks),
            lambda: stop_dossier(dossier_id=case.pk, actor=actor, reason="Không còn căn cứ"),
            lambda: transfer_step(dossier_id=case.pk, actor=actor),
        ]
    )
    kept = Dossier.objects.get(pk=case.pk)
    assert all(isinstance(one, Dossier | Refused) for one in outcomes)
    assert kept.version == case.version + sum(isinstance(one, Dossier) for one in outcomes)
    assert verify()[1] is None
