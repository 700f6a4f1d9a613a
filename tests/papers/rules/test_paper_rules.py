"""What a paper is good for and until when; whose it is: by tables."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers.rules import (
    Condition,
    Shelf,
    Wanted,
    condition_of,
    fits,
    owned_number,
    ranked,
    read_types,
    same_name,
)
from motcua.papers.rules.fitting import last_day, months_later
from motcua.papers.rules.types import places
from motcua.procedures.shipped import shipped_bundles

pytestmark = pytest.mark.sqlite_only
SHIPPED = read_types((files("motcua.papers") / "data" / "paper_types.csv").read_text("utf-8").splitlines())
SHELF = Shelf(SHIPPED)
MARRIAGE = Wanted(("1.000894", "single_certificate"), {"pdf", "jpeg"})
OLD_ONE = Wanted(("1.004873", "previous_certificate"), {"pdf"})


@dataclass
class Kept:
    type: str = "marital_status"
    level: str = "issued"
    procedure_code: str = ""
    requirement_key: str = ""
    issued_on: date | None = date(2026, 5, 31)
    valid_from: date | None = None
    valid_until: date | None = None
    is_replaced: bool = False
    is_withdrawn: bool = False
    is_removed: bool = False
    file_kind: str = "pdf"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 5, 31), 6, date(2026, 11, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, later: date):
    assert months_later(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 240))
def test_months_later_is_in_the_right_month_and_never_past_its_day(day: date, months: int):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("kept", "on", "state"),
    [
        (Kept(), date(2026, 11, 30), Condition.VALID),
        (Kept(), date(2026, 12, 1), Condition.EXPIRED),
        (Kept(valid_until=date(2026, 7, 1)), date(2026, 7, 2), Condition.EXPIRED),
        (Kept(valid_until=date(2027, 7, 1)), date(2026, 12, 2), Condition.VALID),
        (Kept(valid_from=date(2026, 7, 1)), date(2026, 6, 30), Condition.NOT_YET),
        (Kept(type="birth_certificate", issued_on=date(1990, 1, 1)), date(2026, 6, 30), Condition.VALID),
        (Kept(issued_on=None), date(2026, 6, 30), Condition.VALID),
        (Kept(type="no_such_type"), date(2099, 6, 30), Condition.VALID),
        (Kept(is_replaced=True), date(2026, 12, 1), Condition.REPLACED),
        (Kept(is_replaced=True, is_withdrawn=True), date(2026, 6, 1), Condition.WITHDRAWN),
        (Kept(is_withdrawn=True, is_removed=True), date(2026, 6, 1), Condition.REMOVED),
    ],
)
def test_what_it_is_worth_on_a_day(kept: Kept, on: date, state: Condition):
    assert condition_of(kept, SHELF, on) is state


@pytest.mark.parametrize(
    ("kept", "wanted", "does"),
    [
        (Kept(), MARRIAGE, True),
        (Kept(file_kind="docx"), MARRIAGE, False),
        (Kept(type="death_extract"), MARRIAGE, False),
        (Kept(issued_on=date(2025, 1, 1)), MARRIAGE, False),
        (Kept(is_withdrawn=True), MARRIAGE, False),
        (Kept(issued_on=date(2025, 1, 1)), OLD_ONE, True),  # the old one itself is asked for
        (Kept(is_replaced=True), OLD_ONE, True),
        (Kept(is_withdrawn=True), OLD_ONE, False),
        (Kept(type="", procedure_code="1.000894", requirement_key="single_certificate"), MARRIAGE, True),
    ],
)
def test_which_requirement_it_answers(kept: Kept, wanted: Wanted, does: bool):
    assert fits(kept, wanted, shelf=SHELF, on=date(2026, 11, 2)) is does


def test_the_rule_of_the_day_of_issue_counts():
    old = next(one for one in SHIPPED if one.key == "marital_status")
    changed = Shelf((old, replace(old, months=3, from_on=date(2026, 7, 1))))
    assert last_day(Kept(issued_on=date(2026, 6, 30)), changed) == date(2026, 12, 30)
    assert last_day(Kept(issued_on=date(2026, 7, 1)), changed) == date(2026, 10, 1)


def test_the_surest_and_newest_come_first():
    own, old, new = Kept(level="own"), Kept(issued_on=date(2026, 1, 1)), Kept()
    assert ranked([own, old, new]) == [new, old, own]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Văn Hoà", "NGUYỄN  VĂN HÒA ", True),
        ("Đặng Thị Ngọc Ánh", "Dang Thi Ngoc Anh", True),
        ("Nguyễn Văn Hoà", "Nguyễn Văn Hoàng", False),
        ("", "", False),
        ("Ưng", "ưng", True),
    ],
)
def test_a_name_is_the_same_name(one: str, other: str, same: bool):
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("kind", "number", "owned"),
    [
        ("person", "089 190 990 001", "089190990001"),
        ("person", "340123456", ""),  # the old number of nine digits
        ("person", "", ""),
        ("organisation", "0100109106", "0100109106"),
        ("organisation", "0100109107", ""),
        ("organisation", "089190990001", "089190990001"),
        ("stranger", "089190990001", ""),
    ],
)
def test_a_store_is_found_by_a_number_that_can_be_one(kind: str, number: str, owned: str):
    assert owned_number(kind, number) == owned


def test_every_row_of_the_table_names_what_the_procedures_have():
    bundles = {bundle["code"]: bundle for bundle in shipped_bundles()}
    for row in SHIPPED:
        assert row.source, row.key
        assert row.mark in ("[V]", "(unverified)", "assumption"), row.key
        for procedure, key in row.results:
            assert key in {one["key"] for one in bundles[procedure]["results"]}, (row.key, procedure, key)
        for procedure, key in row.answers | row.even_expired:
            asked = {one["key"]: one for one in bundles[procedure]["requirements"]}
            assert key in asked, (row.key, procedure, key)
            assert asked[key].get("mode", "submit") == "submit", (row.key, procedure, key)


def test_a_place_that_is_none_is_not_read():
    with pytest.raises(ValueError, match=r"1\.000894"):
        places("1.000894")
