"""Quality by what was measured, names of files, states, and which fields a paper could fill."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from tests.scanning.papers import as_jpeg, blank, paper_picture, photographed

from motcua.eforms.rules import Form
from motcua.kernel.refusals import WrongMoment
from motcua.scanning.engine.measuring import measured
from motcua.scanning.engine.straight import flattened, sheet_corners, skew_of
from motcua.scanning.rules import NAMES, Measured, State, all_faults, faults_of, file_name, may_step, step
from motcua.scanning.rules.fitting import Facts, filled, fits
from motcua.scanning.rules.measured import FAULTS, differing

GOOD = Measured(1654, 2339, sharp=0.8, paper=250, contrast=230, ink=0.04, dpi=200, print="a" * 64)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"ink": 0.0}, ["empty"]),
        ({"sharp": 0.1}, ["blurred"]),
        ({"paper": 40, "contrast": 38}, ["too_dark"]),
        ({"contrast": 30}, ["too_light"]),
        ({"edges": ("left",)}, ["cut"]),
        ({"dpi": 150}, ["low_resolution"]),
        ({"dpi": None}, []),
        ({"dpi": 195}, []),  # 200 less what a crop takes away
        ({"sharp": 0.1, "edges": ("top",)}, ["blurred", "cut"]),
    ],
)
def test_faults_of_one_page(change, codes):
    found = faults_of(Measured(**{**vars(GOOD), **change}))
    assert [one.code for one in found] == codes
    assert all(one.is_hard == (one.code == "empty") for one in found)


def test_every_fault_says_what_to_do():
    assert all("Hãy" in words for words in FAULTS.values())


def test_a_page_scanned_twice_is_found_wherever_it_lies():
    other = Measured(**{**vars(GOOD), "print": "5" * 64})
    assert [(one.code, one.page) for one in all_faults([GOOD, other, GOOD])] == [("duplicate", 3)]


@given(st.text("0123456789abcdef", min_size=64, max_size=64), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_fingerprints_differ_alike_both_ways(first, second):
    assert differing(first, second) == differing(second, first)
    assert differing(first, first) == 0
    assert differing(first, "") == 256


def test_measured_facts_survive_being_kept():
    assert Measured.from_json(GOOD.as_json()) == GOOD


# --- pictures --------------------------------------------------------------------------------------------------------

PAGE = paper_picture(dpi=150)
TABLE, CORNERS = (1700, 2200), [(210, 190), (1480, 150), (1560, 2010), (150, 2060)]
LIGHTS = {
    "scanned": (PAGE, []),
    "blurred": (PAGE.filter(ImageFilter.GaussianBlur(3.5)), ["blurred"]),
    "dark": (PAGE.point(lambda value: int(value * 0.2)), ["too_dark"]),
    "faint": (PAGE.point(lambda value: 225 + value * 30 // 255), ["too_light"]),
    "blank": (blank(150), ["empty"]),
    "photographed": (photographed(PAGE, CORNERS, TABLE), []),
    "cut at the left": (photographed(PAGE, CORNERS, TABLE).crop((400, 0, 1700, 2200)), ["cut"]),
    "cut at the foot": (photographed(PAGE, CORNERS, TABLE).crop((0, 0, 1700, 1500)), ["cut"]),
}


@pytest.mark.parametrize("name", LIGHTS)
def test_what_the_camera_sees_is_judged_as_a_person_would(name):
    picture, codes = LIGHTS[name]
    assert [one.code for one in faults_of(measured(picture, 200))] == codes


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.0, 0.7, 2.5])
def test_the_slope_of_the_lines_is_found(angle):
    turned = PAGE.rotate(-angle, Image.Resampling.BICUBIC, fillcolor="white")
    assert abs(skew_of(turned) - angle) <= 0.2


def test_a_photographed_sheet_is_laid_flat():
    corners = sheet_corners(photographed(PAGE, CORNERS, TABLE))
    assert corners is not None
    assert all(abs(x - a) < 25 and abs(y - b) < 25 for (x, y), (a, b) in zip(corners, CORNERS, strict=True))
    flat = flattened(photographed(PAGE, CORNERS, TABLE), corners)
    assert abs(flat.height / flat.width - 1.4142) < 0.01
    assert abs(skew_of(flat)) <= 0.5


def test_a_scan_without_a_table_around_it_is_left_as_it_is():
    assert sheet_corners(PAGE) is None
    assert sheet_corners(blank(100)) is None


def test_the_same_page_saved_anew_is_the_same_page():
    import io

    again = Image.open(io.BytesIO(as_jpeg(PAGE, quality=40)))
    assert differing(measured(PAGE).print, measured(again).print) <= 4


# --- names, states, fields -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "paper", "name"),
    [
        ("H01.52.01-261125-0008", "birth-certificate", "H01.52.01-261125-0008_birth-certificate_01.pdf"),
        ("", "Giấy khai sinh", "giay-khai-sinh_01.pdf"),
        ("H01", "../../etc/passwd", "H01_etc-passwd_01.pdf"),
        ("", "", "giay_01.pdf"),
    ],
)
def test_files_are_named_by_case_and_paper(case, paper, name):
    assert file_name(case, paper, 1, on=date(2026, 11, 27)) == name


@given(st.text(), st.text(), st.integers(1, 99))
def test_any_name_is_one_that_file_systems_take(case, paper, number):
    name = file_name(case, paper, number, on=date(2026, 11, 27))
    assert name.isascii()
    assert "/" not in name
    assert len(name) < 120


def test_a_signed_scan_stays_signed():
    assert not any(may_step(act, "signed") for act in ("confirm_scan", "drop_scan", "sign_scan", "retry_scan"))
    assert step("confirm_scan", "confirmed") == State.CONFIRMED  # corrected before it is signed
    with pytest.raises(WrongMoment, match="Đã ký số"):
        step("drop_scan", "signed")
    assert set(NAMES) == set(State)


FACTS = Facts(
    owner_name="Đặng Thị Ngọc Ánh",
    owner_number="089190990001",
    born_on="1990-09-05",
    number="45/GXN-UBND",
    issuer="UBND thị trấn Núi Sập",
    issued_on="2026-03-12",
    paper_name="Giấy xác nhận",
)


def test_only_empty_fields_are_offered_and_only_what_is_accepted_is_filled():
    form = Form.from_json({"use": "marital_status_certificate"})
    answers = {"subject_name": "Lê Văn Được", "status_document": {"number": "1"}}
    found = {one.path: one for one in fits(form, answers, FACTS)}
    assert "subject_name" not in found
    assert "status_document.number" not in found
    assert found["subject_birth_date"].shown == "05/09/1990"
    assert found["status_document.issued_on"].value == "2026-03-12"
    changed = filled(answers, [found["status_document.issued_on"], found["subject_id"]])
    assert changed == {
        "status_document": {"number": "1", "issued_on": "2026-03-12"},
        "subject_id": {"kind": "personal_id", "number": "089190990001"},
    }


def test_a_paper_that_says_nothing_fills_nothing():
    assert fits(Form.from_json({"use": "marital_status_certificate"}), {}, Facts()) == []
