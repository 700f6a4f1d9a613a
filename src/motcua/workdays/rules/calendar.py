"""Working time of one office: a table of opening times summed up from the left, asked by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.workdays.rules.hours import Spans, WeekHours

FIRST_YEAR = 1990
LAST_YEAR = 2199
DAY = 86_400
ZERO = datetime(FIRST_YEAR, 1, 1, tzinfo=VIETNAM)
ZERO_ORDINAL = ZERO.toordinal()
LAST_SECOND = (date(LAST_YEAR + 1, 1, 1).toordinal() - ZERO_ORDINAL) * DAY
NOTHING: Mapping[date, str] = {}

NEEDS_OFFSET = N_("Thời điểm phải có múi giờ.")
OUT_OF_RANGE = N_("Lịch làm việc chỉ tính được từ năm %(first)s đến năm %(last)s.")
NEGATIVE = N_("Số phút làm việc không được âm.")
NOT_POSITIVE = N_("Số ngày phải là số nguyên lớn hơn 0.")
END_FIRST = N_("Thời điểm kết thúc (%(end)s) đứng trước thời điểm bắt đầu (%(start)s).")
BOTH = N_("Ngày %(day)s vừa là ngày nghỉ vừa là ngày làm bù.")


def shown(moment: datetime) -> str:
    """A moment as people in Vietnam write it."""
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def moment_of(second: int) -> datetime:
    """The moment so many seconds after the zero of the tables."""
    return ZERO + timedelta(0, second)


@dataclass(frozen=True)
class Table:
    """Opening times from ``low`` to ``high`` (seconds since ``ZERO``), in order.

    ``before[i]`` are the working seconds before ``starts[i]``; it has one more item, the whole. ``days`` are the
    working days as ordinals and ``closings`` their closing times.
    """

    low: int
    high: int
    starts: list[int]
    before: list[int]
    days: list[int]
    closings: list[int]


class WorkingCalendar:
    """When one office works: weekly hours, days off, make-up work days, and hours that change from a day on.

    Every answer is a moment in Vietnam, exact to the second. The table grows by itself in both directions; a question
    outside the years 1990 to 2199 is refused.
    """

    def __init__(
        self,
        hours: WeekHours,
        *,
        off: Mapping[date, str] = NOTHING,
        work: Mapping[date, str] = NOTHING,
        later: Iterable[tuple[date, WeekHours]] = (),
        expected: Collection[date] = (),
        announced_until: date | None = None,
    ) -> None:
        both = off.keys() & work.keys()
        if both:
            raise Invalid(BOTH, day=f"{min(both):%d/%m/%Y}")
        self.hours = hours
        self.off = dict(off)
        self.work = dict(work)
        self.later = tuple(sorted(later, key=lambda period: period[0]))
        self.expected = frozenset(expected)
        self.announced_until = announced_until
        self._table = Table(0, 0, [], [0], [], [])

    def hours_on(self, day: date) -> WeekHours:
        """The weekly hours that count on ``day``."""
        return next((hours for since, hours in reversed(self.later) if since <= day), self.hours)

    def spans_on(self, day: date) -> Spans:
        """The opening times of one day, in minutes since midnight; empty when closed."""
        hours = self.hours_on(day)
        if day in self.work:
            return hours.full_day
        return () if day in self.off else hours.days[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """Whether limits in days count ``day``."""
        return day in self.work or (day not in self.off and self.hours_on(day).is_working(day.weekday()))

    def may_change(self, at: datetime) -> bool:
        """Whether a limit that ends at ``at`` rests on days that were not all announced."""
        return self.announced_until is not None and at.astimezone(VIETNAM).date() > self.announced_until

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment when so many working minutes have passed since ``start``; a closing time, not the next opening."""
        return self.add_seconds(start, minutes * 60)

    def add_seconds(self, start: datetime, seconds: int) -> datetime:
        """The same by the second."""
        if start.tzinfo is not VIETNAM:
            start = _local(start)
        passed = start - ZERO
        second = passed.days * DAY + passed.seconds
        table = self._table
        if not table.low <= second < table.high:
            table = self._reach(second)
        starts, before = table.starts, table.before
        i = bisect_right(starts, second) - 1
        wanted = 0
        if i >= 0:
            wanted = before[i] + second - starts[i]
            wanted = min(wanted, before[i + 1])
        wanted += seconds
        if seconds <= 0 or wanted > before[-1]:
            return self._add_otherwise(start, seconds)
        i = bisect_left(before, wanted) - 1
        return ZERO + timedelta(0, starts[i] + wanted - before[i])

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from ``start`` to ``end``."""
        return self.seconds_between(start, end) // 60

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """Working seconds from ``start`` to ``end``."""
        first, last = _second(start), _second(end)
        if last < first:
            raise Invalid(END_FIRST, start=shown(start), end=shown(end))
        self._reach(first)
        table = self._reach(last)
        return _done(table, last) - _done(table, first)

    def add_working_days(self, start: datetime, count: int) -> datetime:
        """Closing time of the ``count``-th working day after the day of ``start``, which is not counted."""
        return moment_of(self.closing_after(start, count))

    def closing_after(self, start: datetime, count: int) -> int:
        """The same as a second of the table."""
        if count < 1:
            raise Invalid(NOT_POSITIVE)
        second = _second(start)
        table = self._reach(second)
        today = second // DAY + ZERO_ORDINAL
        while (place := bisect_right(table.days, today) + count - 1) >= len(table.days):
            table = self._grow(table.high + count * DAY)
        return table.closings[place]

    def closings_within(self, start: datetime, end: datetime) -> int:
        """How many working days close after ``start`` and not after ``end``."""
        first, last = _second(start), _second(end)
        self._reach(first)
        closings = self._reach(last).closings
        return bisect_right(closings, last) - bisect_right(closings, first)

    def add_calendar_days(self, start: datetime, count: int) -> datetime:
        """Closing time of the ``count``-th day after ``start``, or of the next working day if that one is off."""
        if count < 1:
            raise Invalid(NOT_POSITIVE)
        if count > LAST_SECOND // DAY:
            raise Invalid(OUT_OF_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
        return self.close_of(_local(start).date() + timedelta(count))

    def close_of(self, day: date) -> datetime:
        """Closing time of ``day``, or of the next working day if it is off."""
        before = datetime.combine(day - timedelta(1), time(), VIETNAM)
        return self.add_working_days(before, 1)

    def is_open(self, at: datetime) -> bool:
        """Whether the office is open at ``at``; at closing time it no longer is."""
        second = _second(at)
        table = self._reach(second)
        i = bisect_right(table.starts, second) - 1
        return i >= 0 and second - table.starts[i] < table.before[i + 1] - table.before[i]

    def next_open(self, at: datetime) -> datetime:
        """``at`` itself when the office is open, else the next opening."""
        if self.is_open(at):
            return at.astimezone(VIETNAM)
        second = _second(at)
        table = self._table
        while (place := bisect_right(table.starts, second)) >= len(table.starts):
            table = self._grow(table.high + DAY)
        return moment_of(table.starts[place])

    def _add_otherwise(self, start: datetime, seconds: int) -> datetime:
        """What the quick way leaves: nothing to add, or more than the table holds."""
        if seconds < 0:
            raise Invalid(NEGATIVE)
        if seconds == 0:
            return self.next_open(start)
        table = self._table
        while _done(table, _second(start)) + seconds > table.before[-1]:
            table = self._grow(table.high + seconds)
        return self.add_seconds(start, seconds)

    def _reach(self, second: int) -> Table:
        """A table that holds ``second``, with a margin of a year on both sides."""
        table = self._table
        if table.low <= second < table.high:
            return table
        if not 0 <= second < LAST_SECOND:
            raise Invalid(OUT_OF_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
        year = 366 * DAY
        if table.low == table.high:
            return self._build(second - year, second + 2 * year)
        return self._build(min(table.low, second - year), max(table.high, second + year))

    def _grow(self, high: int) -> Table:
        """A table that ends after ``high``; at least double, so that far questions cost little."""
        table = self._table
        if table.high >= LAST_SECOND:
            raise Invalid(OUT_OF_RANGE, first=FIRST_YEAR, last=LAST_YEAR)
        return self._build(table.low, max(high, 2 * table.high - table.low))

    def _build(self, low: int, high: int) -> Table:
        low = max(low // DAY * DAY, 0)
        high = min(-(-high // DAY) * DAY, LAST_SECOND)
        table = Table(low, high, [], [0], [], [])
        for ordinal in range(low // DAY + ZERO_ORDINAL, high // DAY + ZERO_ORDINAL):
            day = date.fromordinal(ordinal)
            midnight = (ordinal - ZERO_ORDINAL) * DAY
            for opens, closes in (spans := self.spans_on(day)):
                table.starts.append(midnight + opens * 60)
                table.before.append(table.before[-1] + (closes - opens) * 60)
            if spans and self.is_working_day(day):
                table.days.append(ordinal)
                table.closings.append(midnight + spans[-1][1] * 60)
        # one assignment: another thread sees the old table or the new one, never half of one
        self._table = table
        return table

    def special_days(self, first: date, last: date) -> Iterator[tuple[date, str, str]]:
        """Days off that would have been worked and make-up days, from ``first`` to ``last``: day, kind, name."""
        named = [(day, "off", name) for day, name in self.off.items() if self.hours_on(day).days[day.weekday()]]
        named += [(day, "work", name) for day, name in self.work.items()]
        yield from sorted(one for one in named if first <= one[0] <= last)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Invalid(NEEDS_OFFSET)
    return moment.astimezone(VIETNAM)


def _second(moment: datetime) -> int:
    passed = (moment if moment.tzinfo is VIETNAM else _local(moment)) - ZERO
    return passed.days * DAY + passed.seconds


def _done(table: Table, second: int) -> int:
    i = bisect_right(table.starts, second) - 1
    return 0 if i < 0 else min(table.before[i] + second - table.starts[i], table.before[i + 1])
