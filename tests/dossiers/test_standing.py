"""Where a case stands in the citizen's words: whose turn, which date, how much of the time is used, how it ended."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.dossiers.every_act import set_by_hand
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.give_opinion import give_opinion
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import suspend_dossier
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.rules.facts import PaperAsk
from motcua.dossiers.standing import ClockView, TurnView, clock_view, late_opinions, measured, turn_view
from motcua.kernel import clock
from motcua.web.office.rows import SHOWN

Present = Callable[[str], Any]
ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")


def stands(dossier: Dossier) -> tuple[TurnView, ClockView]:
    case = Dossier.objects.get(pk=dossier.pk)
    return turn_view(case, clock.now()), clock_view(case, clock.now(), with_trace=True)


def test_time_is_told_in_days(received: Dossier, present: Present):
    present("2026-11-04T17:00")
    _, view = stands(received)
    assert measured(view) == (2, 5, "ngày làm việc")
    assert view.label == "Hẹn trả kết quả"


def test_while_it_waits_the_answer_and_the_result_are_two_dates(office: Office, received: Dossier, present: Present):
    present("2026-11-04T08:00")
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    turn, view = stands(received)
    assert str(turn.label) == "Bạn cần bổ sung giấy tờ"
    assert view.label == "Hạn bổ sung giấy tờ"
    assert view.due == Dossier.objects.get().attention_at
    assert view.promised == received.due_at
    assert view.trace[-1].moment == view.promised
    assert "thời gian chờ sẽ được cộng thêm" in str(view.trace[-1].sentence)


def test_the_wait_is_neither_used_nor_allotted_and_the_turn_is_new(office: Office, received: Dossier, present: Present):
    present("2026-11-04T08:00")
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    back = present("2026-11-11T09:00")
    supplement_dossier(dossier_id=received.pk, actor=office.actor("citizen"), papers={}, answer="Không còn.")
    turn, view = stands(received)
    assert turn.since == back
    assert measured(view)[1] == 5
    assert measured(view)[0] < 2


@pytest.mark.parametrize(
    ("way", "turn", "words"),
    [
        ("online", "yours", "Đã có kết quả, mời bạn nhận"),  # there is no file to download
        ("desk", "yours", "Mời bạn đến nhận kết quả"),
        ("post", "elsewhere", "Đang gửi kết quả đến bạn qua bưu điện"),
        ("", "yours", "Mời bạn đến nhận kết quả"),
    ],
)
def test_a_result_waits_in_the_way_that_was_chosen(office: Office, presented: Dossier, way: str, turn: str, words: str):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    Dossier.objects.update(delivery={"way": way} if way else {})
    told, view = stands(presented)
    assert (told.turn, str(told.label)) == (turn, words)
    assert (view.tone, str(view.left)) == ("done", "xong trong hạn")


def test_a_rejection_is_not_told_as_a_result(presented: Dossier, office: Office):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    Dossier.objects.update(outcome="rejected")
    assert "bị từ chối" in str(stands(presented)[0].label)


def test_a_withdrawn_case_is_over_and_not_in_time(office: Office, received: Dossier):
    withdraw_dossier(dossier_id=received.pk, actor=office.actor("citizen"), reason="Tôi đổi ý.")
    turn, view = stands(received)
    assert (turn.turn, str(turn.label)) == ("ended", "Đã rút hồ sơ")
    assert (view.tone, view.due, str(view.left)) == ("ended", None, "đã kết thúc")


def test_a_list_reads_few_columns(received: Dossier, django_assert_num_queries: Any):
    from motcua.web.office.rows import SHOWN

    (case,) = Dossier.objects.only(*SHOWN)
    clock_view(case, clock.now())
    with django_assert_num_queries(0):
        clock_view(case, clock.now())


def test_a_second_request_is_why_it_is_late_before_its_date(presented: Dossier, office: Office):
    Dossier.objects.update(counted_late=True)
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    _, view = stands(presented)
    assert view.tone == "late"
    assert str(view.left).startswith("xong trước ngày hẹn nhưng tính là trễ, vì cơ quan yêu cầu bổ sung")
    Dossier.objects.update(finished_at=presented.due_at + timedelta(minutes=1))
    assert str(stands(presented)[1].left) == "xong sau hạn"


def test_a_suspension_past_its_review_is_late(received: Dossier, office: Office, present: Present):
    suspend_dossier(
        dossier_id=received.pk, actor=office.actor("specialist"), reason="Chờ tòa án.", review_on=date(2026, 11, 9)
    )
    turn, view = stands(received)
    assert (turn.turn, str(turn.label), view.tone) == ("elsewhere", "Tạm dừng", "stopped")
    assert turn.until is not None
    present("2026-11-10T08:00")
    turn, view = stands(received)
    assert (turn.turn, str(turn.label), turn.until) == ("overdue", "Tạm dừng, đã quá ngày xem lại", None)
    assert (view.tone, str(view.left)) == ("late", "đã quá ngày xem lại")


def test_another_body_past_its_date_is_late_by_name_and_since_when(office: Office, received: Dossier, present: Present):
    asked = {"unit_id": office.units["CA"].pk, "question": "Xác minh nơi ở", "days": 1}
    case = forward_to_agency(dossier_id=received.pk, actor=office.actor("specialist"), **asked)
    turn, _ = stands(received)
    assert (turn.turn, turn.until, turn.note) == ("elsewhere", case.step_due_at, None)
    present("2026-11-05T08:00")
    turn, clock_of_law = stands(received)
    assert (turn.turn, str(turn.label)) == ("overdue", "Cơ quan phối hợp trả lời trễ")
    assert turn.note is not None
    assert turn.note.params == {"who": turn.who, "until": case.step_due_at}
    assert "phải trả lời trước" in str(turn.note)
    assert clock_of_law.tone != "late"


def test_an_opinion_past_its_date_is_told_while_the_office_waits(office: Office, received: Dossier, present: Present):
    asked = {"unit_id": office.units["CA"].pk, "question": "Xác minh nơi ở", "days": 1}
    ask_opinion(dossier_id=received.pk, actor=office.actor("specialist"), **asked)
    assert late_opinions(received, clock.now()) == []
    present("2026-11-05T08:00")
    (late,) = late_opinions(received, clock.now())
    opinion = Opinion.objects.get()
    assert late.params == {"who": "Đơn vị CA", "until": opinion.due_at}
    assert "chờ ý kiến của Đơn vị CA" in str(late)
    give_opinion(opinion_id=opinion.pk, actor=office.actor("police"), answer="Có", agrees=True)
    assert late_opinions(received, clock.now()) == []


def test_a_late_opinion_holds_up_nobody_once_the_case_waits_on_the_applicant(
    office: Office, received: Dossier, present: Present
):
    asked = {"unit_id": office.units["CA"].pk, "question": "Xác minh nơi ở", "days": 1}
    ask_opinion(dossier_id=received.pk, actor=office.actor("specialist"), **asked)
    present("2026-11-05T08:00")
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    assert late_opinions(Dossier.objects.get(), clock.now()) == []


def test_lists_say_late_of_a_case_that_counts_late(office: Office, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    set_by_hand(presented, counted_late=True)
    shown = Dossier.objects.only(*SHOWN).get(pk=presented.pk)
    view = clock_view(shown, clock.now())
    assert (view.tone, str(view.left)) == ("late", "tính là trễ hạn")
