"""How long a case is kept, by table and by property."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.archive.rules import Ended, Period, is_due, keep_until, period_for

PERIODS = {
    (scope, subject): Period(scope, subject, years, "x")
    for scope, subject, years in (
        ("default", "", 20),
        ("without_result", "", 5),
        ("field", "Hộ tịch", None),
        ("field", "Chứng thực", 2),
        ("procedure", "2.000942", 20),
    )
}
DAY = date(2020, 5, 4)


@pytest.mark.parametrize(
    ("code", "field", "has_result", "until"),
    [
        ("1.0", "Khác", True, date(2040, 12, 31)),
        ("1.0", "Khác", False, date(2025, 12, 31)),
        ("1.0", "Hộ tịch", True, None),
        ("1.0", "Hộ tịch", False, date(2025, 12, 31)),
        ("1.0", "Chứng thực", True, date(2022, 12, 31)),
        ("2.000942", "Chứng thực", True, date(2040, 12, 31)),
    ],
)
def test_the_result_then_the_field_then_the_general_period_counts(code, field, has_result, until):
    ended = Ended(code, field, has_result, DAY)
    assert keep_until(ended, period_for(ended, PERIODS)) == until
    assert is_due(ended, PERIODS, date(2300, 1, 1)) == (until is not None)


def test_what_no_period_speaks_of_is_kept_for_ever():
    ended = Ended("1.0", "Khác", True, DAY)
    assert period_for(ended, {}) is None
    assert keep_until(ended, None) is None
    assert not is_due(ended, {}, date(2999, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 150))
def test_it_is_kept_to_the_end_of_the_year_and_not_a_day_longer(closed, years):
    ended = Ended("1.0", "Khác", True, closed)
    known = {("default", ""): Period("default", "", years, "x")}
    last = keep_until(ended, known["default", ""])
    assert (last.month, last.day) == (12, 31)
    assert (last - closed).days >= years * 365
    assert not is_due(ended, known, last)
    assert is_due(ended, known, date(last.year + 1, 1, 1))
