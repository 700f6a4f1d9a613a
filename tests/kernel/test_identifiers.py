"""Numbers and codes that people carry: what is accepted, repaired, doubted and refused."""

import random
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.identifiers import (
    check_citizen_number,
    check_tax_code,
    compose_dossier_code,
    is_reference,
    kept_phone,
    new_reference,
    parse_card_qr,
    parse_dossier_code,
    parse_phone,
    provinces,
    tidy_dossier_code,
    tidy_reference,
)
from motcua.kernel.identifiers.references import ALPHABET
from motcua.kernel.identifiers.tax import check_digit
from motcua.kernel.refusals import Invalid

SAMPLE = "001090123456|012345678|NGUYEN VAN A|01011990|Nam|Phuong X, Quan Y, Ha Noi|15042021"
WOMAN = "089193001234||Nguyễn Thị Bé Ở|05/06/1993|Nữ|Ấp Tây Bình, Vĩnh Trạch, Thoại Sơn, An Giang|16/08/2022"


def told(warnings) -> str:
    return " ".join(str(sentence) for sentence in warnings)


def test_a_card_gives_all_its_fields():
    card = parse_card_qr(SAMPLE)
    assert card.valid
    assert not card.warnings
    assert (card.number, card.old_number, card.name) == ("001090123456", "012345678", "NGUYEN VAN A")
    assert (card.birth_date, card.gender, card.sex) == (date(1990, 1, 1), "Nam", "M")
    assert (card.address, card.issued_on) == ("Phuong X, Quan Y, Ha Noi", date(2021, 4, 15))


def test_dates_with_slashes_and_no_old_number():
    card = parse_card_qr(WOMAN)
    assert card.valid
    assert not card.warnings
    assert (card.name, card.birth_date, card.gender, card.old_number) == (
        "Nguyễn Thị Bé Ở", date(1993, 6, 5), "Nữ", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        WOMAN + "\n",
        WOMAN + "\r\n",
        "\ufeff]Q1" + WOMAN + "|||",
        WOMAN + "|Nguyễn Văn B|extra",
        WOMAN.replace("|", "｜"),
        WOMAN.replace("|", " | "),
        WOMAN.replace("|", "~"),
        WOMAN.replace("|", "\t"),
        WOMAN.translate({ord(str(d)): 0xFF10 + d for d in range(10)}),
        unicodedata.normalize("NFD", WOMAN),
        WOMAN.replace("05/06/1993", "05 / 06 / 1993").replace("16/08/2022", "16082022"),
    ],
)
def test_what_scanners_do_to_a_card_is_undone(text):
    assert parse_card_qr(text) == parse_card_qr(WOMAN)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf8_read_as_latin_letters_is_repaired(encoding):
    mangled = b"".join(bytes([b]) for b in WOMAN.encode()).decode("latin-1")
    if encoding == "cp1252":
        mangled = "".join(bytes([ord(c)]).decode("cp1252", "ignore") or c for c in mangled)
    card = parse_card_qr(mangled)
    assert card.valid
    assert card.name == "Nguyễn Thị Bé Ở"
    assert "đã được sửa lại" in told(card.warnings)


def test_lost_letters_are_doubted():
    card = parse_card_qr(WOMAN.replace("Nguyễn Thị", "Nguy?n Th?").replace("Ấp", "?p"))
    assert card.valid
    assert "Họ tên bị máy quét" in told(card.warnings)
    assert "Địa chỉ bị máy quét" in told(card.warnings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Chưa có nội dung"),
        ("  \n", "Chưa có nội dung"),
        ("https://example.vn", "không phải mã QR"),
        ("|".join(SAMPLE.split("|")[:6]), "không phải mã QR"),
        (SAMPLE.replace("001090123456", "00109012345"), "không phải mã QR"),
        ("x" * 3000, "quá dài"),
        (SAMPLE.replace("NGUYEN VAN A", ""), "không có họ tên"),
        (SAMPLE.replace("01011990", "31021990"), "Ngày sinh"),
        (SAMPLE.replace("01011990", "tháng một"), "Ngày sinh"),
        (SAMPLE.replace("01011990", "01012090").replace("001090", "001290"), "ở tương lai"),
    ],
)
def test_what_is_no_card_is_refused_with_a_sentence(text, words):
    card = parse_card_qr(text, on=date(2026, 11, 24))
    assert not card.valid
    assert words in told(card.warnings)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("|Nam|", "|Nữ|", "giới tính nam"),
        ("|Nam|", "|x|", "Không đọc được giới tính"),
        ("|01011990|", "|01011991|", "năm sinh 1990"),
        ("|15042021", "|", "ngày cấp"),
        ("|15042021", "|15041980", "trước ngày sinh"),
        ("|012345678|", "|12|", "chứng minh nhân dân cũ"),
        ("001090", "000090", "không phải mã tỉnh"),
        ("001090", "300090", "ở nước ngoài"),
        ("|01011990|", "|1990|", "chỉ ghi năm sinh 1990"),
        ("NGUYEN VAN A", "NGUYEN VAN 4", "Họ tên bị máy quét"),
    ],
)
def test_contradictions_warn_and_do_not_block(old, new, words):
    card = parse_card_qr(SAMPLE.replace(old, new))
    assert card.valid
    assert words in told(card.warnings)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    card = parse_card_qr(text)
    assert card.valid or card.warnings


@given(st.lists(st.text(max_size=20), min_size=7, max_size=9))
def test_any_fields_get_an_answer(fields):
    card = parse_card_qr("|".join(["001090123456", *fields[1:]]))
    assert card.valid or card.warnings


def test_a_personal_number_tells_province_year_and_sex():
    found = check_citizen_number("089 193 001 234", date(1993, 6, 5), "F")
    assert (found.valid, found.province, found.birth_year, found.sex) == (True, "Tỉnh An Giang", 1993, "F")
    assert not found.warnings
    assert check_citizen_number("089305001234").birth_year == 2005
    assert check_citizen_number("089305001234").sex == "F"
    assert len(provinces()) == 63


@pytest.mark.parametrize(("text", "words"), [("", "12 chữ số"), ("0891930012a4", "12 chữ số"), ("351234567", "cũ")])
def test_other_numbers_are_no_personal_number(text, words):
    found = check_citizen_number(text)
    assert not found.valid
    assert words in told(found.warnings)


@pytest.mark.parametrize(
    ("text", "kind", "display"),
    [
        ("0100233488", "organisation", "0100233488"),
        ("0314409058-002", "branch", "0314409058-002"),
        ("0312687878001", "branch", "0312687878-001"),
        ("0100112437", "organisation", "0100112437"),
        (" 0101 243 150 ", "organisation", "0101243150"),
        ("0300588569", "organisation", "0300588569"),
        ("０１００２３３４８８", "organisation", "0100233488"),
        ("089193001234", "person", "089193001234"),
    ],
)
def test_good_tax_codes(text, kind, display):
    found = check_tax_code(text)
    assert (found.valid, found.kind, found.display) == (True, kind, display)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0100233480", "số kiểm tra"),
        ("0314409058-000", "001 đến 999"),
        ("0100000000", "bảy số giữa"),
        ("01002334", "10 số"),
        ("", "10 số"),
        ("abcdefghij", "10 số"),
        ("-100233488", "10 số"),
    ],
)
def test_bad_tax_codes(text, words):
    found = check_tax_code(text)
    assert not found.valid
    assert words in told(found.warnings)


@given(st.integers(0, 10**9 - 1).map("{:09d}".format), st.integers(0, 9), st.integers(1, 9))
def test_a_slip_in_one_digit_of_a_tax_code_is_caught(nine, place, more):
    check = check_digit(nine)
    if check is None or nine[2:] == "0" * 7:
        return
    code = nine + check
    assert check_tax_code(code).valid
    slipped = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]
    assert not check_tax_code(slipped).valid


@pytest.mark.parametrize(
    ("text", "e164", "reading", "kind"),
    [
        ("0912345678", "+84912345678", "0912 345 678", "mobile"),
        ("+84 912.345.678", "+84912345678", "0912 345 678", "mobile"),
        ("84912345678", "+84912345678", "0912 345 678", "mobile"),
        (" 0296 3 852 576 ", "+842963852576", "0296 3852 576", "landline"),
        ("+1 650 253 0000", "+16502530000", "+1 650-253-0000", "mobile"),
    ],
)
def test_telephone_numbers(text, e164, reading, kind):
    phone = parse_phone(text)
    assert (phone.e164, phone.reading, phone.kind) == (e164, reading, kind)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("+84912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+1 650 253 0000", "+16502530000"),
        ("dan", None),
        ("0912abcdef", None),
        ("", None),
    ],
)
def test_a_telephone_number_as_it_is_kept(text, kept):
    assert kept_phone(text) == kept


@pytest.mark.parametrize("text", ["", "abc", "113", "1900 1234", "18001091", "091234567", "09123456789", "0" * 500])
def test_what_is_no_telephone_number_is_refused(text):
    with pytest.raises(Invalid, match=r"điện thoại|tổng đài"):
        parse_phone(text)


agencies = st.sampled_from(["H01", "H01.52.03", "G09.99", "000.34.05.H01"])
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(agencies, days, st.integers(1, 10**9 - 1))
def test_a_dossier_code_is_read_back(agency, on, number):
    code = compose_dossier_code(agency, on, number)
    assert str(parse_dossier_code(code)) == code
    found = parse_dossier_code(f" {code.lower().replace('-', ' – ')} ")
    assert (found.agency_code, found.on, found.number) == (agency, on, number)


def test_the_shape_of_a_dossier_code():
    assert compose_dossier_code("H01.52.03", date(2026, 11, 24), 7) == "H01.52.03-261124-0007"
    assert compose_dossier_code("H01", date(2026, 11, 24), 12345) == "H01-261124-12345"
    assert parse_dossier_code("000.34.05.H01-240515-0001").on == date(2024, 5, 15)


@pytest.mark.parametrize("text", ["", "H01", "H01-261332-0001", "H01-261124-001", "H01-261124-0000", "H01-26112-0001"])
def test_other_texts_are_no_dossier_code(text):
    with pytest.raises(Invalid, match="mã hồ sơ"):
        parse_dossier_code(text)


def test_a_code_that_cannot_be_is_not_composed():
    for agency, on, number in [("", date(2026, 1, 1), 1), ("H01", date(1999, 1, 1), 1), ("H01", date(2026, 1, 1), 0)]:
        with pytest.raises(Invalid):
            compose_dossier_code(agency, on, number)


@given(st.binary(min_size=8, max_size=16))
def test_a_reference_is_recognised_as_people_type_it(noise):
    reference = new_reference(noise)
    assert len(reference) == 11
    assert tidy_reference(reference.lower().replace("-", " ")) == reference
    assert is_reference(reference)


@given(st.binary(min_size=8, max_size=16), st.randoms(use_true_random=False))
def test_every_slip_and_swap_in_a_reference_is_caught(noise, chance: random.Random):
    signs = new_reference(noise).replace("-", "")
    place = chance.randrange(9)
    other = chance.choice([sign for sign in ALPHABET if sign != signs[place]])
    assert not is_reference(signs[:place] + other + signs[place + 1 :])
    first, second = sorted(chance.sample(range(9), 2))
    swapped = list(signs)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert is_reference("".join(swapped)) == (signs[first] == signs[second])


def test_a_reference_needs_enough_chance():
    assert not is_reference("")
    assert not is_reference("H01-261124-0001")
    with pytest.raises(ValueError, match="eight"):
        new_reference(b"1234567")


AGENCIES = ("H01.52", "H01.52.01", "H01.52.10", "000.34.05.H01")


@given(
    st.sampled_from(AGENCIES),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 99_999),
    st.sampled_from(["", " ", ".", "-", " - "]),
)
def test_a_dossier_code_is_understood_without_its_dots(agency: str, on: date, number: int, between: str):
    code = compose_dossier_code(agency, on, number)
    typed = between.join(re.split(r"[.-]", code)).lower()
    assert tidy_dossier_code(typed, AGENCIES) == code


@pytest.mark.parametrize("text", ["", "H01", "H015201", "H01.52.01", "0912345678", "K7Q-M3X-RT9", "H019901261102001"])
def test_what_is_no_dossier_code_stays_none(text: str):
    assert tidy_dossier_code(text, AGENCIES) is None
