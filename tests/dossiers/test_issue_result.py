"""Steps after the leader's decision are gone through to the end: numbered, sealed, issued, and only then told."""

from datetime import date
from typing import Any

import pytest
from tests.factories import BUNDLE, Office, make_office

from motcua.dossiers.actions.approve_result import approve_result, reject_dossier
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import request_extension
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.transfer_step import return_step, transfer_step
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.models import Dossier, Extension
from motcua.dossiers.offers import office_offers
from motcua.dossiers.queries import history
from motcua.dossiers.rules.facts import Receiver
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid, NotPermitted, WrongMoment
from motcua.people.queries import forget_directory

RECEPTION, REVIEW, SIGN, RETURN = BUNDLE["process"]["steps"]
SUPERIOR = {
    "key": "superior",
    "name": "Cấp trên quyết định",
    "role": "other_agency",
    "agency": "CA",
    "condition": "Khi hồ sơ phải chuyển cấp trên quyết định",
}
STAMP = {"key": "stamp", "name": "Vào số, đóng dấu", "role": "specialist"}
LATER = date(2026, 11, 12)
COPY = {"key": "copy", "name": "Sao gửi", "role": "specialist"}


@pytest.fixture
def office(db: None, request: Any) -> Any:
    later = getattr(request, "param", [STAMP, COPY])
    yield make_office({"process": {"steps": [RECEPTION, REVIEW, SIGN, *later, RETURN]}})
    forget_directory()


def offered(office: Office, name: str, dossier: Dossier) -> list[str]:
    return [one.act for one in office_offers(office.actor(name), dossier) if one.answer]


@pytest.fixture
def signed(office: Office, presented: Dossier) -> Dossier:
    return approve_result(dossier_id=presented.pk, actor=office.actor("leader"))


def test_the_case_goes_through_every_step_and_is_finished_by_the_last(office: Office, signed: Dossier):
    specialist = office.actor("specialist")
    assert (signed.state, signed.step_key, signed.finished_at) == (State.IN_PROCESS, "stamp", None)
    assert signed.due_at is not None
    assert signed.attention_at == signed.due_at
    assert offered(office, "specialist", signed)[0] == "transfer_step"
    with pytest.raises(WrongMoment, match="Sao gửi"):
        issue_result(dossier_id=signed.pk, actor=specialist)
    dossier = transfer_step(dossier_id=signed.pk, actor=specialist)
    assert offered(office, "specialist", dossier)[0] == "issue_result"
    with pytest.raises(WrongMoment, match="phát hành"):
        transfer_step(dossier_id=signed.pk, actor=specialist)
    with pytest.raises(NotPermitted):
        issue_result(dossier_id=signed.pk, actor=office.actor("leader"))
    dossier = issue_result(dossier_id=signed.pk, actor=specialist, number="12/GXN-UBND")
    assert (dossier.state, dossier.step_key, dossier.outcome) == (State.FINISHED, "return", "granted")
    assert dossier.finished_at is not None
    assert dossier.holder_post_id == office.posts["desk"].pk
    assert dossier.results.get().number == "12/GXN-UBND"
    assert [one.act for one in history(dossier)][:3] == ["issue_result", "transfer_step", "sign_result"]
    receiver = Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="card")
    assert return_result(dossier_id=signed.pk, actor=office.actor("desk"), receiver=receiver).state == State.RETURNED


def test_nothing_asked_outlives_the_issue(office: Office, received: Dossier):
    specialist = office.actor("specialist")
    request_extension(dossier_id=received.pk, actor=specialist, new_date=LATER, reason="Chờ xác minh")
    present_result(dossier_id=received.pk, actor=specialist, outcome="granted", on_paper=True)
    approve_result(dossier_id=received.pk, actor=office.actor("leader"))
    Extension.objects.update(dropped_at=None)  # as one that an older version left open
    transfer_step(dossier_id=received.pk, actor=specialist)
    issue_result(dossier_id=received.pk, actor=specialist)
    assert Extension.objects.get().dropped_at is not None


def test_what_is_signed_is_neither_withdrawn_nor_decided_again(office: Office, signed: Dossier):
    with pytest.raises(WrongMoment, match="Lãnh đạo đã duyệt"):
        withdraw_dossier(dossier_id=signed.pk, actor=office.actor("citizen"), reason="Không cần nữa")
    with pytest.raises(WrongMoment):
        approve_result(dossier_id=signed.pk, actor=office.actor("leader"))
    assert not {"request_supplement", "stop_dossier", "suspend_dossier"} & set(offered(office, "specialist", signed))


def test_given_back_to_the_leader_it_is_a_draft_again(office: Office, signed: Dossier):
    dossier = return_step(dossier_id=signed.pk, actor=office.actor("specialist"), reason="Sai ngày")
    result = dossier.results.get()
    assert (dossier.step_key, dossier.outcome, result.approved_at, result.approved_by) == ("sign", "", None, "")
    again = approve_result(dossier_id=signed.pk, actor=office.actor("leader"))
    assert (again.step_key, again.outcome) == ("stamp", "granted")
    assert again.results.get().approved_by == "Người leader"


def test_a_rejection_is_a_letter_and_takes_no_step_more(office: Office, presented: Dossier):
    leader = office.actor("leader")
    dossier = reject_dossier(dossier_id=presented.pk, actor=leader, reason="Không đủ điều kiện", rule="Điều 9")
    assert (dossier.state, dossier.outcome) == (State.FINISHED, "rejected")
    assert [form.key for form in dossier.forms.all()][-1:] == ["rejection"]


@pytest.mark.parametrize("office", [[SUPERIOR]], indirect=True)
def test_the_leader_may_choose_that_a_higher_authority_decides(office: Office, presented: Dossier):
    leader = office.actor("leader")
    with pytest.raises(Invalid, match="chọn lại"):
        approve_result(dossier_id=presented.pk, actor=leader, step="stamp")
    dossier = approve_result(dossier_id=presented.pk, actor=leader, step="superior")
    assert (dossier.state, dossier.holder_post_id) == (State.IN_PROCESS, office.posts["police"].pk)
    dossier = issue_result(dossier_id=dossier.pk, actor=office.actor("police"))
    assert dossier.state == State.FINISHED


@pytest.mark.parametrize("office", [[SUPERIOR]], indirect=True)
def test_without_that_choice_the_result_is_issued_at_once(office: Office, presented: Dossier):
    assert approve_result(dossier_id=presented.pk, actor=office.actor("leader")).state == State.FINISHED
