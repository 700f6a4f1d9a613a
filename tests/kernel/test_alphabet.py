"""Names sort as a Vietnamese dictionary does, in every database alike."""

import random
import unicodedata

import pytest

from motcua.kernel.alphabet import MOST_LETTERS, alphabet_key

IN_ORDER = [
    "",
    "7 Núi",
    "An",
    "An Bình",
    "An Thị Ba",
    "Anh",
    "Ánh",
    "Ăn",
    "Ân",
    "Bùi Văn Hai",
    "Da",
    "Dương Thị Út",
    "Dưỡng",
    "Đặng Thị Ngọc Ánh",
    "Đinh",
    "Em",
    "Ê",
    "Ly",
    "Lý",
    "Ma",
    "Mà",
    "Mả",
    "Mã",
    "Má",
    "Mạ",
    "Nguyễn Văn An",
    "Nguyễn Văn Ân",
    "Ong",
    "Ông",
    "Ơn",
    "Tư Mã",
    "Từ",
    "Út",
    "Ưng",
    "Vũ",
    "Yến",
]


def test_the_order_of_the_alphabet():
    assert sorted(random.Random(1).sample(IN_ORDER, len(IN_ORDER)), key=alphabet_key) == IN_ORDER


@pytest.mark.parametrize("name", IN_ORDER)
def test_case_and_way_of_writing_do_not_matter(name: str):
    for written in (name.upper(), name.lower(), unicodedata.normalize("NFD", name), f" {name}. "):
        assert alphabet_key(written) == alphabet_key(name)


def test_a_key_is_plain_digits_and_fits_its_column():
    for name in ("CÔNG TY TNHH MTV Đại Phát " * 20, "a " * 300, "ស្រី", "Ça và", "'--"):
        key = alphabet_key(name)
        assert len(key) <= 2 * 2 * MOST_LETTERS
        assert key == "" or (key.isascii() and key.isdecimal())
