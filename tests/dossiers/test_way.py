"""A case goes step by step: the draft reaches the leader who decides through whoever stands before."""

from typing import Any

import pytest
from tests.factories import BUNDLE, Office, make_office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.models import Dossier
from motcua.dossiers.offers import office_offers
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import WrongMoment
from motcua.people.queries import forget_directory

RECEPTION, REVIEW, SIGN, RETURN = BUNDLE["process"]["steps"]
STEPS = [
    RECEPTION,
    REVIEW,
    {"key": "field", "name": "Kiểm tra thực địa", "role": "specialist"},
    {"key": "head", "name": "Trưởng phòng xem", "role": "leader"},
    {"key": "stamp", "name": "Vào số", "role": "specialist"},
    SIGN,
    RETURN,
]


@pytest.fixture
def office(db: None) -> Any:
    yield make_office({"process": {"steps": STEPS}})
    forget_directory()


def offered(office: Office, name: str, dossier: Dossier) -> list[str]:
    return [one.act for one in office_offers(office.actor(name), dossier) if one.answer]


def test_the_steps_between_are_not_skipped(office: Office, received: Dossier):
    specialist, leader = office.actor("specialist"), office.actor("leader")
    with pytest.raises(WrongMoment, match="Kiểm tra thực địa"):
        present_result(dossier_id=received.pk, actor=specialist, outcome="granted", on_paper=True)
    assert offered(office, "specialist", received)[0] == "transfer_step"
    dossier = transfer_step(dossier_id=received.pk, actor=specialist)
    assert offered(office, "specialist", dossier)[0] == "present_result"
    dossier = present_result(dossier_id=received.pk, actor=specialist, outcome="granted", text="Đủ")
    assert dossier.step_key == "head"
    with pytest.raises(WrongMoment, match="chưa đến bước"):
        approve_result(dossier_id=received.pk, actor=leader)
    assert offered(office, "leader", dossier)[0] == "transfer_step"
    with pytest.raises(WrongMoment):
        present_result(dossier_id=received.pk, actor=leader, outcome="granted", on_paper=True)
    assert transfer_step(dossier_id=received.pk, actor=leader).step_key == "stamp"
    assert transfer_step(dossier_id=received.pk, actor=specialist).step_key == "sign"
    dossier = approve_result(dossier_id=received.pk, actor=leader)
    assert dossier.state == State.FINISHED
    result = received.results.get()
    assert (result.text, result.dropped_at, result.approved_by) == ("Đủ", None, "Người leader")


def test_a_new_draft_takes_the_place_of_the_one_that_came(office: Office, received: Dossier):
    specialist, leader = office.actor("specialist"), office.actor("leader")
    transfer_step(dossier_id=received.pk, actor=specialist)
    present_result(dossier_id=received.pk, actor=specialist, outcome="granted", text="Đủ")
    transfer_step(dossier_id=received.pk, actor=leader)
    present_result(dossier_id=received.pk, actor=specialist, outcome="rejected", text="Sai số liệu", rule="Điều 9")
    assert approve_result(dossier_id=received.pk, actor=leader).outcome == "rejected"


def test_who_decides_does_not_pass_the_case_on(office: Office, received: Dossier):
    specialist, leader = office.actor("specialist"), office.actor("leader")
    for actor in (specialist, specialist, leader, specialist):
        dossier = transfer_step(dossier_id=received.pk, actor=actor)
    assert dossier.step_key == "sign"
    with pytest.raises(WrongMoment, match="bước duyệt kết quả"):
        transfer_step(dossier_id=received.pk, actor=leader)
