"""Search as people type: hit rates over hand-written queries, and what each cleverness must do."""

import csv
import time
from pathlib import Path

import pytest

from motcua.procedures.search import finder_of
from motcua.procedures.shipped import shipped_procedures

QUERIES = Path(__file__).with_name("search_queries.csv")
FIRST_SHARE, FIVE_SHARE = 0.95, 0.99


@pytest.fixture(scope="module")
def finder():
    """The index over everything that ships, without a database."""
    return finder_of(shipped_procedures())


def codes(finder, text, limit=5):
    return [one.code for one in finder.find(text, limit)]


def test_people_find_what_they_mean(finder):
    rows = list(csv.DictReader(QUERIES.read_text("utf-8").splitlines()))
    assert len(rows) >= 120
    answers = [(row, codes(finder, row["query"])) for row in rows]
    first = [row["query"] for row, found in answers if not set(found[:1]) & set(row["codes"].split(";"))]
    five = [row["query"] for row, found in answers if not set(found) & set(row["codes"].split(";"))]
    assert 1 - len(first) / len(rows) >= FIRST_SHARE, first
    assert 1 - len(five) / len(rows) >= FIVE_SHARE, five


def test_queries_nobody_tuned_for_are_found_too(finder):
    rows = [row for row in csv.DictReader(QUERIES.read_text("utf-8").splitlines()) if row["kind"] == "unseen"]
    five = [row for row in rows if row["codes"] in codes(finder, row["query"])]
    assert len(five) / len(rows) >= 0.9


def test_exact_marks_come_first(finder):
    assert codes(finder, "giám hộ")[0] == "1.004837"
    assert codes(finder, "họ")[:1] != codes(finder, "hồ")[:1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("giấy uỷ quyền", "giấy ủy quyền"),
        ("hoà giải", "hòa giải"),
        ("lý lịch", "lí lịch"),
        ("đăng ký kết hôn", "dang ky ket hon"),
        ("khai sinh đăng ký", "đăng ký khai sinh"),
        ("Giấy Khai Sinh", "giấy khai sinh"),
        ("giấy khai sinh", "giấy khai sinh"),
    ],
)
def test_ways_of_writing_are_one(finder, one, other):
    assert codes(finder, one, 3)[0] == codes(finder, other, 3)[0]


@pytest.mark.parametrize("typed", ["1.001193", "1001193", " 1.001193 ", "1 001193"])
def test_a_code_finds_its_procedure_alone(finder, typed):
    assert codes(finder, typed) == ["1.001193"]


@pytest.mark.parametrize("typed", ["", "   ", "?!.", "xyzzyqwv", "🙂", "0", "\x00", "a" * 10_000])
def test_nonsense_finds_little_and_fails_never(finder, typed):
    assert len(codes(finder, typed)) <= 5


def test_a_search_is_quick(finder):
    spent = []
    for row in csv.DictReader(QUERIES.read_text("utf-8").splitlines()):
        began = time.perf_counter()
        finder.find(row["query"])
        spent.append(time.perf_counter() - began)
    assert sorted(spent)[len(spent) // 2] < 0.010
