"""Facts read off noisy text: numbers that check, names after their labels, days by what stands before them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.scanning.rules import Line, best_of, proposals
from motcua.scanning.rules.letters import days_in, digits, level

TODAY = date(2026, 11, 27)


def read(*lines: str) -> dict[str, str]:
    found = proposals([Line(text) for text in lines], today=TODAY)
    return {field: one.value for field, one in best_of(found).items()}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số định danh cá nhân: 089190990001", "089190990001"),
        ("Số CCCD: 089 190 990 001 cấp ngày 01/02/2021", "089190990001"),
        ("Sô định danh ca nhân  O89l9O99OOOl", "089190990001"),  # letters for digits
        ("Giấy tờ tùy thân: Căn cước số 0 8 9 1 9 0 9 9 0 0 0 1", "089190990001"),
        ("Số: 999190990001", ""),  # no such province
        ("Điện thoại 0912345678", ""),
        ("Mã hồ sơ H01.52.01-261125-0008", ""),
    ],
)
def test_personal_numbers(line, number):
    assert read(line).get("owner_number", "") == number


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Mã số thuế: 0100109106", "0100109106"),
        ("MST: 0100109106-001", "0100109106001"),
        ("Mã số doanh nghiệp 01 00109 106", "0100109106"),
        ("Mã số thuế: 0100109107", ""),  # wrong check digit
        ("Số: 0100109106", ""),  # nothing says that it is a tax code
    ],
)
def test_tax_codes(line, code):
    assert read(line).get("tax_code", "") == code


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Họ, chữ đệm, tên: Đặng Thị Ngọc Ánh", "Đặng Thị Ngọc Ánh"),
        ("Họ và tên: NGUYỄN THỊ THUỲ DƯƠNG     Giới tính: Nữ", "Nguyễn Thị Thuỳ Dương"),
        ("Ho, chu đêm, tên: ....Lê Văn Được......", "Lê Văn Được"),
        ("Họ và tên : Trần Văn Út, sinh năm 1961", "Trần Văn Út"),
        ("Cấp cho ông: Đỗ Ưng", "Đỗ Ưng"),
        ("Tên hộ kinh doanh: Cửa hàng vật tư nông nghiệp Út Hiền", "Cửa hàng vật tư nông nghiệp Út Hiền"),
        ("Họ và tên: 123456", ""),
        ("họ và tên của người làm chứng", ""),
    ],
)
def test_names_after_their_labels(line, name):
    assert read(line).get("owner_name", "") == name


def test_the_owner_comes_before_the_mother_and_who_asks():
    told = (
        "Họ, chữ đệm, tên người yêu cầu: Lê Thị Ưng",
        "Họ, chữ đệm, tên: Nguyễn Thị Thuỳ Dương",
        "Họ, chữ đệm, tên người mẹ: Đặng Thị Ngọc Ánh",
    )
    assert read(*told)["owner_name"] == "Nguyễn Thị Thuỳ Dương"


@pytest.mark.parametrize(
    ("line", "field", "day"),
    [
        ("Núi Sập, ngày 12 tháng 03 năm 2026", "issued_on", "2026-03-12"),
        ("Nui Sâp, ngay l2 thang O3 nam 2026", "issued_on", "2026-03-12"),
        ("Ngày cấp: 05/09/2021", "issued_on", "2021-09-05"),
        ("Ngày, tháng, năm sinh: 05/09/1990", "born_on", "1990-09-05"),
        ("Có giá trị đến ngày 12/09/2027", "valid_until", "2027-09-12"),
        ("Giấy này có giá trị đến ngày 12 tháng 9 năm 2027", "valid_until", "2027-09-12"),
        ("ngày 31 tháng 02 năm 2026", "issued_on", ""),
        ("ngày 01 tháng 01 năm 2099", "issued_on", ""),  # not issued yet
    ],
)
def test_days_by_what_stands_before_them(line, field, day):
    assert read(line).get(field, "") == day


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 45/GXN-UBND", "45/GXN-UBND"),
        ("Số : 1l8/2016", "118/2016"),
        ("Số: 12/QĐ - UBND", "12/QĐ-UBND"),
        ("Số: 07", "07"),
        ("số nhà 12/4 đường Nguyễn Huệ", ""),
    ],
)
def test_numbers_and_symbols(line, number):
    assert read(line).get("number", "") == number


def test_issuer_and_title_of_a_letter_head():
    found = read(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "THỊ TRẤN NÚI SẬP Độc lập - Tự do", "GIẤY KHAI SINH"
    )
    assert found["issuer"] == "Ủy ban nhân dân thị trấn Núi Sập"
    assert found["paper_name"] == "Giấy khai sinh"
    assert read("CÔNG AN HUYỆN THOẠI SƠN")["issuer"] == "Công an huyện Thoại Sơn"


def test_what_was_read_badly_is_less_sure():
    good, bad = (proposals([Line("Số định danh cá nhân: 089190990001", sure)], today=TODAY)[0] for sure in (0.97, 0.4))
    assert good.sure > 0.9 > 0.7 > bad.sure


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_text_at_all_is_read_without_trouble(lines):
    for one in proposals([Line(text) for text in lines], today=TODAY):
        assert one.value
        assert 0 < one.sure <= 1


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["ngày {d} tháng {m} năm {y}", "{d}/{m}/{y}"]))
def test_every_day_is_found_as_it_is_written(day, pattern):
    text = pattern.format(d=f"{day.day:02d}", m=f"{day.month:02d}", y=day.year)
    assert [found for found, _ in days_in(f"Núi Sập, {text}.")] == [day]


@given(st.text())
def test_levelled_text_keeps_its_length(text):
    import unicodedata

    assert len(level(text)) == len(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(("text", "plain"), [("O8l|9", "08119"), ("S5B8", "5588"), ("số", "5")])
def test_letters_that_are_misread_digits(text, plain):
    assert digits(text) == plain
