"""From the specialist to the leader, to the person's hand, to the rating."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.dossiers.every_act import set_by_hand
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result, approve_results, reject_dossier
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.rate_service import rate_service
from motcua.dossiers.actions.record_payment import record_payment
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.suspend_dossier import resume_dossier, suspend_dossier
from motcua.dossiers.actions.transfer_step import return_step, transfer_step
from motcua.dossiers.actions.withdraw_dossier import stop_dossier, withdraw_dossier
from motcua.dossiers.models import Dossier, Rating
from motcua.dossiers.policies import left_to_pay
from motcua.dossiers.queries import history
from motcua.dossiers.rules.facts import Receiver
from motcua.dossiers.rules.timeline import told
from motcua.kernel.lifecycle import State, WaitsOn
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted, WrongMoment
from motcua.ledger.models import Counter
from motcua.web.ui.naming import NAMES

DOWNLOAD = Receiver("online", "Đặng Thị Ngọc Ánh", confirmed_by="download")
OWN = Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="card")


def test_the_leader_approves_and_the_desk_has_the_result(office: Office, presented: Dossier):
    dossier = approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    assert (dossier.state, dossier.outcome, dossier.waits_on) == (State.FINISHED, "granted", WaitsOn.APPLICANT)
    assert dossier.holder_unit_id == office.units["X-MC"].pk
    assert dossier.results.get().approved_by == "Người leader"
    assert Counter.objects.get(measure="finished_early").value == 1


def test_only_the_leader_who_holds_it_approves(office: Office, presented: Dossier):
    for name in ("specialist", "desk", "leader_y"):
        with pytest.raises(NotPermitted):
            approve_result(dossier_id=presented.pk, actor=office.actor(name))


def test_a_batch_loses_nothing_when_one_fails(office: Office, presented: Dossier, submitted: Dossier):
    from uuid import uuid4

    done, failed = approve_results(dossier_ids=[uuid4(), presented.pk], actor=office.actor("leader"))
    assert [one.pk for one in done] == [presented.pk]
    assert len(failed) == 1


def test_a_rejection_needs_its_reason(office: Office, received: Dossier):
    with pytest.raises(Invalid):
        present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="rejected")
    present_result(
        dossier_id=received.pk,
        actor=office.actor("specialist"),
        outcome="rejected",
        text="Không đủ điều kiện.",
        rule="Điều 9",
    )
    dossier = approve_result(dossier_id=received.pk, actor=office.actor("leader"))
    assert (dossier.state, dossier.outcome) == (State.FINISHED, "rejected")


def test_the_leader_may_decline_against_the_draft(office: Office, presented: Dossier):
    dossier = reject_dossier(
        dossier_id=presented.pk, actor=office.actor("leader"), reason="Sai thẩm quyền.", rule="Điều 9"
    )
    assert dossier.outcome == "rejected"
    kept = sorted((one.outcome, one.dropped_at is None) for one in dossier.results.all())
    assert kept == [("granted", False), ("rejected", True)]


def test_the_hand_over_closes_the_case(office: Office, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    dossier = return_result(dossier_id=presented.pk, actor=office.actor("desk2"), receiver=OWN)
    assert (dossier.state, dossier.holder_post_id, dossier.attention_at) == (State.RETURNED, None, None)
    assert Dossier.objects.get(pk=dossier.pk).hand_over.handed_by == "Người desk2"


@pytest.mark.parametrize(
    "receiver",
    [
        Receiver("desk", "Người khác"),
        Receiver("post", "Đặng Thị Ngọc Ánh"),
        Receiver("desk", " "),
        Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="post"),
        Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="download"),
        Receiver("pigeon", "Đặng Thị Ngọc Ánh"),
    ],
)
def test_a_hand_over_without_proof_is_refused(office: Office, presented: Dossier, receiver: Receiver):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    with pytest.raises(Invalid):
        return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=receiver)


@pytest.fixture
def unpaid(office: Office, presented: Dossier) -> Dossier:
    """The result is issued, and 20.000 đồng are still to be paid."""
    set_by_hand(presented, fees={"lines": [], "total": 20_000, "paid": 0})
    return approve_result(dossier_id=presented.pk, actor=office.actor("leader"))


@pytest.mark.parametrize("reason", ["", "  "])
def test_with_a_fee_unpaid_the_desk_says_why_it_hands_over(office: Office, unpaid: Dossier, reason: str):
    with pytest.raises(Invalid, match=r"Còn 20\.000 đồng") as refused:
        return_result(dossier_id=unpaid.pk, actor=office.actor("desk"), receiver=replace(OWN, unpaid_reason=reason))
    assert list(refused.value.errors) == ["unpaid_reason"]
    why = replace(OWN, unpaid_reason="Được miễn theo quyết định số 5.")
    assert return_result(dossier_id=unpaid.pk, actor=office.actor("desk"), receiver=why).state == State.RETURNED
    line = str(told(history(unpaid)[0], NAMES).sentence)
    assert line.endswith("khi còn 20.000 đồng chưa nộp. Lý do: Được miễn theo quyết định số 5.")


def test_a_paid_fee_needs_no_reason_and_keeps_none(office: Office, unpaid: Dossier):
    desk = office.actor("desk")
    record_payment(dossier_id=unpaid.pk, actor=desk, amount=20_000, way="cash")
    return_result(dossier_id=unpaid.pk, actor=desk, receiver=replace(OWN, unpaid_reason="Không cần."))
    assert str(told(history(unpaid)[0], NAMES).sentence) == "Trả kết quả cho Đặng Thị Ngọc Ánh"


def test_what_is_paid_after_the_hand_over_is_recorded(office: Office, unpaid: Dossier):
    desk = office.actor("desk")
    sent = Receiver("post", OWN.name, tracking="EV1", confirmed_by="post", unpaid_reason="Bưu điện thu khi giao.")
    return_result(dossier_id=unpaid.pk, actor=desk, receiver=sent)
    dossier = record_payment(dossier_id=unpaid.pk, actor=desk, amount=20_000, way="post")
    assert (dossier.state, left_to_pay(dossier)) == (State.RETURNED, 0)


def test_the_owner_downloads_whatever_is_unpaid(office: Office, unpaid: Dossier):
    unpaid.results.update(text="Đủ điều kiện.", on_paper=False)
    set_by_hand(unpaid, has_e_result=True)
    dossier = return_result(dossier_id=unpaid.pk, actor=office.actor("citizen"), receiver=DOWNLOAD)
    assert dossier.state == State.RETURNED


@pytest.fixture
def worded(office: Office, received: Dossier) -> Dossier:
    """A result in words is issued; no file."""
    present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", text="Đủ điều kiện.")
    return approve_result(dossier_id=received.pk, actor=office.actor("leader"))


@pytest.mark.parametrize(
    "receiver",
    [
        OWN,
        Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="signature"),
        Receiver("post", "Đặng Thị Ngọc Ánh", tracking="EV1", confirmed_by="post"),
        Receiver("online", "Đặng Thị Ngọc Ánh", confirmed_by="signature"),
        Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="download"),
    ],
)
def test_the_owner_cannot_tell_a_hand_over_of_the_desk(office: Office, worded: Dossier, receiver: Receiver):
    with pytest.raises(NotPermitted, match="công chức một cửa"):
        return_result(dossier_id=worded.pk, actor=office.actor("citizen"), receiver=receiver)
    assert Dossier.objects.get(pk=worded.pk).state == State.FINISHED


def test_a_result_that_cannot_be_downloaded_is_not_collected_online(office: Office, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    with pytest.raises(WrongMoment, match="không có bản điện tử"):
        return_result(dossier_id=presented.pk, actor=office.actor("citizen"), receiver=DOWNLOAD)


def test_a_written_rejection_is_collected_online(office: Office, presented: Dossier):
    reject_dossier(dossier_id=presented.pk, actor=office.actor("leader"), reason="Sai thẩm quyền.", rule="Điều 9")
    dossier = return_result(dossier_id=presented.pk, actor=office.actor("citizen"), receiver=DOWNLOAD)
    assert dossier.state == State.RETURNED


def test_the_person_rates_once_and_in_time(office: Office, worded: Dossier, present: Callable[[str], Any]):
    citizen = office.actor("citizen")
    return_result(dossier_id=worded.pk, actor=citizen, receiver=DOWNLOAD)
    with pytest.raises(Invalid):
        rate_service(dossier_id=worded.pk, actor=citizen, score=9)
    with pytest.raises(NotPermitted):
        rate_service(dossier_id=worded.pk, actor=office.actor("desk"), score=3)
    rate_service(dossier_id=worded.pk, actor=citizen, score=1, reasons=["late"], comment="Chờ lâu")
    with pytest.raises(AlreadyDone):
        rate_service(dossier_id=worded.pk, actor=citizen, score=3)


def test_who_was_unhappy_says_why_afterwards_once(office: Office, worded: Dossier):
    citizen = office.actor("citizen")
    return_result(dossier_id=worded.pk, actor=citizen, receiver=DOWNLOAD)
    rate_service(dossier_id=worded.pk, actor=citizen, score=1)
    for other in ({"score": 1}, {"score": 3, "reasons": ["late"]}):
        with pytest.raises(AlreadyDone):
            rate_service(dossier_id=worded.pk, actor=citizen, **other)
    rate_service(dossier_id=worded.pk, actor=citizen, score=1, reasons=["late"], comment=" Chờ lâu ")
    rating = Rating.objects.get(dossier_id=worded.pk)
    assert (rating.score, rating.reasons, rating.comment) == (1, ["late"], "Chờ lâu")
    assert Counter.objects.get(measure="rated_1").value == 1
    with pytest.raises(AlreadyDone):
        rate_service(dossier_id=worded.pk, actor=citizen, score=1, reasons=["attitude"])


def test_the_rating_window_ends(office: Office, worded: Dossier, present: Callable[[str], Any]):
    citizen = office.actor("citizen")
    return_result(dossier_id=worded.pk, actor=citizen, receiver=DOWNLOAD)
    present("2026-12-20T08:00")
    with pytest.raises(WrongMoment, match="30 ngày"):
        rate_service(dossier_id=worded.pk, actor=citizen, score=3)


def test_a_step_goes_back_with_its_reason(office: Office, received: Dossier):
    transfer_step(dossier_id=received.pk, actor=office.actor("specialist"))
    dossier = return_step(dossier_id=received.pk, actor=office.actor("leader"), reason="Sai tên")
    assert dossier.holder_post_id == office.posts["specialist"].pk
    with pytest.raises(WrongMoment, match="đầu tiên"):
        return_step(dossier_id=received.pk, actor=office.actor("specialist"), reason="Nữa")


def test_suspended_time_is_not_counted(office: Office, received: Dossier, present: Callable[[str], Any]):
    present("2026-11-03T10:00")
    specialist = office.actor("specialist")
    with pytest.raises(Invalid):
        suspend_dossier(dossier_id=received.pk, actor=specialist, reason="Chờ", review_on=date(2026, 11, 8))
    dossier = suspend_dossier(dossier_id=received.pk, actor=specialist, reason="Chờ", review_on=date(2026, 11, 10))
    assert (dossier.state, dossier.due_at.day) == (State.SUSPENDED, 9)
    present("2026-11-10T10:00")
    dossier = resume_dossier(dossier_id=received.pk, actor=office.actor("specialist"))
    assert (dossier.state, dossier.due_at.day) == (State.IN_PROCESS, 16)


def test_withdrawal_until_the_decision(office: Office, presented: Dossier):
    with pytest.raises(NotPermitted, match="Chỉ công chức một cửa"):
        withdraw_dossier(dossier_id=presented.pk, actor=office.actor("specialist"), reason="x")
    with pytest.raises(NotPermitted):
        withdraw_dossier(dossier_id=presented.pk, actor=office.actor("stranger"), reason="x")
    dossier = withdraw_dossier(dossier_id=presented.pk, actor=office.actor("citizen"), reason="Tôi đổi ý")
    assert dossier.state == State.WITHDRAWN
    with pytest.raises(WrongMoment):
        approve_result(dossier_id=presented.pk, actor=office.actor("leader"))


def test_after_the_decision_nothing_is_withdrawn(office: Office, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    with pytest.raises(WrongMoment):
        withdraw_dossier(dossier_id=presented.pk, actor=office.actor("citizen"), reason="Tôi đổi ý")


def test_the_office_stops_with_form_05(office: Office, received: Dossier):
    dossier = stop_dossier(dossier_id=received.pk, actor=office.actor("specialist"), reason="Theo bản án số 12")
    assert (dossier.state, dossier.forms.filter(key="stop").count()) == (State.STOPPED, 1)
