"""What a question to the case search means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.words import questions, written

SHORTS = {"ks": "khai sinh", "xntthn": "xác nhận tình trạng hôn nhân"}
KNOWN = ("nguien", "thui", "duong", "khai", "sinh", "tinh", "trang")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nguyễn Thị Thuỳ Dương", "nguien thi thui duong"),
        ("0912 345 678", "0912345678"),
        ("+84 (912) 345-678", "84 912 345 678"),
        ("H01.52.01-261127-0017", "h01 52 01 261127 0017"),
        ("", ""),
    ],
)
def test_how_a_case_is_written(text: str, words: str):
    assert written(text) == words


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("KS Duong", [["khai"], ["sinh"], ["duong"]]),
        ("nguyn thuy", [["nguien"], ["thui"]]),
        ("duogn", [["duong"]]),
        ("ab", [["ab"]]),
        ("261127", [["261127"]]),
    ],
)
def test_what_it_may_mean_in_the_end(text: str, last: list[list[str]]):
    assert list(questions(text, SHORTS, KNOWN))[-1] == last


@given(st.text(max_size=80))
def test_any_text_gives_plain_words_only(text: str):
    for asked in questions(text, SHORTS, KNOWN):
        assert all(word and word == written(word) for either in asked for word in either)
