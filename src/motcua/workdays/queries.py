"""Reading calendars: which working time counts in a unit, and the tables behind it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from motcua.ledger.models import Entry
from motcua.people.queries import directory
from motcua.workdays.models import OfficeHours, SpecialDay
from motcua.workdays.rules import Day, WeekHours, WorkingCalendar, calendar_of

CALENDAR_SECONDS = 5.0
Periods = tuple[tuple[date, WeekHours], ...]


@dataclass(frozen=True)
class Picture:
    """All special days and hours as read once, and the calendars made of them."""

    days: tuple[Day, ...]
    hours: Mapping[int, Periods]
    made: dict[Periods, WorkingCalendar] = field(default_factory=dict, compare=False)

    def calendar(self, periods: Periods) -> WorkingCalendar:
        """Units with the same hours share one calendar and its table."""
        known = self.made.get(periods)
        if known is None:
            known = self.made.setdefault(periods, calendar_of(self.days, later=periods))
        return known


_kept: list[tuple[float, Picture]] = []
_lock = Lock()


def calendar_for(unit_id: int | None) -> WorkingCalendar:
    """The calendar of a unit: its own hours, else those of the nearest unit above, else the national ones.

    It is at most five seconds old; two statements when it is read anew.
    """
    picture = _picture()
    return picture.calendar(_periods(picture, unit_id))


def forget_calendars() -> None:
    """Read the calendars anew at the next question; called by every act that changes one."""
    _kept.clear()


def special_days(year: int | None = None) -> list[SpecialDay]:
    """The special days of a year, or all, in order."""
    found = SpecialDay.objects.all()
    return list(found.filter(date__year=year) if year else found)


def kept_days() -> dict[date, Day]:
    """Every special day by its date, as the calendars are made of them."""
    return {day.date: day for day in _days()}


def news() -> list[SpecialDay]:
    """The days that an upgrade brought and no administrator has looked at yet."""
    return list(SpecialDay.objects.exclude(news=""))


def of_calendar() -> list[Entry]:
    """Everything that was done to the country's calendar, in order."""
    return list(Entry.objects.filter(subject_kind="calendar", subject_id="national").order_by("seq"))


def _days() -> tuple[Day, ...]:
    names = tuple(Day.__dataclass_fields__)
    return tuple(Day(**row) for row in SpecialDay.objects.order_by("date").values(*names))


def hours_of(unit_id: int) -> list[OfficeHours]:
    """The unit's own hours, the latest first."""
    return list(OfficeHours.objects.filter(unit_id=unit_id).order_by("-valid_from"))


def hours_on(unit_id: int, day: date) -> WeekHours:
    """The weekly hours that count in a unit on ``day``, its own or inherited."""
    return calendar_for(unit_id).hours_on(day)


def _picture() -> Picture:
    kept = _kept[0] if _kept else None
    if kept and time.monotonic() - kept[0] < CALENDAR_SECONDS:
        return kept[1]
    with _lock:
        read = _read()
        # unchanged rows keep the tables that were already built
        picture = kept[1] if kept and kept[1] == read else read
        _kept[:] = [(time.monotonic(), picture)]
    return picture


def _read() -> Picture:
    hours: dict[int, Periods] = {}
    for row in OfficeHours.objects.order_by("unit_id", "valid_from"):
        hours[row.unit_id] = (*hours.get(row.unit_id, ()), (row.valid_from, WeekHours.from_json(row.hours)))
    return Picture(_days(), hours)


def _periods(picture: Picture, unit_id: int | None) -> Periods:
    """Hours by the day they begin; a unit's own ones take over from those above on their first day."""
    periods: Periods = ()
    for unit in reversed(directory().ancestry(unit_id) if unit_id is not None else ()):
        own = picture.hours.get(unit.id)
        if own:
            periods = (*(period for period in periods if period[0] < own[0][0]), *own)
    return periods
