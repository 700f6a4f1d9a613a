"""The clock of a case against a slow walk through every half hour: any limit, waits of both modes, a new date."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.dossiers.rules.clock import CaseClock
from motcua.kernel.clock import VIETNAM
from motcua.workdays.rules import NewDate, Pause, TimeLimit, calendar_of, read_days

CALENDAR = calendar_of(read_days())
FIRST = datetime(2026, 2, 2, tzinfo=VIETNAM)  # Tết and its days off lie ahead
HALF = timedelta(minutes=30)
DAY = timedelta(days=1)
CUTOFF = time(15, 0)


def is_worked(moment: datetime) -> bool:
    """Whether the half hour from ``moment`` on is worked."""
    minute = moment.hour * 60 + moment.minute
    return any(opens <= minute < closes for opens, closes in CALENDAR.spans_on(moment.date()))


def closing(day: date) -> datetime | None:
    """When the office closes on ``day``, if it counts as a working day."""
    if not CALENDAR.is_working_day(day):
        return None
    return datetime.combine(day, time(), VIETNAM) + timedelta(minutes=CALENDAR.spans_on(day)[-1][1])


def closing_from(day: date) -> datetime:
    """The closing time of ``day``, or of the first working day after it."""
    while (found := closing(day)) is None:
        day += DAY
    return found


def days_on(day: date, count: int) -> datetime:
    """The closing time of so many working days after ``day``."""
    while count:
        day += DAY
        count -= CALENDAR.is_working_day(day)
    return closing_from(day)


def hours_on(moment: datetime, halves: int) -> datetime:
    """So many worked half hours after ``moment``."""
    while halves:
        halves -= is_worked(moment)
        moment += HALF
    return moment


class Walk:
    """A case on its way, half hour by half hour."""

    def __init__(self, clock: CaseClock) -> None:
        self.clock, self.begun, self.waited, self.moved, self.is_told = clock, clock.start, 0, 0, False
        self.unit = "hour" if clock.limit.minutes is not None else clock.limit.unit
        self.ends = self.law()

    def law(self) -> datetime:
        """Where the limit ends with what was waited so far."""
        value = int(self.clock.limit.value)
        if self.unit == "hour":
            return hours_on(self.begun, (self.clock.limit.minutes or 0) // 30 + self.waited)
        if self.unit == "working_day":
            return days_on(self.begun.date(), value + self.waited)
        if self.unit == "day":
            return closing_from(self.begun.date() + timedelta(value + self.waited))
        moment = self.begun
        while not is_worked(moment):
            moment += HALF
        return closing_from(moment.date() + (DAY if moment.time() > CUTOFF else timedelta(0)))

    def told(self, new: NewDate) -> datetime:
        """Where the new date has moved to."""
        if not self.moved:
            return new.until
        if self.unit == "hour":
            return hours_on(new.until, self.moved)
        if self.unit == "day":
            return closing_from(new.until.date() + timedelta(self.moved))
        return days_on(new.until.date(), self.moved)

    def look(self) -> None:
        """It never ends earlier than it was once said to."""
        new = self.clock.new_date
        self.ends = max(self.ends, self.law(), *([self.told(new)] if new and self.is_told else []))

    def passed(self, moment: datetime) -> int:
        """What the half hour from ``moment`` on adds to a wait."""
        after = moment + HALF
        if self.unit == "hour":
            return is_worked(moment)
        if self.unit == "day":
            return after.date() > moment.date()
        return closing(moment.date()) == after

    def wait(self, moment: datetime, pause: Pause) -> None:
        """One half hour of a wait."""
        passed = self.passed(moment)
        if passed and pause.mode == "resume":
            self.waited += passed if self.unit != "same_day" else 0
            self.moved += passed if self.is_told else 0
            self.look()

    def go(self) -> datetime:
        """The due moment when all that is known has happened."""
        new, moment, counts = self.clock.new_date, self.clock.start, False
        last = max([moment, *(one.until for one in self.clock.pauses), *([new.told_at] if new else [])])
        while moment <= last:
            if new and moment == new.told_at:
                self.is_told = True
                self.look()
            for pause in self.clock.pauses:
                if pause.end is None or pause.start == pause.end:
                    continue
                if pause.start <= moment < pause.end:
                    counts = counts or moment < self.ends
                    if counts:
                        self.wait(moment, pause)
                if moment + HALF == pause.end:
                    if counts and (pause.mode == "restart" or self.unit == "same_day"):
                        self.begun, self.waited = pause.end, 0
                        self.look()
                    if counts and self.unit == "day":
                        days = (closing_from(pause.end.date() + ahead * DAY) for ahead in range(2))
                        self.ends = max(self.ends, next(one for one in days if one > pause.end))
                    counts = False
            moment += HALF
        return self.ends


@st.composite
def clocks(draw: st.DrawFn) -> CaseClock:
    """A case with up to three waits, the last perhaps still open, and perhaps a new date."""
    unit, values = draw(
        st.sampled_from(
            [("hour", [1, 8, 40]), ("working_day", [1, 3, 15, "0.5"]), ("day", [1, 5, 10]), ("same_day", [1])]
        )
    )
    start = FIRST + draw(st.integers(0, 48 * 20)) * HALF
    clock = CaseClock(start, TimeLimit(Decimal(draw(st.sampled_from(values))), unit))  # type: ignore[arg-type]
    moment = start
    for _ in range(draw(st.integers(0, 3))):
        moment += draw(st.integers(0, 200)) * HALF
        clock = clock.stop(moment, draw(st.sampled_from(["resume", "restart"])))
        if draw(st.integers(0, 5)) == 0:
            break
        moment += draw(st.integers(1, 500)) * HALF
        clock = clock.resume(moment)
    if draw(st.booleans()):
        told_at = start + draw(st.integers(0, 900)) * HALF
        clock = clock.extend(closing_from(told_at.date() + draw(st.integers(1, 15)) * DAY), told_at)
    return clock


@settings(deadline=None, max_examples=150)
@given(clocks())
def test_the_clock_ends_where_a_walk_through_every_half_hour_ends(clock: CaseClock):
    assert clock.due(CALENDAR).at == Walk(clock).go()


@given(clocks())
def test_the_story_ends_where_the_clock_ends_and_the_clock_is_kept_whole(clock: CaseClock):
    told = clock.due(CALENDAR)
    assert told.trace[-1].moment == told.at
    assert [line.moment for line in told.trace] == sorted(line.moment for line in told.trace)
    assert CaseClock.from_json(clock.to_json()) == clock


@given(clocks(), st.integers(1, 500))
def test_a_longer_wait_never_makes_a_case_due_earlier(clock: CaseClock, more: int):
    if not clock.pauses:
        return
    begun = clock.pauses[-1].start
    ended = clock.resume(max(clock.pauses[-1].until, begun))
    longer = CaseClock.from_json(
        {**ended.to_json(), "pauses": [*ended.to_json()["pauses"][:-1], _until(ended.pauses[-1], more)]}
    )
    assert longer.due(CALENDAR).at >= clock.due(CALENDAR).at


def _until(pause: Pause, more: int) -> dict[str, str]:
    end = pause.until + more * HALF
    return {"from": pause.start.isoformat(), "to": end.isoformat(), "mode": pause.mode}


@given(st.integers(1, 15), st.integers(0, 400), st.integers(1, 500), st.sampled_from(["hour", "working_day"]))
def test_the_time_that_was_left_until_a_new_date_goes_on_after_a_wait(days: int, ahead: int, waited: int, unit: str):
    """What is left when the wait begins is left when it ends: working time, or closings of working days."""
    told_at = FIRST + timedelta(hours=9)
    clock = CaseClock(FIRST + timedelta(hours=8), TimeLimit(Decimal(1), unit))  # type: ignore[arg-type]
    clock = clock.extend(days_on(told_at.date(), days), told_at)
    stopped = told_at + ahead * HALF
    due = clock.due(CALENDAR).at
    if stopped >= due:
        return
    ended = stopped + waited * HALF
    moved = clock.stop(stopped, "resume").resume(ended).due(CALENDAR).at
    left = CALENDAR.seconds_between if unit == "hour" else CALENDAR.closings_within
    assert left(stopped, due) == left(ended, moved)


def test_a_stop_that_begins_between_the_end_of_the_law_and_the_new_date_moves_it():
    """Due on the 9th, told anew the 13th: a stop from the 12th to the 19th leaves the two days that were left."""

    def at(day: int, hour: int = 9) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=VIETNAM)

    clock = CaseClock(at(2), TimeLimit(Decimal(5), "working_day")).extend(at(13, 17), at(6))
    told = clock.stop(at(12), "resume").resume(at(19)).due(CALENDAR)
    assert told.at == at(20, 17)
    assert "hẹn lại: 17:00 13/11/2026" in "\n".join(str(line.sentence) for line in told.trace)
    assert str(told.trace[-1].sentence) == "Hết hạn lúc 17:00 20/11/2026."
