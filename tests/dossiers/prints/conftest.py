"""Facts as an office tells them, one for each document."""

from datetime import date, datetime

import pytest

from motcua.dossiers.prints import facts as told
from motcua.kernel.clock import VIETNAM

CODE = "H01.30682.01-261124-0001"


def at(*parts):
    return datetime(*parts, tzinfo=VIETNAM)


OFFICE = told.Office(
    name="Trung tâm Phục vụ hành chính công xã Thoại Sơn",
    parent_name="UBND xã Thoại Sơn",
    address="Ấp Đông Sơn, xã Thoại Sơn, tỉnh An Giang",
    phone="0296 3879 123",
    place="Thoại Sơn",
)
PERSON = told.Person(
    "Đặng Thị Ngọc Ánh", "089184001234", "Ấp Bắc Sơn, xã Thoại Sơn", "0912 345 678", "ngocanh84@example.vn"
)
CASE = told.Case(CODE, "1.001193", "Thủ tục đăng ký khai sinh", PERSON, f"https://motcua.example.vn/tra-cuu/?ma={CODE}")
RECEIVED, DUE = at(2026, 11, 24, 8, 5), at(2026, 11, 27, 17, 0)
OFFICER = told.Signature("Nguyễn Thị Thuỳ Dương", confirmed_at=RECEIVED)


def paper(number):
    return told.Paper(OFFICE, number, RECEIVED)


def rows(count):
    return tuple(
        told.RegisterRow(
            number=number + 16,
            code=f"H01.30682.01-261124-{number:04d}",
            procedure="Chứng thực bản sao từ bản chính",
            person="Đặng Thị Ngọc Ánh",
            contact="Ấp Bắc Sơn; 0912 345 678",
            handling="Phòng Tư pháp",
            received_at=RECEIVED,
            due_at=DUE,
            returned_at=at(2026, 11, 26, 15, 0),
            delivery="Tại Trung tâm",
            signed_by="Đặng Thị Ngọc Ánh",
        )
        for number in range(1, count + 1)
    )


@pytest.fixture
def day():
    return date(2026, 11, 24)


@pytest.fixture
def facts():
    return {
        "receipt": told.ReceiptFacts(
            paper("0001/TTPVHCC"),
            CASE,
            RECEIVED,
            DUE,
            papers=(
                told.PaperRow("Tờ khai đăng ký khai sinh", "Bản điện tử"),
                told.PaperRow("Giấy chứng sinh", "Bản chính", 2),
            ),
            limit="3 ngày làm việc",
            delivery="Qua dịch vụ bưu chính công ích",
            fees=(told.FeeRow("Lệ phí bản sao", 16000), told.FeeRow("Lệ phí đăng ký", 8000)),
            is_paid=True,
            book="2026",
            book_number="17",
            submitter=told.Signature(PERSON.name),
            receiver=OFFICER,
        ),
        "supplement": told.SupplementFacts(
            paper("05/PBS-TTPVHCC"),
            CASE,
            asks=(
                told.AskRow("Giấy chứng sinh", originals=1, reason="Bản chụp mờ", rule="Điều 16 Luật Hộ tịch"),
                told.AskRow("Giấy chứng nhận kết hôn", certified=1, copies=2, reason="Chưa nộp"),
            ),
            answer_by=at(2026, 12, 15, 17, 0),
            contact=told.Contact("bà Nguyễn Thị Thuỳ Dương", "0296 3879 123"),
            guide=OFFICER,
        ),
        "refusal": told.RefusalFacts(
            paper("02/PTC-TTPVHCC"),
            CASE,
            reasons=("Việc có yếu tố nước ngoài không thuộc thẩm quyền của xã.",),
            legal_basis="Điều 35 Luật Hộ tịch",
            competent=told.Competent("Ủy ban nhân dân xã Óc Eo", "Ấp Trung Sơn, xã Óc Eo", "0296 3881 456"),
            submitter=told.Signature(PERSON.name),
            receiver=OFFICER,
        ),
        "apology": told.ApologyFacts(
            paper("01/PXL"),
            CASE,
            RECEIVED,
            DUE,
            at(2026, 12, 1, 17, 0),
            reason="Văn bản trả lời của cơ quan khác chưa đến.",
            head=told.Signature("Trần Văn Bảy", "KT. Chủ tịch\nPhó Chủ tịch"),
        ),
        "stop": told.StopFacts(
            paper("03/STD-TTPVHCC"),
            CASE,
            RECEIVED,
            at(2026, 12, 1, 9, 30),
            reason="Người nộp đề nghị rút hồ sơ.",
            legal_basis="Điều 21 Nghị định 118/2025/NĐ-CP",
            papers_note="trả lại bản chính.",
            fees_note="hoàn trả 24.000 đồng.",
            signer=OFFICER,
        ),
        "control_sheet": told.ControlSheetFacts(
            paper("0001/PKS-TTPVHCC"),
            CASE,
            RECEIVED,
            DUE,
            handling="Phòng Văn hóa - Xã hội",
            hand_overs=(
                told.HandOver("Quầy số 2", "Phòng Văn hóa", RECEIVED, "Thuỳ Dương", "Hoàng Phúc", "on_time", "Đủ"),
                told.HandOver("Phòng Văn hóa", "Quầy số 2", None),
            ),
            cooperating=("Công an xã", "Trạm Y tế"),
        ),
        "register": told.RegisterFacts(
            paper(""), rows(30), date(2026, 11, 1), date(2026, 11, 30), book="01/2026", keeper=OFFICER
        ),
    }
