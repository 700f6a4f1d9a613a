"""A body with nobody in this system is asked too: the hand-over is kept, watched, and its answer recorded here."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories import Office, make_unit

from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.give_opinion import give_opinion, return_from_agency
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.bodies import bodies_around
from motcua.dossiers.documents.way import way_of
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.policies import holder_name
from motcua.dossiers.queries import inbox
from motcua.dossiers.standing import turn_view
from motcua.dossiers.tasks import watch_clocks
from motcua.kernel import clock
from motcua.kernel.lifecycle import WaitsOn
from motcua.kernel.refusals import Invalid, NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.people.queries import forget_directory


@pytest.fixture
def tax(office: Office) -> int:
    unit = make_unit(office, "TH", "agency", "H", is_operating=False)
    forget_directory()
    return unit.pk


@pytest.fixture
def forwarded(office: Office, received: Dossier, tax: int) -> Dossier:
    told = {"unit_id": tax, "question": "Xác nhận nghĩa vụ thuế", "days": 2}
    return forward_to_agency(dossier_id=received.pk, actor=office.actor("specialist"), **told)


def asked(office: Office, dossier: Dossier, tax: int) -> Opinion:
    told = {"unit_id": tax, "question": "Còn nợ thuế không?", "days": 2}
    ask_opinion(dossier_id=dossier.pk, actor=office.actor("specialist"), **told)
    return Opinion.objects.get(dossier=dossier)


def test_the_case_waits_for_the_body_and_stays_with_who_forwarded_it(office: Office, forwarded: Dossier):
    specialist = office.actor("specialist")
    assert (forwarded.waits_on, forwarded.holder_post_id) == (WaitsOn.AGENCY, office.posts["specialist"].pk)
    assert forwarded in inbox(specialist)
    assert holder_name(forwarded) == turn_view(forwarded, clock.now()).who == "Đơn vị TH"
    with pytest.raises(WrongMoment, match="Đơn vị TH"):
        transfer_step(dossier_id=forwarded.pk, actor=specialist)


@pytest.mark.parametrize("name", ["specialist", "desk"])
def test_who_forwarded_it_or_the_desk_records_the_answer(office: Office, forwarded: Dossier, name: str):
    back = return_from_agency(dossier_id=forwarded.pk, actor=office.actor(name), answer="Công văn 12: không nợ")
    assert (back.waits_on, back.holder_post_id, back.back_to_post_id) == (
        WaitsOn.OFFICE,
        office.posts["specialist"].pk,
        None,
    )
    assert back.holder_unit_id == office.units["X-TP"].pk
    assert (back.due_at, back.opinions.get().answer) == (forwarded.due_at, "Công văn 12: không nợ")


@pytest.mark.parametrize("name", ["land", "desk_y", "police"])
def test_nobody_else_records_it(office: Office, forwarded: Dossier, name: str):
    with pytest.raises(NotPermitted):
        return_from_agency(dossier_id=forwarded.pk, actor=office.actor(name), answer="x")


def test_the_control_sheet_tells_the_way_there_and_back(office: Office, forwarded: Dossier):
    return_from_agency(dossier_id=forwarded.pk, actor=office.actor("desk"), answer="Không nợ")
    there, back = list(way_of(Dossier.objects.get(pk=forwarded.pk)))[-2:]
    assert (there.giver_unit, there.receiver_unit, there.receiver) == ("Đơn vị X-TP", "Đơn vị TH", "")
    assert (back.giver_unit, back.giver, back.receiver_unit) == ("Đơn vị TH", "", "Đơn vị X-TP")


def test_a_late_answer_is_chased_with_who_forwarded_it(
    office: Office, forwarded: Dossier, present: Callable[[str], Any]
):
    present("2026-11-05T08:00")
    assert watch_clocks() >= 1
    entry = Entry.objects.get(subject_id=str(forwarded.pk), act="escalate")
    assert entry.facts["to"] == office.posts["specialist"].pk


def test_an_opinion_from_outside_is_recorded_by_the_holder(office: Office, received: Dossier, tax: int):
    opinion = asked(office, received, tax)
    with pytest.raises(NotPermitted):
        give_opinion(opinion_id=opinion.pk, actor=office.actor("land"), answer="Không", agrees=True)
    give_opinion(opinion_id=opinion.pk, actor=office.actor("specialist"), answer="Không nợ", agrees=True)
    opinion.refresh_from_db()
    assert (opinion.post_id, opinion.answer) == (None, "Không nợ")


def test_silence_from_outside_counts_too(office: Office, received: Dossier, tax: int, present: Callable[[str], Any]):
    opinion = asked(office, received, tax)
    present("2026-11-04T17:01")
    watch_clocks()
    opinion.refresh_from_db()
    assert opinion.is_silence


def test_the_own_room_is_neither_offered_nor_taken(office: Office, received: Dossier):
    own = office.units["X-TP"].pk
    offered = {unit.id for _, units in bodies_around(received) for unit in units}
    assert own not in offered
    with pytest.raises(Invalid, match="đang ở"):
        forward_to_agency(dossier_id=received.pk, actor=office.actor("specialist"), unit_id=own, question="Gì?", days=1)


def test_agencies_that_do_not_work_here_and_other_communes_are_offered(office: Office, received: Dossier, tax: int):
    office.units["Y"].is_operating = True
    office.units["Y"].save()
    forget_directory()
    offered = {unit.code for _, units in bodies_around(received) for unit in units}
    assert {"TH", "CA", "Y"} <= offered
    assert "X" not in offered
