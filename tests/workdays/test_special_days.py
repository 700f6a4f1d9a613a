"""The shipped table of days agrees with an independent source, but for the differences named here."""

import csv
from datetime import date, datetime, timedelta
from decimal import Decimal

import holidays
import pytest
from django.utils.translation import override

from motcua.kernel.clock import VIETNAM
from motcua.web.ui.words import say
from motcua.workdays.rules import TimeLimit, calendar_of, day_names, due, read_days
from motcua.workdays.rules.special_days import SHIPPED

# The library does not know the swap of New Year 2026 (2 January off, 10 January worked).
KNOWN_DIFFERENCES = {date(2026, 1, 2), date(2026, 1, 10)}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_working_days_agree_with_the_library(year):
    ours = calendar_of(read_days())
    theirs = holidays.country_holidays("VN", years=year)
    days = [date(year, 1, 1) + timedelta(step) for step in range(365)]
    differing = {day for day in days if ours.is_working_day(day) != theirs.is_working_day(day)}
    assert differing == {day for day in KNOWN_DIFFERENCES if day.year == year}


def test_nothing_projected_is_shipped_and_every_row_has_a_source():
    days = list(read_days())
    assert {day.status for day in days} == {"law", "announced"}
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


def test_the_last_announced_year_is_known():
    assert calendar_of(read_days()).announced_until == date(2026, 12, 31)
