"""Names, kinds and words of files, by table."""

import re

import pytest

from motcua.files.rules import (
    REMARKS,
    WORDS,
    Verdict,
    accepted_kinds,
    clean_name,
    extension_of,
    labels,
    with_extension,
)


@pytest.mark.parametrize(
    ("accepts", "expected"),
    [
        (None, "PDF, JPG, PNG, WEBP"),
        ([], "PDF, JPG, PNG, WEBP"),
        (["zip", "dwg"], "PDF, JPG, PNG, WEBP"),
        (["PDF"], "PDF"),
        ([".jpg", "application/pdf"], "PDF, JPG"),
        (["image/*"], "JPG, PNG, WEBP"),
        (["images", "word", "excel", "txt"], "JPG, PNG, WEBP, DOCX, XLSX, TXT"),
    ],
)
def test_labels_of_a_requirement_name_kinds(accepts, expected):
    assert labels(accepted_kinds(accepts)) == expected


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("Đơn.pdf", "Đơn.pdf"),
        ("Đo\u031bn.pdf", "Đơn.pdf"),
        ("C:\\Users\\A\\don.pdf", "don.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("  .. hidden .pdf", "hidden .pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("", "tep"),
        ("...", "tep"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, safe):
    assert clean_name(given) == safe


def test_the_ending_of_a_name_follows_its_content():
    assert with_extension("Ảnh.jpg", "png") == "Ảnh.png"
    assert with_extension("Đơn số 3", "pdf") == "Đơn số 3.pdf"
    assert with_extension("Biên bản 12.5 lần hai", "pdf") == "Biên bản 12.5 lần hai.pdf"
    assert extension_of(".hidden") == extension_of("none") == ""


def test_a_verdict_survives_keeping_and_foreign_ones_are_refused():
    verdict = Verdict("wrong_kind", {"kind": "GIF", "accepted": "PDF"}, signers=("A",), remarks=("looks_blurred",))
    assert Verdict.from_json(verdict.as_json()) == verdict
    assert str(verdict.sentence) == "Chỗ này không nhận tệp loại GIF."
    assert str(verdict.notes[0]).startswith("Ảnh có vẻ bị mờ")
    for foreign in ({"code": "magic"}, {"code": "readable", "remarks": ["magic"]}):
        with pytest.raises(ValueError):
            Verdict.from_json(foreign)


def test_every_refusal_says_what_to_do():
    assert [code for code, words in WORDS.items() if not words.advice] == ["readable"]


def test_the_words_are_complete_in_english():
    from babel.messages.pofile import read_po

    import motcua.files

    path = f"{motcua.files.__path__[0]}/locale/en/LC_MESSAGES/django.po"
    with open(path, "rb") as file:
        catalogue = read_po(file, locale="en")
    from motcua.files.actions import discard_file, store_file
    from motcua.files.queries import NO_FILE
    from motcua.files.rules.verdicts import SEND_NO_PICTURE

    said = {text for words in WORDS.values() for text in (words.sentence, words.advice) if text}
    said |= {*REMARKS.values(), SEND_NO_PICTURE, NO_FILE, discard_file.IN_USE, store_file.NO_ROOM}
    assert said <= {message.id for message in catalogue if message.id}
    for message in catalogue:
        if message.id:
            assert message.string
            assert sorted(re.findall(r"%\(\w+\)s", message.string)) == sorted(re.findall(r"%\(\w+\)s", message.id))
