"""Names and reasons that are too long, strange or meant to break the page are printed as they are."""

import subprocess
import unicodedata
from dataclasses import fields, is_dataclass, replace

import pikepdf
import pytest

from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import read_qr, render
from motcua.dossiers.prints.qr import QrContent, masked
from motcua.printing.letters import BREAK, printable

MARKUP = '#let x = [1]; $a^b$ *đậm* _n_ @ref <label> \\u{41} `raw` "nháy" // chú /* */ = ~ -- ... ]] }} #panic("x")'
KEYS = ["receipt", "supplement", "refusal", "apology", "stop", "control_sheet", "register"]
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ₫"
PROCEDURE = (
    "Thủ tục đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất do thay đổi thông tin; " * 9
)[:900]


def text_of(pdf, tmp_path):
    (tmp_path / "one.pdf").write_bytes(pdf)
    found = subprocess.run(["pdftotext", tmp_path / "one.pdf", "-"], capture_output=True, text=True, check=True)
    return " ".join(found.stdout.split())


def filled(value, text):
    """The same facts with ``text`` in every string."""
    if is_dataclass(value):
        return replace(value, **{one.name: filled(getattr(value, one.name), text) for one in fields(value)})
    if isinstance(value, tuple):
        return tuple(filled(one, text) for one in value)
    return text if isinstance(value, str) else value


@pytest.mark.parametrize("key", KEYS)
def test_markup_is_printed_letter_by_letter(key, facts, day, tmp_path):
    short = facts[key] if key != "register" else replace(facts[key], rows=facts[key].rows[:2])
    text = text_of(render(key, filled(short, MARKUP), on=day), tmp_path)
    for piece in ("#let", "[1];", "$a^b$", "*đậm*", "_n_", "@ref", "<label>", "\\u{41}", "`raw`", '"nháy"', "}}"):
        assert piece in text


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "text", ["A" * 300, "x" * 12 + "\n" + "W" * 90 + " WWWWWW Đ1234567", "a.b-c/" * 40, "\u00a0".join(["dài"] * 60)]
)
def test_long_words_stay_inside_the_margins(key, text, facts, day, tmp_path):
    short = facts[key] if key != "register" else replace(facts[key], rows=facts[key].rows[:2])
    told_long = filled(short, text)
    if hasattr(told_long, "case"):  # a code and an address longer than a QR can hold are no codes
        told_long = replace(told_long, case=replace(told_long.case, code="H01", lookup_url="", procedure_code="1"))
    (tmp_path / "one.pdf").write_bytes(render(key, told_long, on=day))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "one.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    width = float(boxes.split('<page width="')[1].split('"')[0])
    rights = [float(part.split('"')[0]) for part in boxes.split('xMax="')[1:]]
    assert max(rights) <= width - 30


@pytest.mark.parametrize("key", KEYS)
def test_a_name_of_900_letters_is_printed_whole(key, facts, day, tmp_path):
    if key == "register":
        long = replace(facts[key], rows=(replace(facts[key].rows[0], procedure=PROCEDURE),))
    else:
        long = replace(facts[key], case=replace(facts[key].case, procedure=PROCEDURE))
    text = text_of(render(key, long, on=day), tmp_path)
    if key == "register":  # there the row goes over to the next page, between other columns
        assert text.count("thông tin;") == PROCEDURE.count("thông tin;")
    else:
        assert " ".join(PROCEDURE.split()) in text


def test_every_vietnamese_letter_in_every_style(facts, day, tmp_path):
    letters = LETTERS + LETTERS.upper()
    words = " ".join(letters[at : at + 8] for at in range(0, len(letters), 8))
    case = replace(facts["receipt"].case, person=told.Person(words, address=words))
    paper = replace(facts["receipt"].paper, office=told.Office(words, words, place=words))
    text = text_of(render("receipt", replace(facts["receipt"], case=case, paper=paper), on=day), tmp_path)
    for word in words.split():
        assert text.count(word) >= 4


def test_decomposed_letters_are_composed(facts, day, tmp_path):
    name = unicodedata.normalize("NFD", "Nguyễn Thị Thuỳ Dương")
    case = replace(facts["stop"].case, person=told.Person(name))
    assert "Nguyễn Thị Thuỳ Dương" in text_of(render("stop", replace(facts["stop"], case=case), on=day), tmp_path)


def test_the_paper_list_goes_over_pages_and_the_signature_is_not_alone(facts, day, tmp_path):
    for count in range(22, 46, 3):
        papers = tuple(told.PaperRow(f"Giấy tờ thứ {number}", "Bản chính") for number in range(count))
        (tmp_path / "one.pdf").write_bytes(render("receipt", replace(facts["receipt"], papers=papers), on=day))
        pages = subprocess.run(
            ["pdftotext", "-layout", tmp_path / "one.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout.split("\f")[:-1]
        last = next(page for page in pages if "NGƯỜI NỘP HỒ SƠ" in page)
        assert "Vào Sổ theo dõi" in last
        assert all("Mã hồ sơ: H01" in page for page in pages)
        with pikepdf.open(tmp_path / "one.pdf") as opened:
            assert len(opened.pages) == len(pages) <= 3


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("  hai \n dòng\t ", "hai dòng"),
        ("a\x00\x1b\u202eb\u200bc", "abc"),
        ("😀 漢", "□ □"),
        ("e\u0302\u0301", "ế"),
        ("H01.30682.01-261124-0001", f"H01.{BREAK}30682.{BREAK}01-{BREAK}261124-{BREAK}0001"),
        ("089184001234", "089184001234"),
        ("", ""),
    ],
)
def test_printable(given, printed):
    assert printable(given) == printed


def test_a_separator_inside_a_value_does_not_shift_the_others():
    content = QrContent("H01", "1.0", "a|b", "https://x", "Giấy\ntờ")
    assert read_qr(content.text) == QrContent("H01", "1.0", "a b", "https://x", "Giấy tờ")


@pytest.mark.parametrize("text", ["", "H01", "|1|2|3|4", "a|b|c|d|e|f", "089184001234|NGUYEN|01011990|Nam|x|y|z"])
def test_other_codes_are_not_ours(text):
    assert read_qr(text) is None


@pytest.mark.parametrize(("number", "seen"), [("089184001234", "*********234"), ("123", ""), ("", "")])
def test_masked(number, seen):
    assert masked(number) == seen
