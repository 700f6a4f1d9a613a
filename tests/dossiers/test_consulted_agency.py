"""Another agency that has a case gives it back; nothing else is its to do."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import Office, make_office, make_officer, make_unit

from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.actions.approve_result import approve_result, reject_dossier
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.assign_dossier import assign_dossier
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import request_extension
from motcua.dossiers.actions.give_opinion import give_opinion, return_from_agency
from motcua.dossiers.actions.record_payment import request_payment
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.suspend_dossier import suspend_dossier
from motcua.dossiers.actions.transfer_step import return_step, transfer_step
from motcua.dossiers.actions.withdraw_dossier import stop_dossier, withdraw_dossier
from motcua.dossiers.models import Dossier
from motcua.dossiers.offers import office_offers
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.lifecycle import WaitsOn
from motcua.kernel.refusals import NotPermitted, Refused, WrongMoment
from motcua.people.queries import forget_directory

ASKS = [PaperAsk("card", "Ảnh", "incorrect", "Ảnh mờ")]
DAY = date(2026, 11, 12)


@pytest.fixture
def office(db: None) -> Any:
    made = make_office()
    make_unit(made, "TH", "agency", "H")
    make_officer(made, "tax", "TH", "leader")
    forget_directory()
    yield made
    forget_directory()


def forward(office: Office, dossier: Dossier, unit: str = "CA", by: str = "specialist") -> Dossier:
    return forward_to_agency(
        dossier_id=dossier.pk,
        actor=office.actor(by),
        unit_id=office.units[unit].pk,
        question="Xác minh nơi ở",
        days=2,
    )


FOREIGN: dict[str, Callable[[Any, Any, Office], object]] = {
    "transfer_step": lambda pk, who, _: transfer_step(dossier_id=pk, actor=who),
    "return_step": lambda pk, who, _: return_step(dossier_id=pk, actor=who, reason="Sai"),
    "present_result": lambda pk, who, _: present_result(dossier_id=pk, actor=who, outcome="granted", on_paper=True),
    "approve_result": lambda pk, who, _: approve_result(dossier_id=pk, actor=who),
    "reject_dossier": lambda pk, who, _: reject_dossier(dossier_id=pk, actor=who, reason="Không", rule="Điều 9"),
    "ask_opinion": lambda pk, who, office: ask_opinion(
        dossier_id=pk, actor=who, unit_id=office.units["TH"].pk, question="Gì?", days=1
    ),
    "forward_to_agency": lambda pk, who, office: forward_to_agency(
        dossier_id=pk, actor=who, unit_id=office.units["TH"].pk, question="Gì?", days=1
    ),
    "request_supplement": lambda pk, who, _: request_supplement(dossier_id=pk, actor=who, asks=ASKS),
    "request_payment": lambda pk, who, _: request_payment(dossier_id=pk, actor=who),
    "suspend_dossier": lambda pk, who, _: suspend_dossier(dossier_id=pk, actor=who, reason="Chờ", review_on=DAY),
    "request_extension": lambda pk, who, _: request_extension(dossier_id=pk, actor=who, new_date=DAY, reason="Chờ"),
    "stop_dossier": lambda pk, who, _: stop_dossier(dossier_id=pk, actor=who, reason="Thôi"),
    "assign_dossier": lambda pk, who, office: assign_dossier(
        dossier_id=pk, actor=who, post_id=office.posts["specialist"].pk
    ),
}


@pytest.mark.parametrize("agency", [("CA", "police"), ("TH", "tax")])
@pytest.mark.parametrize("act", FOREIGN)
def test_the_agency_only_gives_it_back(office: Office, received: Dossier, act: str, agency: tuple[str, str]):
    unit, name = agency
    Dossier.objects.filter(pk=received.pk).update(fees={"lines": [], "total": 8000, "paid": 0})
    before = forward(office, received, unit)
    with pytest.raises(Refused):
        FOREIGN[act](received.pk, office.actor(name), office)
    assert Dossier.objects.get(pk=received.pk).version == before.version


def test_the_agency_is_told_what_it_may_do(office: Office, received: Dossier):
    dossier = forward(office, received)
    police = office.actor("police")
    with pytest.raises(WrongMoment, match="chỉ trả lời và chuyển lại"):
        forward(office, received, "TH", by="police")
    assert [one.act for one in office_offers(police, dossier) if one.answer] == ["return_from_agency"]
    add_note(dossier_id=received.pk, actor=police, text="Đang xác minh.")
    return_from_agency(dossier_id=received.pk, actor=police, answer="Đúng")


def test_the_agency_still_answers_another_question(office: Office, received: Dossier):
    where = {"unit_id": office.units["CA"].pk, "question": "Có ở đó không?", "days": 2}
    ask_opinion(dossier_id=received.pk, actor=office.actor("specialist"), **where)
    forward(office, received, "TH")
    opinion = received.opinions.get(kind="opinion")
    give_opinion(opinion_id=opinion.pk, actor=office.actor("police"), answer="Có", agrees=True)


def test_it_goes_out_and_comes_back_twice(office: Office, received: Dossier):
    for unit, name in (("CA", "police"), ("TH", "tax")):
        forward(office, received, unit)
        dossier = return_from_agency(dossier_id=received.pk, actor=office.actor(name), answer="Đúng")
        assert (dossier.holder_post_id, dossier.back_to_post_id) == (office.posts["specialist"].pk, None)


def test_a_leader_fetches_the_case_from_an_agency_that_keeps_it(office: Office, received: Dossier):
    forward(office, received)
    post_id = office.posts["specialist"].pk
    dossier = assign_dossier(dossier_id=received.pk, actor=office.actor("leader"), post_id=post_id)
    assert (dossier.holder_post_id, dossier.back_to_post_id, dossier.waits_on) == (post_id, None, WaitsOn.OFFICE)
    assert received.opinions.get().dropped_at is not None
    with pytest.raises(WrongMoment, match="không ở cơ quan phối hợp"):
        return_from_agency(dossier_id=received.pk, actor=office.actor("police"), answer="Đúng")
    transfer_step(dossier_id=received.pk, actor=office.actor("specialist"))


def test_the_person_withdraws_wherever_the_case_is(office: Office, received: Dossier):
    forward(office, received)
    dossier = withdraw_dossier(dossier_id=received.pk, actor=office.actor("citizen"), reason="Thôi")
    assert dossier.back_to_post_id is None
    assert received.opinions.get().dropped_at is not None


def test_a_leader_decides_at_the_step_of_the_decision_only(office: Office, received: Dossier):
    dossier = assign_dossier(
        dossier_id=received.pk, actor=office.actor("leader"), post_id=office.posts["leader"].pk, note="Tôi xem"
    )
    assert dossier.step_key == "review"
    with pytest.raises(WrongMoment, match="chưa đến bước"):
        approve_result(dossier_id=received.pk, actor=office.actor("leader"))
    transfer_step(dossier_id=received.pk, actor=office.actor("leader"))
    with pytest.raises(NotPermitted):
        approve_result(dossier_id=received.pk, actor=office.actor("specialist"))
    approve_result(dossier_id=received.pk, actor=office.actor("leader"), text="Đủ điều kiện.")
