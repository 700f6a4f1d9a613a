"""The shipped table of days agrees with an independent source, but for the differences named here."""

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import holidays
import pytest
from django.utils.translation import override

from motcua.kernel.clock import VIETNAM
from motcua.web.ui.words import say
from motcua.workdays.rules import Day, TimeLimit, calendar_of, day_names, due, read_days
from motcua.workdays.rules.special_days import SHIPPED

# The library does not know the swap of New Year 2026 (2 January off, 10 January worked).
KNOWN_DIFFERENCES = {date(2026, 1, 2), date(2026, 1, 10)}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_working_days_agree_with_the_library(year):
    ours = calendar_of(read_days())
    theirs = holidays.country_holidays("VN", years=year)
    days = [date(year, 1, 1) + timedelta(step) for step in range(365)]
    differing = {day for day in days if ours.is_working_day(day) != theirs.is_working_day(day)}
    assert differing == {day for day in KNOWN_DIFFERENCES if day.year == year}


def test_what_is_projected_is_given_by_law_and_every_row_has_a_source():
    days = list(read_days())
    assert {day.type for day in days if day.status == "projected"} == {"statutory", "compensatory"}
    assert all(day.source for day in days)
    assert len({day.date for day in days}) == len(days)


def test_every_name_can_be_read_in_english():
    assert {day.name for day in read_days()} <= set(day_names.SHIPPED)
    received = datetime(2026, 11, 23, 10, tzinfo=VIETNAM)
    story = due(calendar_of(read_days()), received, TimeLimit(Decimal(1), "working_day")).trace
    with override("en"):
        assert "24 Nov 2026 is not counted: Vietnam Culture Day." in [say(line.sentence) for line in story]


def test_weekdays_of_the_table_are_right():
    names = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
    with SHIPPED.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            assert names[date.fromisoformat(row["date"]).weekday()] == row["weekday"]


def test_tet_is_off_before_it_is_announced_and_the_story_says_so():
    received = datetime(2027, 2, 3, 9, tzinfo=VIETNAM)
    told = due(calendar_of(read_days()), received, TimeLimit(Decimal(3), "working_day"))
    story = [say(line.sentence) for line in told.trace]
    assert told.at == datetime(2027, 2, 15, 17, tzinfo=VIETNAM)
    assert "09/02/2027 không tính: Mùng 4 Tết (dự kiến, lịch nghỉ chưa công bố)." in story
    assert "Lịch nghỉ sau ngày 31/12/2026 chưa được công bố đủ: ngày hẹn có thể thay đổi." in story


def test_a_swap_counts_only_once_it_is_announced():
    swap = Day(date(2027, 4, 29), "Nghỉ hoán đổi", "off", "swap", "projected", "")
    assert calendar_of([swap]).is_working_day(swap.date)


def test_a_year_is_announced_when_nothing_in_it_is_projected_any_more():
    days = [replace(day, status="announced") if day.status == "projected" else day for day in read_days()]
    assert calendar_of(days).announced_until == date(2027, 12, 31)
    days = [replace(day, status="announced") if day.date == date(2027, 2, 6) else day for day in read_days()]
    assert calendar_of(days).announced_until == date(2026, 12, 31), "one announced day is not the whole year"


def test_the_last_announced_year_is_known():
    assert calendar_of(read_days()).announced_until == date(2026, 12, 31)
