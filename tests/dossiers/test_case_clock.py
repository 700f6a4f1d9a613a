"""The clock of a case: waits, a new date, and both together, against a count day by day."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.clock import CaseClock
from motcua.kernel.clock import VIETNAM
from motcua.workdays.rules import TimeLimit, calendar_of, read_days

CALENDAR = calendar_of(read_days())


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


def closing(day: int) -> datetime:
    return CALENDAR.close_of(date(2026, 11, day))


def five_days() -> CaseClock:
    return CaseClock(start=at(2), limit=TimeLimit(Decimal(5), "working_day"))


def test_the_law_alone():
    assert five_days().due(CALENDAR).at == closing(9)


def test_a_new_date_is_the_due_date():
    told = five_days().extend(closing(13), at(6)).due(CALENDAR)
    assert told.at == closing(13)
    assert told.trace[-1].moment == closing(13)


def test_a_wait_after_a_new_date_moves_it():
    """Extended to the 13th; eight working days waited from the 9th to the 19th; the 24th is a holiday."""
    clock = five_days().extend(closing(13), at(6)).stop(at(9), "resume").resume(at(19))
    told = clock.due(CALENDAR)
    assert told.at == datetime(2026, 11, 26, 17, tzinfo=VIETNAM)
    assert told.trace[-1].moment == told.at


def test_a_wait_that_begins_after_the_law_has_ended_but_before_the_new_date_counts():
    clock = five_days().extend(closing(20), at(6)).stop(at(18), "resume").resume(at(25))
    assert clock.due(CALENDAR).at > at(25)


def test_a_wait_before_the_new_date_was_set_is_in_it_already():
    clock = five_days().stop(at(3), "resume").resume(at(4)).extend(closing(20), at(6))
    assert clock.due(CALENDAR).at == closing(20)


def test_a_stop_by_a_clock_that_is_behind_does_no_harm():
    clock = five_days().stop(at(2) - timedelta(milliseconds=53), "resume").resume(at(3))
    assert clock.pauses[0].start == at(2)
    assert clock.due(CALENDAR).at >= closing(9)


def test_resuming_what_runs_changes_nothing():
    assert five_days().resume(at(3)) == five_days()


def slow_due(start: datetime, days: int, waits: list[tuple[datetime, datetime]]) -> datetime:
    """The last of so many working days, and one more for each closing time that fell inside a wait."""

    def days_on(day: date, count: int) -> date:
        while count:
            day += timedelta(1)
            count -= CALENDAR.is_working_day(day)
        return day

    last = days_on(start.date(), days)
    for begin, end in waits:
        inside = (begin.date() + timedelta(ahead) for ahead in range((end - begin).days + 2))
        last = days_on(
            last, sum(CALENDAR.is_working_day(one) and begin < CALENDAR.close_of(one) <= end for one in inside)
        )
    return CALENDAR.close_of(last)


@given(
    st.integers(1, 20),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=3),
)
def test_waits_are_not_counted(days: int, waits: list[tuple[int, int]]):
    clock = CaseClock(start=at(2), limit=TimeLimit(Decimal(days), "working_day"))
    kept, moment = [], at(2, 10)
    for ahead, length in waits:
        begin = moment + timedelta(days=ahead)
        if begin >= clock.due(CALENDAR).at:
            break
        end = begin + timedelta(days=length)
        clock, moment = clock.stop(begin, "resume").resume(end), end
        kept.append((begin, end))
    assert clock.due(CALENDAR).at == slow_due(at(2), days, kept)
    assert CaseClock.from_json(clock.to_json()) == clock


@given(st.integers(1, 15), st.integers(0, 30), st.integers(0, 20))
def test_a_wait_never_brings_a_promised_date_nearer(days: int, ahead: int, length: int):
    promised = CALENDAR.close_of(CALENDAR.add_working_days(at(9), days).astimezone(VIETNAM).date())
    clock = five_days().extend(promised, at(6))
    begin = at(6, 10) + timedelta(days=ahead)
    moved = clock.stop(begin, "resume").resume(begin + timedelta(days=length))
    assert moved.due(CALENDAR).at >= clock.due(CALENDAR).at
    assert moved.due(CALENDAR).at.astimezone(VIETNAM).time() >= time(11)


DAY = 480  # working minutes


def test_time_used_is_counted_in_days_after_the_day_of_receipt():
    clock = five_days()
    assert clock.worked(CALENDAR, closing(9)) == 5 * DAY
    assert clock.worked(CALENDAR, at(2, 16)) == 0
    assert clock.worked(CALENDAR, closing(4)) == 2 * DAY


def test_waits_are_taken_off_what_is_used_and_what_is_allotted():
    clock = five_days().stop(at(4, 7), "resume").resume(at(6, 7))
    assert clock.due(CALENDAR).at == closing(11)
    assert clock.worked(CALENDAR, closing(11)) == 5 * DAY
    assert clock.worked(CALENDAR, at(6, 7)) == DAY


def test_a_count_that_began_anew_forgets_what_was_before():
    clock = five_days().stop(at(4, 7), "restart").resume(at(6, 7))
    assert clock.worked(CALENDAR, clock.due(CALENDAR).at) == 5 * DAY
    assert clock.worked(CALENDAR, at(6, 16)) == 0


@given(st.integers(1, 20), st.integers(0, 3000), st.integers(0, 3000), st.sampled_from(["resume", "restart"]))
def test_time_used_never_shrinks_while_the_clock_runs(days: int, first: int, second: int, mode: str):
    start = CaseClock(start=at(2), limit=TimeLimit(Decimal(days), "working_day"))
    clock = start.stop(at(2) + timedelta(minutes=60), mode).resume(at(2) + timedelta(minutes=600))
    earlier, later = sorted((at(2) + timedelta(minutes=600 + first), at(2) + timedelta(minutes=600 + second)))
    assert 0 <= clock.worked(CALENDAR, earlier) <= clock.worked(CALENDAR, later)
