"""From step to step: by the answers, by choice, and no other way."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.dossiers.conftest import MONDAY
from tests.factories import APPLICANT, BUNDLE, PAPER, Office, make_office, make_version

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.transfer_step import return_step, transfer_step
from motcua.dossiers.models import Dossier
from motcua.dossiers.way import way_of
from motcua.kernel.refusals import Invalid, WrongMoment

RECEPTION, REVIEW, SIGN, RETURN = BUNDLE["process"]["steps"]
SURVEY = {
    **{"key": "survey", "name": "Đo đạc", "role": "specialist", "condition": "Khi xin cho đất"},
    "when": {"field": "about", "is": "land"},
}
NOTICE = {"key": "notice", "name": "Niêm yết", "role": "specialist", "condition": "Khi có khiếu nại"}
PROCESS = {"process": {"steps": [RECEPTION, REVIEW, SURVEY, NOTICE, SIGN, RETURN]}}


@pytest.fixture
def office(db: None, present: Callable[[str], Any]) -> Office:
    present(MONDAY)
    return make_office(PROCESS)


def made(office: Office, **answers: Any) -> Dossier:
    actor = office.actor("citizen")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT)
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER)
    dossier = submit_application(draft_id=draft.pk, actor=actor)
    Dossier.objects.filter(pk=dossier.pk).update(answers=answers)  # the test procedure has no form to ask with
    return receive_dossier(dossier_id=dossier.pk, actor=office.actor("desk"))


@pytest.mark.parametrize(("about", "following"), [("land", "survey"), ("house", "sign"), (None, "sign")])
def test_the_answers_choose_the_step(office: Office, about: str | None, following: str):
    dossier = made(office, **({"about": about} if about else {}))
    assert transfer_step(dossier_id=dossier.pk, actor=office.actor("specialist")).step_key == following
    assert ("survey" in [one.key for one in way_of(dossier)]) is (about == "land")


def test_the_holder_chooses_a_step_with_a_condition_in_words(office: Office):
    dossier, actor = made(office), office.actor("specialist")
    chosen = transfer_step(dossier_id=dossier.pk, actor=actor, step="notice")
    assert (chosen.step_key, chosen.holder_post_id) == ("notice", office.posts["specialist"].pk)
    assert [one.key for one in way_of(chosen)] == ["reception", "review", "notice", "sign", "return"]
    assert return_step(dossier_id=dossier.pk, actor=actor, reason="Nhầm").step_key == "review"
    transfer_step(dossier_id=dossier.pk, actor=actor, step="notice")
    assert present_result(dossier_id=dossier.pk, actor=actor, outcome="granted", on_paper=True).step_key == "sign"


@pytest.mark.parametrize("step", ["survey", "return", "sign", "reception", "none"])
def test_no_other_step_can_be_chosen(office: Office, step: str):
    dossier = made(office)
    with pytest.raises(Invalid, match="không nằm trong các bước"):
        transfer_step(dossier_id=dossier.pk, actor=office.actor("specialist"), step=step)


def test_before_the_answers_are_surveyed_the_notice_cannot_be_chosen(office: Office):
    dossier, actor = made(office, about="land"), office.actor("specialist")
    with pytest.raises(Invalid):
        transfer_step(dossier_id=dossier.pk, actor=actor, step="notice")
    transfer_step(dossier_id=dossier.pk, actor=actor)
    assert transfer_step(dossier_id=dossier.pk, actor=actor, step="notice").step_key == "notice"


def test_the_last_step_is_reached_by_a_result_only(office: Office):
    dossier = made(office)
    transfer_step(dossier_id=dossier.pk, actor=office.actor("specialist"))
    with pytest.raises(WrongMoment, match="bước duyệt kết quả"):
        transfer_step(dossier_id=dossier.pk, actor=office.actor("leader"))


def test_a_leader_chosen_after_the_last_one_decides(office: Office):
    above = {"key": "above", "name": "Cấp trên ký", "role": "leader", "condition": "Khi vượt thẩm quyền"}
    file = {"key": "file", "name": "Lưu", "role": "specialist", "condition": "Khi cần"}
    make_version({"process": {"steps": [RECEPTION, REVIEW, SIGN, above, file, RETURN]}}, number=2)
    dossier, leader = made(office), office.actor("leader")
    present_result(dossier_id=dossier.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
    with pytest.raises(Invalid, match="không nằm trong các bước"):
        transfer_step(dossier_id=dossier.pk, actor=leader, step="file")
    assert transfer_step(dossier_id=dossier.pk, actor=leader, step="above").step_key == "above"
    assert approve_result(dossier_id=dossier.pk, actor=leader).results.get().approved_by == "Người leader"
