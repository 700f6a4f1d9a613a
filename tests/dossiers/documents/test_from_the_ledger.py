"""The control sheet and the register of real cases."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.dossiers.documents.conftest import LONG_AGENCY
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import forward_to_agency
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.extend_deadline import apologise
from motcua.dossiers.actions.give_opinion import return_from_agency
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import resume_dossier, suspend_dossier
from motcua.dossiers.documents import control_sheet_pdf, register_pdf
from motcua.dossiers.documents.way import way_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import Brought, PaperAsk, Receiver
from motcua.people.queries import directory

HandIn = Callable[..., Dossier]
DESK = "Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập"
DIVISION = "Bộ phận Tư pháp – Hộ tịch thị trấn Núi Sập"


@pytest.fixture(autouse=True)
def _now(present: Callable[[str], Any]) -> None:
    present("2026-11-02T09:12:33.123456")


def kept(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def decide(office: Office, case: Dossier) -> None:
    present_result(dossier_id=case.pk, actor=office.actor("specialist"), outcome="granted", text="Đủ điều kiện.")
    approve_result(dossier_id=case.pk, actor=office.actor("leader"))


@pytest.fixture
def gone_round(office: Office, hand_in: HandIn, present: Callable[[str], Any]) -> Dossier:
    """Online: forwarded, answered a day late, decided, opened on the system."""
    case = hand_in()
    forward_to_agency(
        dossier_id=case.pk,
        actor=office.actor("specialist"),
        unit_id=office.units["CA"].pk,
        question="Đề nghị đo đạc lại.",
        days=2,
    )
    present("2026-11-05T16:00:00.5")
    return_from_agency(dossier_id=case.pk, actor=office.actor("police"), answer="Đã đo đạc.")
    present("2026-11-06T08:30:00.5")
    decide(office, case)
    present("2026-11-07T21:30:00.5")
    taken = Receiver("online", "Nguyễn Thị Thuỳ Dương", confirmed_by="download")
    return_result(dossier_id=case.pk, actor=office.actor("citizen"), receiver=taken)
    return kept(case)


def test_every_hand_over_names_units_persons_and_how_it_was_in_time(gone_round: Dossier):
    me, officer, leader = "Nguyễn Thị Thuỳ Dương", "Huỳnh Đăng Công", "Trương Nguyễn Hoàng Phương Quỳnh"
    told = [
        (one.giver_unit, one.giver, one.receiver_unit, one.receiver, one.outcome, one.note)
        for one in way_of(gone_round)
    ]
    assert told == [
        ("Người nộp hồ sơ", me, DESK, me, "", "Nộp trực tuyến"),
        (DESK, me, DIVISION, officer, "early", ""),
        (DIVISION, officer, LONG_AGENCY, "Thạch", "early", "Đề nghị đo đạc lại."),
        (LONG_AGENCY, "Thạch", DIVISION, officer, "late", ""),
        (DIVISION, officer, "UBND thị trấn Núi Sập", leader, "early", "Đủ điều kiện."),
        ("UBND thị trấn Núi Sập", leader, DESK, me, "early", "Đủ điều kiện."),
        (DESK, "Hệ thống", "Người nhận kết quả", me, "", "Trực tuyến"),
    ]


def test_the_time_that_the_applicant_took_is_not_the_holder_s(office: Office, hand_in: HandIn, present: Any):
    case = hand_in()
    ask = PaperAsk("card", "Giấy tờ tùy thân", "missing", "Thiếu mặt sau")
    request_supplement(dossier_id=case.pk, actor=office.actor("specialist"), asks=[ask])
    present("2026-11-12T10:00:00.5")
    supplement_dossier(dossier_id=case.pk, actor=office.actor("citizen"), papers={}, answer="Xin gửi lại ảnh.")
    decide(office, case)
    assert [one.outcome for one in way_of(kept(case))][2:] == ["early", "early"]


def test_the_sheet_is_printed_at_any_moment(gone_round: Dossier, hand_in: HandIn, read: Callable[[bytes], str]):
    text = read(control_sheet_pdf(gone_round))
    assert "Số: 01/PKS-TTPVHCC" in text
    assert "Kèm theo hồ sơ của ông/bà: Nguyễn Thị Thuỳ Dương Mã hồ sơ: H01.52.01-261102-0001" in text
    assert f"Cơ quan phối hợp giải quyết hồ sơ: {LONG_AGENCY}" in text
    fresh = hand_in(receive=False)
    text = read(control_sheet_pdf(fresh))
    assert "Số: ……/PKS-TTPVHCC" in text
    assert f"Mã tra cứu: {fresh.reference}" in text


def test_the_register_tells_how_each_result_was_handed_over(
    office: Office, gone_round: Dossier, hand_in: HandIn, read: Callable[[bytes], str]
):
    waiting = hand_in("counter", delivery={"way": "post"})
    posted = hand_in("counter", applicant={"name": "Thạch"})
    decide(office, posted)
    sent = Receiver("post", "Thạch", tracking="EB12345VN", confirmed_by="post", unpaid_reason="Bưu điện thu.")
    return_result(dossier_id=posted.pk, actor=office.actor("desk"), receiver=sent)
    unit = directory().unit(office.units["X"].pk)
    rows = Dossier.objects.filter(pk__in=[waiting.pk, posted.pk]).select_related("hand_over")
    text = read(register_pdf(unit, date(2026, 11, 7), date(2026, 11, 8), dossiers=rows))
    assert "Quyển số: 2026" in text
    assert "Ký nhận" in text
    assert "2 H01.52.01-" in text  # the second of the year's book, though the first of this print
    assert "3 H01.52.01-" in text
    assert "1 H01.52.01-" not in text
    assert text.count("UBND thị trấn") >= 2
    assert "tranh chấp" in text  # the name in law, not the short one of the lists
    for part in ("EB12345VN", "Qua dịch vụ", "0912345678", "ấp Đông Sơn"):
        assert part in text
    district = directory().unit(office.units["H"].pk)
    theirs = read(register_pdf(district, date(2026, 11, 7), date(2026, 11, 8), dossiers=rows))
    assert "Quyển số" not in theirs
    assert "nơi giải quyết, số thứ tự 3)" in theirs
    assert "Tại quầy" not in text  # wished for by the second, who was sent it by post


def test_what_another_desk_took_in_goes_back_to_the_holder(office: Office, hand_in: HandIn, present: Any):
    case = hand_in()
    ask = PaperAsk("card", "Giấy tờ tùy thân", "missing", "Thiếu mặt sau")
    request_supplement(dossier_id=case.pk, actor=office.actor("specialist"), asks=[ask])
    present("2026-11-05T10:00:00.5")
    came = Brought("Lý Văn Ba", is_agreed=True)
    supplement_dossier(dossier_id=case.pk, actor=office.actor("desk"), papers={}, answer="Xin gửi lại.", brought=came)
    decide(office, case)
    took, back = list(way_of(kept(case)))[2:4]
    assert (took.giver, took.receiver_unit, took.note) == ("Lý Văn Ba", DESK, "Bổ sung giấy tờ")
    assert (back.giver_unit, back.receiver_unit, back.note) == (DESK, DIVISION, "Giấy tờ bổ sung")
    assert back.receiver == "Huỳnh Đăng Công"


def test_a_pause_and_a_new_date_stand_in_the_notes(office: Office, hand_in: HandIn, present: Any):
    case, holder = hand_in(), office.actor("specialist")
    suspend_dossier(dossier_id=case.pk, actor=holder, reason="Chờ tòa án.", review_on=date(2026, 11, 6))
    assert way_of(kept(case))[-1].note == "Tạm dừng 02/11/2026: Chờ tòa án."
    present("2026-11-04T09:00:00.5")
    resume_dossier(dossier_id=case.pk, actor=holder)
    apologise(dossier_id=case.pk, actor=office.actor("leader"), new_date=date(2026, 11, 20), reason="Chờ đo đạc.")
    decide(office, case)
    note = "Tạm dừng 02/11/2026: Chờ tòa án.; Tiếp tục 04/11/2026; Hẹn lại 20/11/2026: Chờ đo đạc.; Đủ điều kiện."
    assert [one.note for one in way_of(kept(case))][2:] == [note, "Đủ điều kiện."]
