"""The table of working minutes agrees with a plain walk, second by second of the law."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid
from motcua.workdays.rules import NATIONAL_HOURS, WeekHours, WorkingCalendar

SATURDAYS = WeekHours.from_json({"mon-fri": [["07:30", "11:30"], ["13:30", "17:00"]], "sat": [["07:30", "11:30"]]})
SHORT_FRIDAY = WeekHours.from_json({"mon-thu": [["07:00", "11:00"], ["13:00", "17:00"]], "fri": [["07:00", "11:00"]]})
TET = {date(2026, 2, day): f"Tết {day}" for day in range(16, 21)}
SWAP = {date(2026, 8, 22): "Làm bù cho 31/08/2026"}
OFF = {**TET, date(2026, 8, 31): "Nghỉ hoán đổi", date(2026, 9, 1): "Quốc khánh", date(2026, 9, 2): "Quốc khánh"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def calendars() -> list[WorkingCalendar]:
    return [
        WorkingCalendar(NATIONAL_HOURS, off=OFF, work=SWAP),
        WorkingCalendar(SATURDAYS, off=OFF, work=SWAP),
        WorkingCalendar(SHORT_FRIDAY, off=OFF, work=SWAP, later=[(date(2026, 6, 1), SATURDAYS)]),
    ]


def walk_minutes(calendar: WorkingCalendar, start: datetime, seconds: int) -> datetime:
    """The plain loop over days that the table must agree with."""
    day = start.date()
    while True:
        for opens, closes in calendar.spans_on(day):
            midnight = datetime.combine(day, time(), VIETNAM)
            begins = max(start, midnight + timedelta(minutes=opens))
            room = int((midnight + timedelta(minutes=closes) - begins).total_seconds())
            if 0 < seconds <= room:
                return begins + timedelta(seconds=seconds)
            seconds -= max(room, 0)
        day += timedelta(1)


def walk_days(calendar: WorkingCalendar, start: datetime, count: int) -> datetime:
    day = start.date()
    while count:
        day += timedelta(1)
        count -= calendar.is_working_day(day)
    return datetime.combine(day, time(), VIETNAM) + timedelta(minutes=calendar.spans_on(day)[-1][1])


moments = st.datetimes(
    datetime.fromisoformat("2025-12-01"), datetime.fromisoformat("2026-12-31"), timezones=st.just(VIETNAM)
).map(lambda moment: moment.replace(microsecond=0))
which = st.integers(0, 2)


@given(which, moments, st.integers(1, 20_000))
def test_the_table_adds_as_a_plain_walk_does(number, start, minutes):
    calendar = calendars()[number]
    assert calendar.add_minutes(start, minutes) == walk_minutes(calendar, start, minutes * 60)


@given(which, moments, st.integers(1, 90))
def test_the_table_counts_days_as_a_plain_walk_does(number, start, count):
    calendar = calendars()[number]
    assert calendar.add_working_days(start, count) == walk_days(calendar, start, count)


@given(which, moments, st.integers(0, 20_000))
def test_between_undoes_add(number, start, minutes):
    calendar = calendars()[number]
    assert calendar.minutes_between(start, calendar.add_minutes(start, minutes)) == minutes


@given(which, st.tuples(moments, moments, moments))
def test_working_time_adds_up_over_any_moment_between(number, three):
    calendar = calendars()[number]
    first, second, third = sorted(three)
    whole = calendar.seconds_between(first, third)
    assert calendar.seconds_between(first, second) + calendar.seconds_between(second, third) == whole
    assert 0 <= whole <= (third - first).total_seconds()


@given(which, moments, st.integers(1, 2_000))
def test_later_receipt_never_ends_earlier(number, start, minutes):
    calendar = calendars()[number]
    assert calendar.add_minutes(start, minutes) <= calendar.add_minutes(start + timedelta(minutes=7), minutes)


@given(which, moments)
def test_open_is_what_passes_working_time(number, moment):
    calendar = calendars()[number]
    opening = calendar.next_open(moment)
    assert calendar.is_open(opening)
    assert calendar.is_open(moment) == (opening == moment)
    assert calendar.seconds_between(moment, opening) == 0


@given(which, moments, st.integers(1, 2_000))
def test_the_zone_of_the_question_does_not_matter(number, start, minutes):
    calendar = calendars()[number]
    assert calendar.add_minutes(start.astimezone(UTC), minutes) == calendar.add_minutes(start, minutes)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-02-13T10:17", 60, "2026-02-13T13:17"),  # over the lunch break
        ("2026-02-13T10:00", 60, "2026-02-13T11:00"),  # ends at closing, not at the next opening
        ("2026-02-13T16:30", 60, "2026-02-23T07:30"),  # over Tết and two weekends
        ("2026-08-21T16:30", 60, "2026-08-22T07:30"),  # onto a make-up Saturday
        ("2026-08-28T16:00", 120, "2026-09-03T08:00"),  # over the swapped Monday and the National Day
        ("2026-01-10T20:00", 1, "2026-01-12T07:01"),  # filed on a Saturday night
        ("2026-03-02T06:00", 0, "2026-03-02T07:00"),  # nothing to add: the next opening
    ],
)
def test_hours_of_the_law(start, minutes, end):
    assert calendars()[0].add_minutes(at(start), minutes) == at(end)


def test_make_up_day_has_the_hours_of_a_full_day():
    calendar = calendars()[1]
    assert calendar.close_of(date(2026, 8, 15)) == at("2026-08-15T11:30")
    assert calendar.close_of(date(2026, 8, 22)) == at("2026-08-22T17:00")


def test_duty_on_saturday_gives_hours_but_no_working_day():
    hours = WeekHours.from_json({**SATURDAYS.to_json(), "duty": ["sat"]})
    calendar = WorkingCalendar(hours)
    friday = at("2026-03-06T16:30")
    assert calendar.add_minutes(friday, 60) == at("2026-03-07T08:00")
    assert calendar.add_working_days(friday, 1) == at("2026-03-09T17:00")
    assert WeekHours.from_json(hours.to_json()) == hours


def test_hours_change_from_a_day_on():
    calendar = calendars()[2]
    assert calendar.close_of(date(2026, 5, 29)) == at("2026-05-29T11:00")
    assert calendar.close_of(date(2026, 6, 5)) == at("2026-06-05T17:00")


def test_the_table_grows_both_ways_and_years_ahead():
    calendar = WorkingCalendar(NATIONAL_HOURS)
    late = calendar.add_working_days(at("2026-03-02T08:00"), 261 * 20)
    assert late.year == 2046
    assert calendar.add_minutes(at("1995-03-01T16:59"), 2) == at("1995-03-02T07:01")
    assert calendar.add_minutes(at("2150-03-02T08:00"), 60) == at("2150-03-02T09:00")


@pytest.mark.parametrize("moment", ["1989-12-31T10:00", "2200-01-01T10:00"])
def test_years_out_of_reach_are_refused(moment):
    with pytest.raises(Invalid, match="1990"):
        WorkingCalendar(NATIONAL_HOURS).add_minutes(at(moment), 60)


def test_a_limit_beyond_the_last_year_is_refused():
    with pytest.raises(Invalid, match="2199"):
        WorkingCalendar(NATIONAL_HOURS).add_minutes(at("2026-03-02T08:00"), 10**9)


def test_nonsense_is_refused():
    calendar = WorkingCalendar(NATIONAL_HOURS)
    moment = at("2026-03-02T08:00")
    with pytest.raises(Invalid, match="đứng trước"):
        calendar.minutes_between(moment, moment - timedelta(minutes=1))
    with pytest.raises(Invalid, match="âm"):
        calendar.add_minutes(moment, -1)
    with pytest.raises(Invalid, match="múi giờ"):
        calendar.add_minutes(datetime(2026, 3, 2, 8), 1)  # noqa: DTZ001
    with pytest.raises(Invalid, match="lớn hơn 0"):
        calendar.add_working_days(moment, 0)
    with pytest.raises(Invalid, match="vừa là ngày nghỉ"):
        WorkingCalendar(NATIONAL_HOURS, off=SWAP, work=SWAP)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ([], "một bảng"),
        ({"monday": [["07:00", "11:00"]]}, "Không hiểu ngày"),
        ({"fri-mon": [["07:00", "11:00"]]}, "Không hiểu ngày"),
        ({"mon-fri": [["07:00", "11:00"]], "wed": [["07:00", "11:00"]]}, "hai lần"),
        ({"mon": [["7:00", "11:00"]]}, "07:30"),
        ({"mon": [["07:00", "25:00"]]}, "07:30"),
        ({"mon": [["07:00"]]}, "giờ mở và giờ đóng"),
        ({"mon": "07:00-11:00"}, "giờ mở và giờ đóng"),
        ({"mon": [["11:00", "07:00"]]}, "đóng trước khi mở"),
        ({"mon": [["07:00", "11:00"], ["10:00", "12:00"]]}, "chồng lên nhau"),
        ({"mon": []}, "ít nhất một buổi"),
        ({"sat": [["07:00", "11:00"]], "duty": ["sat"]}, "ít nhất một buổi"),
        ({"mon": [["07:00", "11:00"]], "duty": ["sat"]}, "duty"),
    ],
)
def test_hours_that_make_no_sense_are_refused(hours, words):
    with pytest.raises(Invalid, match=words):
        WeekHours.from_json(hours)


def test_midnight_closes_the_day():
    calendar = WorkingCalendar(WeekHours.from_json({"mon-sun": [["00:00", "24:00"]]}))
    assert calendar.add_minutes(at("2026-03-02T23:59"), 2) == at("2026-03-03T00:01")
    assert calendar.close_of(date(2026, 3, 2)) == at("2026-03-03T00:00")


def test_openings_follow_one_another():
    for calendar in calendars():
        days = [date(2026, 1, 1) + timedelta(step) for step in range(365)]
        openings = [calendar.next_open(datetime.combine(day, time(), VIETNAM)) for day in days]
        assert all(first <= second for first, second in pairwise(openings))
