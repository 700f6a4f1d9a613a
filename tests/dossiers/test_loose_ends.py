"""When a case is over nothing beside it waits for an answer any more."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result, reject_dossier
from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.extend_deadline import apologise, decide_extension, draft_apology, request_extension
from motcua.dossiers.actions.give_opinion import give_opinion
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.withdraw_dossier import stop_dossier, withdraw_dossier
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.queue import opinions_waiting
from motcua.dossiers.rules.facts import PaperAsk
from motcua.dossiers.tasks import watch_clocks
from motcua.kernel.refusals import WrongMoment
from motcua.ledger.models import Entry

ASKS = [PaperAsk("card", "Ảnh", "incorrect", "Ảnh mờ")]


def questions(office: Office, dossier: Dossier) -> Opinion:
    """A question to another body and a wish for a new date, both unanswered."""
    specialist = office.actor("specialist")
    request_extension(dossier_id=dossier.pk, actor=specialist, new_date=date(2026, 11, 12), reason="Chờ")
    where = {"unit_id": office.units["CA"].pk, "question": "Có ở đó không?", "days": 2}
    ask_opinion(dossier_id=dossier.pk, actor=specialist, **where)
    return Opinion.objects.get(dossier=dossier)


def _stop(office: Office, case: Dossier) -> object:
    return stop_dossier(dossier_id=case.pk, actor=office.actor("specialist"), reason="Theo bản án")


def _withdraw(office: Office, case: Dossier) -> object:
    return withdraw_dossier(dossier_id=case.pk, actor=office.actor("citizen"), reason="Thôi")


def _decide(office: Office, case: Dossier) -> object:
    from motcua.dossiers.actions.draft_result import present_result

    present_result(dossier_id=case.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
    return approve_result(dossier_id=case.pk, actor=office.actor("leader"))


def _reject(office: Office, case: Dossier) -> object:
    from motcua.dossiers.actions.transfer_step import transfer_step

    transfer_step(dossier_id=case.pk, actor=office.actor("specialist"))
    return reject_dossier(dossier_id=case.pk, actor=office.actor("leader"), reason="Không đủ", rule="Điều 9")


@pytest.mark.parametrize("end", [_stop, _withdraw, _decide, _reject])
def test_open_questions_end_with_the_case(
    office: Office, received: Dossier, end: Callable[[Office, Dossier], object], present: Callable[[str], Any]
):
    opinion = questions(office, received)
    end(office, received)
    opinion.refresh_from_db()
    assert (opinion.answered_at, opinion.dropped_at is not None) == (None, True)
    extension = received.extensions.get()
    assert (extension.decided_at, extension.is_granted, extension.dropped_at is not None) == (None, None, True)
    police = office.actor("police")
    assert opinions_waiting(police, 10) == []
    with pytest.raises(WrongMoment):
        give_opinion(opinion_id=opinion.pk, actor=police, answer="Có", agrees=True)
    with pytest.raises(WrongMoment):
        decide_extension(extension_id=extension.pk, actor=office.actor("leader"), is_granted=True)
    present("2026-11-09T08:00")
    watch_clocks()
    assert "lapse_opinion" not in set(Entry.objects.values_list("act", flat=True))


def test_an_answer_that_was_given_stays(office: Office, received: Dossier):
    opinion = questions(office, received)
    give_opinion(opinion_id=opinion.pk, actor=office.actor("police"), answer="Có", agrees=True)
    _stop(office, received)
    opinion.refresh_from_db()
    assert (opinion.answer, opinion.dropped_at) == ("Có", None)


def test_no_answer_from_the_person_ends_the_questions_too(
    office: Office, received: Dossier, present: Callable[[str], Any]
):
    opinion = questions(office, received)
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=ASKS)
    present("2026-11-23T17:01")
    close_unanswered(dossier_id=received.pk)
    opinion.refresh_from_db()
    assert opinion.dropped_at is not None
    assert received.supplements.get().closed_at is not None


def test_a_refusal_closes_the_request_at_the_door(office: Office, submitted: Dossier):
    desk = office.actor("desk")
    request_supplement(dossier_id=submitted.pk, actor=desk, asks=ASKS)
    refuse_dossier(dossier_id=submitted.pk, actor=desk, reason="Không thuộc thẩm quyền")
    request = submitted.supplements.get()
    assert (request.answered_at, request.closed_at is not None) == (None, True)


@pytest.mark.parametrize("way", ["apologise", "decide_extension"])
def test_the_issued_apology_takes_the_place_of_the_drafted_one(office: Office, received: Dossier, way: str):
    draft_apology(dossier_id=received.pk, reason="Quá tải", new_due=received.due_at + timedelta(days=7))
    leader = office.actor("leader")
    told = {"new_date": date(2026, 11, 16), "reason": "Mất điện"}
    if way == "apologise":
        apologise(dossier_id=received.pk, actor=leader, **told)
    else:
        request_extension(dossier_id=received.pk, actor=office.actor("specialist"), **told)
        decide_extension(extension_id=received.extensions.get().pk, actor=leader, is_granted=True)
    form = received.forms.get(key="apology")
    assert (form.number, form.issued_by, form.facts["reason"]) == ("01/PXL", "Người leader", "Mất điện")
    assert form.issued_at is not None
    assert form.serial
