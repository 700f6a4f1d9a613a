"""What stands on each statutory document, read back from its PDF."""

import subprocess
from dataclasses import replace
from datetime import date, datetime

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from motcua.dossiers.prints import NoSuchForm, form_sets, read_qr, render
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints.sets import form_on
from motcua.kernel.clock import VIETNAM
from motcua.printing.letters import FONTS

KEYS = ["receipt", "supplement", "refusal", "apology", "stop", "control_sheet", "register"]
OLD = date(2024, 5, 2)


@pytest.fixture
def lines(tmp_path):
    """The text of a PDF as it is laid out, one space between words."""

    def read(pdf, *options):
        (tmp_path / "read.pdf").write_bytes(pdf)
        out = run("pdftotext", "-layout", *options, tmp_path / "read.pdf", "-")
        return [" ".join(line.split()) for line in out.splitlines() if line.strip()]

    return read


def run(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


def in_order(text, *sentences):
    place = 0
    for sentence in sentences:
        found = text.find(sentence, place)
        assert found >= 0, f"{sentence!r} is missing after {text[max(place - 80, 0) : place]!r}"
        place = found + len(sentence)


def said(lines, pdf):
    return " ".join(lines(pdf))


def test_receipt(facts, day, lines):
    in_order(
        said(lines, render("receipt", facts["receipt"], on=day)),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 0001/TTPVHCC",
        "Thoại Sơn, ngày 24 tháng 11 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H01.30682.01-261124-0001",
        "Bộ phận Tiếp nhận và Trả kết quả: Trung tâm Phục vụ hành chính công xã Thoại Sơn",
        "Tiếp nhận hồ sơ của ông/bà: Đặng Thị Ngọc Ánh",
        "Số định danh: 089184001234",
        "Địa chỉ: Ấp Bắc Sơn, xã Thoại Sơn",
        "Số điện thoại: 0912 345 678",
        "Email: ngocanh84@example.vn",
        "Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh",
        "1. Thành phần hồ sơ nộp gồm:",
        "STT Tên giấy tờ Loại giấy tờ Số lượng",
        "1 Tờ khai đăng ký khai sinh Bản điện tử 01",
        "2 Giấy chứng sinh Bản chính 02",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc",
        "3. Thời gian nhận hồ sơ: 8 giờ 05 phút, ngày 24 tháng 11 năm 2026",
        "4. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "5. Đăng ký nhận kết quả tại: Qua dịch vụ bưu chính công ích",
        "6. Phí, lệ phí: Lệ phí bản sao: 16.000 đồng; Lệ phí đăng ký: 8.000 đồng; tổng cộng: 24.000 đồng (đã nộp)",
        "Vào Sổ theo dõi hồ sơ, quyển số: 2026; số thứ tự: 17",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
        "(Ký và ghi rõ họ tên)",
        "Đặng Thị Ngọc Ánh",
        "Khi đến nhận kết quả, đề nghị mang theo Giấy này",
        "https://motcua.example.vn/tra-cuu/?ma=H01.30682.01-261124-0001",
    )


@pytest.mark.parametrize("key", KEYS)
def test_a_moment_of_a_real_clock_is_printed(key, facts, day):
    issued_at = datetime(2026, 11, 24, 8, 5, 59, 987654, tzinfo=VIETNAM)
    told_then = replace(facts[key], paper=replace(facts[key].paper, issued_at=issued_at))
    assert render(key, told_then, on=day).startswith(b"%PDF-")


def test_receipt_says_when_its_date_rests_on_days_not_announced(facts, day, lines):
    text = said(lines, render("receipt", replace(facts["receipt"], may_change=True), on=day))
    in_order(text, "Thời gian trả kết quả", "năm 2026.", "chưa được công bố đủ", "cơ quan sẽ báo.")
    assert "chưa được công bố" not in said(lines, render("receipt", facts["receipt"], on=day))


def test_receipt_of_an_organisation_names_who_handed_in(facts, day, lines):
    company = told.Person("Công ty Óc Eo", "1602123459", is_organisation=True)
    by = told.Representative(told.Person("Lý Văn Ba", "089085990001", phone="0912345678"), "Giấy ủy quyền số 7")
    case = replace(facts["receipt"].case, person=company)
    told_now = replace(facts["receipt"], case=case, representative=by, fees=())
    in_order(
        said(lines, render("receipt", told_now, on=day)),
        "Tiếp nhận hồ sơ của tổ chức: Công ty Óc Eo",
        "Mã số thuế: 1602123459",
        "Người đứng nộp: ông/bà Lý Văn Ba, số định danh: 089085990001, điện thoại: 0912345678",
        "Tư cách: Giấy ủy quyền số 7",
        "6. Phí, lệ phí: không",
    )


def test_the_slip_of_an_organisation_fills_one_page(facts, day, tmp_path):
    address = "Số 12, đường Nguyễn Huệ, ấp Đông Sơn 1, thị trấn Núi Sập, huyện Thoại Sơn, tỉnh An Giang"
    company = told.Person("Công ty TNHH Một thành viên Thương mại Óc Eo", "1602123459", address, is_organisation=True)
    by = told.Representative(told.Person("Lý Văn Ba", "089085990001", phone="0912345678"), "Giấy ủy quyền số 7")
    told_now = replace(
        facts["receipt"],
        case=replace(facts["receipt"].case, person=company, procedure="Thay đổi nội dung đăng ký hộ kinh doanh"),
        representative=by,
        receiver=replace(facts["receipt"].receiver, confirmed_at=None),
        delivery="Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập",
    )
    (tmp_path / "one.pdf").write_bytes(render("receipt", told_now, on=day))
    with pikepdf.open(tmp_path / "one.pdf") as opened:
        assert len(opened.pages) == 1


def test_a_fee_that_is_not_known_yet_is_not_told_as_none(facts, day, lines):
    text = said(lines, render("receipt", replace(facts["receipt"], fees=(), is_fee_open=True), on=day))
    in_order(text, "6. Phí, lệ phí: theo mức thu của tỉnh, báo sau nếu phải nộp")


def test_supplement(facts, day, lines):
    in_order(
        said(lines, render("supplement", facts["supplement"], on=day)),
        "Số: 05/PBS-TTPVHCC",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Hồ sơ của ông/bà: Đặng Thị Ngọc Ánh",
        "Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh",
        "Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:",
        "1 Giấy chứng sinh 01",
        "2 Giấy chứng nhận kết hôn 01 02",
        "Lý do:",
        "1. Bản chụp mờ (căn cứ: Điều 16 Luật Hộ tịch)",
        "2. Chưa nộp",
        "17 giờ 00 phút, ngày 15 tháng 12 năm 2026.",
        "Cơ quan chỉ yêu cầu bổ sung, hoàn thiện hồ sơ một lần",
        "liên hệ bà Nguyễn Thị Thuỳ Dương, số điện thoại 0296 3879 123 để được hướng dẫn.",
        "NGƯỜI HƯỚNG DẪN",
    )


def test_a_second_request_does_not_say_that_there_is_only_one(facts, day, lines):
    again = replace(facts["supplement"], consent_by="Huỳnh Đăng Công", consent_reason="Bản nộp lại bị mất trang.")
    text = said(lines, render("supplement", again, on=day))
    in_order(text, "lần yêu cầu này được Huỳnh Đăng Công đồng ý vì: Bản nộp lại bị mất trang. Mọi nội dung")
    assert "chỉ yêu cầu bổ sung, hoàn thiện hồ sơ một lần" not in text


def test_refusal(facts, day, lines):
    in_order(
        said(lines, render("refusal", facts["refusal"], on=day)),
        "Số: 02/PTC-TTPVHCC",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Tiếp nhận hồ sơ của ông/bà: Đặng Thị Ngọc Ánh",
        "Số định danh: 089184001234",
        "Mã hồ sơ (nếu có): H01.30682.01-261124-0001",
        "Qua xem xét, Trung tâm Phục vụ hành chính công xã Thoại Sơn thông báo không tiếp nhận, giải quyết hồ sơ này",
        "Việc có yếu tố nước ngoài không thuộc thẩm quyền của xã.",
        "Căn cứ pháp lý: Điều 35 Luật Hộ tịch",
        "Cơ quan có thẩm quyền giải quyết: Ủy ban nhân dân xã Óc Eo; địa chỉ Ấp Trung Sơn",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
    )


def test_apology(facts, day, lines):
    in_order(
        said(lines, render("apology", facts["apology"], on=day)),
        "Số: 01/PXL",
        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: Ông/Bà Đặng Thị Ngọc Ánh",
        "Ngày 24 tháng 11 năm 2026, Trung tâm Phục vụ hành chính công xã Thoại Sơn tiếp nhận hồ sơ",
        "(số định danh: 089184001234); mã số hồ sơ: H01.30682.01-261124-0001.",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026.",
        "chưa thể trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn quy định.",
        "Lý do: Văn bản trả lời của cơ quan khác chưa đến.",
        "đề nghị gia hạn thời gian giải quyết và sẽ trả kết quả",
        "17 giờ 00 phút, ngày 01 tháng 12 năm 2026.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký, ghi rõ họ tên và đóng dấu) Trần Văn Bảy",
    )


def test_stop(facts, day, lines):
    in_order(
        said(lines, render("stop", facts["stop"], on=day)),
        "Số: 03/STD-TTPVHCC",
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Kính gửi: Ông/Bà Đặng Thị Ngọc Ánh",
        "Lý do: Người nộp đề nghị rút hồ sơ.",
        "Căn cứ: Điều 21 Nghị định 118/2025/NĐ-CP",
        "Thời điểm dừng giải quyết: 9 giờ 30 phút, ngày 01 tháng 12 năm 2026.",
        "Giấy tờ đã nộp: trả lại bản chính.",
        "Phí, lệ phí: hoàn trả 24.000 đồng.",
    )


def test_control_sheet(facts, day, lines):
    in_order(
        said(lines, render("control_sheet", facts["control_sheet"], on=day)),
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Kèm theo hồ sơ của ông/bà: Đặng Thị Ngọc Ánh",
        "Thời gian nhận hồ sơ: 8 giờ 05 phút, ngày 24 tháng 11 năm 2026",
        "Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "Cơ quan (bộ phận) giải quyết hồ sơ: Phòng Văn hóa - Xã hội",
        "Cơ quan phối hợp giải quyết hồ sơ: Công an xã; Trạm Y tế",
        "1. Giao: Quầy số 2 8 giờ 05 phút, ngày 24 tháng 11 năm 2026",
        "2. Nhận: Phòng Văn",
        "Đúng hạn",
        "Thuỳ Dương Hoàng Phúc",
        "1. Giao: Phòng Văn",
        "…… giờ …… phút",
    )


def test_register_of_a_thousand_repeats_its_heading(facts, day, lines, tmp_path):
    row = facts["register"].rows[0]
    many = tuple(replace(row, code=f"H01.30682.01-261124-{number:04d}") for number in range(1, 1001))
    pdf = render("register", replace(facts["register"], rows=many), on=day)
    (tmp_path / "register.pdf").write_bytes(pdf)
    pages = run("pdftotext", "-layout", tmp_path / "register.pdf", "-").split("\f")[:-1]
    assert 50 <= len(pages) <= 80
    assert all("Mã hồ sơ" in page and "Ký nhận" in page for page in pages[:-1])
    text = " ".join(" ".join(pages).split())
    assert text.count("261124-") == 1000
    in_order(text, "SỔ THEO DÕI HỒ SƠ", "Từ ngày 01/11/2026 đến ngày 30/11/2026", "Quyển số: 01/2026")
    in_order(text, "Tổng số: 1000 hồ sơ.", "NGƯỜI LẬP SỔ")
    assert pages[1].split()[0] == "2"
    with pikepdf.open(tmp_path / "register.pdf") as opened:
        width, height = opened.pages[0].mediabox[2:]
        assert (round(width), round(height)) == (842, 595)


@pytest.mark.parametrize("key", KEYS)
def test_only_tinos_is_embedded_and_the_file_says_pdf_a(key, facts, day, tmp_path):
    (tmp_path / "one.pdf").write_bytes(render(key, facts[key], on=day))
    fonts = [line.split() for line in run("pdffonts", tmp_path / "one.pdf").splitlines()[2:]]
    assert fonts
    assert all("+Tinos-" in font[0] and font[4] == "yes" for font in fonts)
    with pikepdf.open(tmp_path / "one.pdf") as opened, opened.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"
        assert str(opened.Root.Lang) == "vi-VN"
        assert opened.docinfo["/Title"] != ""


@pytest.mark.parametrize("key", [key for key in KEYS if key != "register"])
def test_an_ordinary_document_fills_one_page(key, facts, day, tmp_path):
    (tmp_path / "one.pdf").write_bytes(render(key, facts[key], on=day))
    with pikepdf.open(tmp_path / "one.pdf") as opened:
        assert len(opened.pages) == 1


@pytest.mark.parametrize(
    ("key", "on", "person"),
    [
        ("receipt", date(2026, 11, 24), "089184001234"),
        ("refusal", date(2026, 11, 24), "089184001234"),
        ("apology", date(2026, 11, 24), "089184001234"),
        ("supplement", date(2026, 11, 24), "*********234"),
        ("stop", date(2026, 11, 24), "*********234"),
        ("control_sheet", date(2026, 11, 24), "*********234"),
        ("receipt", OLD, "*********234"),
    ],
)
def test_qr_stands_top_left_and_can_be_read(key, on, person, facts, tmp_path):
    (tmp_path / "one.pdf").write_bytes(render(key, facts[key], on=on))
    run("pdftoppm", "-r", "150", "-png", "-singlefile", tmp_path / "one.pdf", tmp_path / "one")
    with Image.open(tmp_path / "one.png") as page:
        (symbol,) = zxingcpp.read_barcodes(page)
        assert symbol.position.bottom_right.x < page.width / 3
        assert symbol.position.bottom_right.y < page.height / 6
    content = read_qr(symbol.text)
    assert content is not None
    assert (content.code, content.procedure_code) == ("H01.30682.01-261124-0001", "1.001193")
    assert content.person == person
    assert content.url == "https://motcua.example.vn/tra-cuu/?ma=H01.30682.01-261124-0001"
    assert content.name == form_on(key, on).title


@pytest.mark.parametrize("key", KEYS)
def test_the_same_facts_give_the_same_bytes(key, facts, day):
    assert render(key, facts[key], on=day) == render(key, facts[key], on=day)


def test_a_draft_leaves_date_and_number_open(facts, day, lines):
    draft = replace(facts["apology"], paper=replace(facts["apology"].paper, number="", issued_at=None))
    text = said(lines, render("apology", draft, on=day))
    in_order(text, "Số: ……/PXL", "ngày …… tháng …… năm ……", "DỰ THẢO", "PHIẾU XIN LỖI")


def test_what_is_not_known_leaves_the_dotted_line(facts, day, lines):
    nobody = replace(facts["receipt"].case, person=told.Person("Y"))
    text = said(lines, render("receipt", replace(facts["receipt"], case=nobody), on=day))
    assert "Địa chỉ: ....." in text.replace(" .", ".").replace("Địa chỉ:.", "Địa chỉ: .")


def test_the_set_of_2018_has_its_own_words(facts, lines):
    text = said(lines, render("apology", facts["apology"], on=OLD))
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in text
    assert "gia hạn" not in text
    in_order(
        said(lines, render("receipt", facts["receipt"], on=OLD)),
        "3. Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc",
        "6. Đăng ký nhận kết quả tại",
        "Giấy này được lập thành 2 liên",
    )
    in_order(said(lines, render("register", facts["register"], on=OLD)), "Số bộ", "Ghi chú")


def test_the_set_of_2018_has_no_stop_notice(facts):
    with pytest.raises(NoSuchForm, match="Thông tư 01/2018/TT-VPCP không có mẫu"):
        render("stop", facts["stop"], on=date(2025, 6, 30))


def test_before_the_first_set_there_is_no_form(facts):
    with pytest.raises(NoSuchForm, match="01/01/2010"):
        render("receipt", facts["receipt"], on=date(2010, 1, 1))


def test_facts_of_another_form_are_refused(facts, day):
    with pytest.raises(TypeError, match="receipt is printed from ReceiptFacts"):
        render("receipt", facts["stop"], on=day)


def test_sets_follow_one_another_without_gap_and_say_where_they_come_from():
    old, new = form_sets()
    assert (old.key, new.key) == ("2018", "2025")
    assert (new.valid_from - old.valid_until).days == 1
    assert [form.number[-2:] for form in new.forms.values() if form.number] == [
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
    ]
    assert {key: form.number[-2:] for key, form in old.forms.items()}["control_sheet"] == "05"
    assert all(form.source for one in (old, new) for form in one.forms.values())


def test_the_licence_lies_beside_the_fonts():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-tinos.txt").read_text("utf-8")
    assert len(list(FONTS.glob("*.ttf"))) == 4


COOPERATIVE = told.Person(
    "Hợp tác xã Dịch vụ Nông nghiệp Tổng hợp Phú Thuận – Vĩnh Trạch",
    "1602123456",
    "Tổ 12, ấp Hoà Tây B, xã Phú Hoà, tỉnh An Giang",
    "0296 3879 555",
    "htx.phuthuan@example.vn",
    is_organisation=True,
)


def pages_of(pdf, tmp_path):
    """The text of every page."""
    (tmp_path / "pages.pdf").write_bytes(pdf)
    return run("pdftotext", "-layout", tmp_path / "pages.pdf", "-").rstrip("\f").split("\f")


def test_a_slip_for_an_organisation_received_for_another_unit_fits_one_page(facts, day, tmp_path):
    receipt = facts["receipt"]
    bringer = told.Representative(receipt.case.person, "Giấy uỷ quyền số 12/UQ ngày 01/11/2026")
    case = replace(receipt.case, person=COOPERATIVE)
    full = replace(receipt, case=case, representative=bringer, handled_by="Uỷ ban nhân dân xã Óc Eo")
    assert len(pages_of(render("receipt", full, on=day), tmp_path)) == 1


def test_a_slip_for_another_unit_says_whose_code_it_bears_as_a_sentence(facts, day, lines):
    told_so = said(lines, render("receipt", replace(facts["receipt"], handled_by="UBND xã Óc Eo"), on=day))
    assert "Cơ quan giải quyết: UBND xã Óc Eo; mã hồ sơ và số của Giấy này là của cơ quan giải quyết." in told_so


def test_the_place_in_the_head_stays_in_one_piece(facts, day, lines):
    office = told.Office("Bộ phận Tiếp nhận và Trả kết quả thị trấn Phú Hoà", "UBND thị trấn Phú Hoà", place="Phú Hoà")
    paper = replace(facts["receipt"].paper, office=office)
    assert "PHÚ HOÀ" in said(lines, render("receipt", replace(facts["receipt"], paper=paper), on=day)).split("Số:")[0]


@pytest.mark.parametrize("more", range(12))
def test_the_foot_of_a_slip_never_stands_alone(more, facts, day, tmp_path):
    papers = facts["receipt"].papers * 2 + (told.PaperRow("Giấy tờ khác", "Bản sao"),) * more
    last = pages_of(render("receipt", replace(facts["receipt"], papers=papers), on=day), tmp_path)[-1]
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in last
    assert "Khi đến nhận kết quả" in last


@pytest.mark.parametrize("key", ["receipt", "refusal", "supplement"])
def test_a_long_mail_address_stays_on_one_line(key, facts, day, lines):
    mail = "vanphong.xuatnhapkhau@congty-thoaingochau.example.vn"
    case = replace(facts[key].case, person=replace(COOPERATIVE, email=mail))
    assert f"Email: {mail}" in lines(render(key, replace(facts[key], case=case), on=day))
