"""Forms 01 to 05 of real cases, made by a clock that knows microseconds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import Office

from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.extend_deadline import apologise, draft_apology
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.record_payment import record_payment
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.withdraw_dossier import stop_dossier, withdraw_dossier
from motcua.dossiers.documents import form_pdf
from motcua.dossiers.documents.issued import reason_words
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import PaperAsk

NOW = "2026-11-02T09:12:33.123456"
AT = "lúc 9 giờ 12 phút, ngày 02 tháng 11 năm 2026"
HandIn = Callable[..., Dossier]
MISSING = PaperAsk("card", "Giấy tờ tùy thân", "missing", "Thiếu mặt sau của thẻ", "Khoản 2 Điều 18")


@pytest.fixture(autouse=True)
def _now(present: Callable[[str], Any]) -> None:
    present(NOW)


@pytest.fixture
def printed(read: Callable[[bytes], str]) -> Callable[[Dossier, str], str]:
    return lambda dossier, key: read(form_pdf(dossier.forms.get(key=key)))


def test_the_slip_of_an_online_case_is_full(hand_in: HandIn, printed: Callable[[Dossier, str], str]):
    text = printed(hand_in(), "receipt")
    for part in (
        "UBND THỊ TRẤN NÚI SẬP",
        "Số: 01/TTPVHCC",
        "Bộ phận Tiếp nhận và Trả kết quả: thị trấn Núi Sập",
        "Email: thuyduong.nguyenthi1984@example.vn",
        "1 Tờ khai đề nghị xác nhận bản điện tử 01",
        "2 Giấy tờ tùy thân bản điện tử 01",
        "Thời gian giải quyết hồ sơ theo quy định: 5 ngày làm việc",
        "5. Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập",
        "Lệ phí xác nhận: 8.000 đồng; Phí bản sao: 16.000 đồng; tổng cộng: 24.000 đồng (chưa nộp)",
        "quyển số: 2026; số thứ tự: 1",
        f"{AT} {AT}",
        "/tra-cuu/?ma=H01.52.01-261102-0001",
    ):
        assert part in text
    assert "……" not in text
    assert "(Ký" not in text
    assert "IMG_" not in text


@pytest.mark.parametrize("channel", ["counter", "post"])
def test_a_slip_on_paper_leaves_the_place_for_the_hand(channel: str, hand_in: HandIn, printed: Any):
    text = printed(hand_in(channel), "receipt")
    assert text.count("(Ký và ghi rõ họ tên)") == 2
    assert "xác nhận trên hệ thống" not in text
    assert "Nguyễn Thị Thuỳ Dương Nguyễn Thị Thuỳ Dương" in text


def test_the_slip_names_the_organisation_and_who_handed_in(hand_in: HandIn, printed: Any):
    whom = {"name": "Lý Văn Ba", "number": "089085990001", "mandate": "Giấy ủy quyền số 12/2026/GUQ"}
    company = {"kind": "business", "name": "Công ty TNHH Óc Eo", "number": "1602123459", "representative": whom}
    text = printed(hand_in("counter", applicant=company), "receipt")
    assert "Tiếp nhận hồ sơ của tổ chức: Công ty TNHH Óc Eo Mã số thuế: 1602123459" in text
    assert "Người đứng nộp: ông/bà Lý Văn Ba, số định danh: 089085990001" in text
    assert "Tư cách: Giấy ủy quyền số 12/2026/GUQ Nội dung yêu cầu" in text
    assert "Lý Văn Ba" in text[text.rindex("(Ký và ghi rõ họ tên)") :]


def test_a_paper_handed_in_as_a_declaration_is_listed_once(hand_in: HandIn, printed: Any):
    text = printed(hand_in("counter", papers=("card", "deed", "declaration", "map", "map")), "receipt")
    assert text.count("Tờ khai đề nghị xác nhận") == 1
    assert "Bản vẽ vị trí thửa đất bản sao 02" in text


def test_the_result_by_post_goes_to_the_address(hand_in: HandIn, printed: Any):
    case = hand_in(delivery={"way": "post", "address": "Số 12, ấp Đông Sơn 1"})
    assert "tại: Qua dịch vụ bưu chính công ích, địa chỉ: Số 12, ấp Đông Sơn 1" in printed(case, "receipt")


def test_the_slip_keeps_its_number_when_two_are_received(hand_in: HandIn, printed: Any):
    assert "Số: 01/TTPVHCC" in printed(hand_in(), "receipt")
    assert "Số: 02/TTPVHCC" in printed(hand_in(), "receipt")


@pytest.mark.usefixtures("old_rules")
def test_a_case_of_the_old_circular_keeps_its_forms(hand_in: HandIn, printed: Any, office: Office, present: Any):
    present("2025-03-03T09:12:33.123456")
    case = hand_in()
    text = printed(case, "receipt")
    assert "Số: 01/TNHS" in text
    assert "3. Thời gian giải quyết hồ sơ theo quy định: 5 ngày làm việc" in text
    present("2025-07-03T09:00:00.5")  # that circular knew no notice of the end; the one in force does
    withdraw_dossier(dossier_id=case.pk, actor=office.actor("desk"), reason="Người dân đề nghị")
    assert "Số: 01/STD-TTPVHCC" in printed(case, "stop")


def test_a_request_at_the_door_has_no_code_yet(hand_in: HandIn, office: Office, printed: Any):
    case = hand_in(receive=False)
    asks = [
        MISSING,
        PaperAsk("deed", "Giấy chứng nhận", "outdated", "Giấy đã được cấp đổi"),
        PaperAsk("map", "Bản vẽ", "incorrect", "Không có chữ ký", "Điều 100 Luật Đất đai"),
    ]
    request_supplement(dossier_id=case.pk, actor=office.actor("desk"), asks=asks)
    text = printed(case, "supplement")
    assert f"Mã tra cứu: {case.reference}" in text
    assert "Mã hồ sơ" not in text
    assert "1. Thiếu mặt sau của thẻ (căn cứ: Khoản 2 Điều 18)" in text
    assert "2. Hết hạn, đã cũ: Giấy đã được cấp đổi 3." in text
    assert "3. Chưa đúng: Không có chữ ký (căn cứ: Điều 100 Luật Đất đai)" in text
    assert "liên hệ Nguyễn Thị Thuỳ Dương, số điện thoại 0900100001" in text


def test_a_request_counts_the_copies_that_the_procedure_asks_for(hand_in: HandIn, office: Office):
    case = hand_in()
    asks = [PaperAsk(key, key, "missing", "Chưa có") for key in ("card", "deed", "map", "other")]
    request_supplement(dossier_id=case.pk, actor=office.actor("specialist"), asks=asks)
    kept = case.forms.get(key="supplement").facts["asks"]
    counts = [tuple(one.get(kind, 0) for kind in ("originals", "certified", "copies")) for one in kept]
    assert counts == [(0, 0, 2), (0, 1, 0), (3, 0, 0), (0, 0, 0)]


@pytest.mark.parametrize(
    ("explain", "said"),
    [("Thiếu mặt sau", "Thiếu mặt sau"), ("thiếu trang 2", "thiếu trang 2"), ("Mặt sau", "Thiếu: Mặt sau")],
)
def test_the_kind_of_fault_is_said_once(explain: str, said: str):
    assert reason_words("missing", explain) == said


@pytest.mark.parametrize("competent", ["UBND xã Vọng Thê", "Xã Vọng Thê"])
def test_a_refusal_says_how_to_reach_a_known_body(competent: str, hand_in: HandIn, office: Office, printed: Any):
    case = hand_in(receive=False)
    refuse_dossier(dossier_id=case.pk, actor=office.actor("desk"), reason="Ngoài địa bàn.", competent=competent)
    text = printed(case, "refusal")
    assert f"Mã hồ sơ (nếu có): chưa cấp (mã tra cứu: {case.reference})" in text
    assert f"{competent}; địa chỉ Ấp Sơn Hòa, xã Vọng Thê; điện thoại 0296 3881 456." in text


def test_a_refusal_says_how_to_reach_a_body_told_by_the_officer(hand_in: HandIn, office: Office, printed: Any):
    case = hand_in(receive=False)
    refuse_dossier(
        dossier_id=case.pk,
        actor=office.actor("desk"),
        reason="Việc của Sở.",
        competent="Sở Tư pháp tỉnh An Giang",
        competent_address="Thành phố Long Xuyên",
        competent_phone="0296 3852 000",
    )
    assert "Sở Tư pháp tỉnh An Giang; địa chỉ Thành phố Long Xuyên; điện thoại 0296 3852 000." in printed(
        case, "refusal"
    )


def test_a_drafted_apology_is_a_draft(hand_in: HandIn, printed: Any):
    case = hand_in()
    draft_apology(dossier_id=case.pk, reason="Cần thêm thời gian.", new_due=case.due_at)
    text = printed(case, "apology")
    assert "Số: ……/PXL" in text
    assert "DỰ THẢO PHIẾU XIN LỖI" in text
    assert "Hệ thống" not in text
    assert text.endswith("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ (Ký, ghi rõ họ tên và đóng dấu)")


def test_an_apology_is_signed_by_the_head_and_sends_to_the_desk(hand_in: HandIn, office: Office, printed: Any):
    case = hand_in("counter")
    apologise(
        dossier_id=case.pk, actor=office.actor("leader"), new_date=date(2026, 11, 12), reason="Chờ kết quả đo đạc."
    )
    text = printed(case, "apology")
    assert "Số: 01/PXL" in text
    assert "17 giờ 00 phút, ngày 09 tháng 11 năm 2026. Tuy nhiên" in text
    assert "17 giờ 00 phút, ngày 12 tháng 11 năm 2026. Khi cần biết thêm" in text
    assert "liên hệ Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập, số điện thoại 0296 3879 123," in text
    assert text.endswith("(Ký, ghi rõ họ tên và đóng dấu) Trương Nguyễn Hoàng Phương Quỳnh")


def test_a_withdrawal_names_its_ground_and_the_fee(hand_in: HandIn, office: Office, printed: Any):
    case = hand_in("counter")
    record_payment(dossier_id=case.pk, actor=office.actor("desk"), amount=24000, way="cash")
    withdraw_dossier(dossier_id=case.pk, actor=office.actor("desk"), reason="Người dân đề nghị rút.")
    text = printed(case, "stop")
    assert "Căn cứ: Điều 21 Nghị định số 118/2025/NĐ-CP và Điều 7 Thông tư số 03/2025/TT-VPCP" in text
    assert "Giấy tờ đã nộp: Bản giấy đã nộp được trả lại tại Bộ phận Tiếp nhận" in text
    assert "Phí, lệ phí: Đã nộp 24.000 đồng;" in text


def test_a_citizen_who_withdraws_issues_nothing_in_the_office_s_name(hand_in: HandIn, office: Office, printed: Any):
    case = hand_in(receive=False)
    withdraw_dossier(dossier_id=case.pk, actor=office.actor("citizen"), reason="Tôi nộp nhầm.")
    text = printed(case, "stop")
    assert "Người citizen" not in text
    assert "không có bản giấy phải trả lại. Phí, lệ phí: Chưa thu phí, lệ phí." in text
    assert text.endswith(f"Hệ thống lập tự động {AT}")


def test_a_stop_names_the_rule_that_the_officer_gave(hand_in: HandIn, office: Office, printed: Any):
    case = hand_in()
    stop_dossier(
        dossier_id=case.pk, actor=office.actor("specialist"), reason="Có tranh chấp.", rule="Điều 12 Luật Đất đai"
    )
    assert "Căn cứ: Điều 12 Luật Đất đai Thời điểm dừng giải quyết: 9 giờ 12 phút" in printed(case, "stop")


def test_a_closing_by_the_watch_sends_to_the_desk_and_is_signed_by_nobody(
    hand_in: HandIn, office: Office, printed: Any, present: Callable[[str], Any]
):
    case = hand_in("counter")
    request_supplement(dossier_id=case.pk, actor=office.actor("specialist"), asks=[MISSING])
    present("2026-12-24T16:00:00.5")
    close_unanswered(dossier_id=case.pk)
    text = printed(case, "stop")
    assert "hoàn thiện hồ sơ số 01/PBS-TTPVHCC, hạn bổ sung 17:00 ngày 23/11/2026. Thời điểm dừng" in text
    assert "liên hệ Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập, số điện thoại 0296 3879 123" in text
    assert text.endswith("Hệ thống lập tự động lúc 16 giờ 00 phút, ngày 24 tháng 12 năm 2026")


def test_the_slip_and_the_case_tell_the_same(hand_in: HandIn, office: Office):
    case = hand_in(receive=False)
    received = receive_dossier(dossier_id=case.pk, actor=office.actor("desk"))
    facts = received.forms.get(key="receipt").facts
    assert (facts["code"], facts["register_number"]) == (received.code, received.register_number)
    assert (facts["received_at"], facts["due_at"]) == (received.received_at.isoformat(), received.due_at.isoformat())
    assert facts["limit"] == received.clock["limit"]
