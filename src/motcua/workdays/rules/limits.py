"""A time limit of the law, the times a case waited, and the moment they make due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.workdays.rules.calendar import WorkingCalendar, shown

Unit = Literal["working_day", "day", "hour", "same_day"]
UNITS: tuple[Unit, ...] = ("working_day", "day", "hour", "same_day")
MODES = ("resume", "restart")
CUTOFF = time(15, 0)
HOURS_OF_A_DAY = 8
FARTHEST = 200 * 366

BAD_LIMIT = N_("Thời hạn phải là một số lớn hơn 0.")
TOO_LONG = N_("Thời hạn dài quá 200 năm.")
BAD_UNIT = N_("Không có đơn vị thời hạn “%(unit)s”.")
WHOLE_DAYS = N_("Thời hạn theo ngày phải là số nguyên; nửa ngày làm việc hãy ghi bằng giờ.")
BAD_MODE = N_("Sau khi tạm dừng, thời hạn chỉ có thể tính tiếp (resume) hoặc tính lại (restart).")
PAUSE_BACKWARDS = N_("Khoảng tạm dừng kết thúc (%(end)s) trước khi bắt đầu (%(start)s).")


@dataclass(frozen=True)
class TimeLimit:
    """So much time as the law gives: working days, days of the calendar, working hours, or the same day.

    A fraction of a working day is counted as working hours, eight to the day.
    """

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise Invalid(BAD_UNIT, unit=self.unit)
        if not self.value.is_finite() or self.value <= 0:
            raise Invalid(BAD_LIMIT)
        if self.value > FARTHEST * (24 if self.unit == "hour" else 1):
            raise Invalid(TOO_LONG)
        if self.unit == "day" and self.value % 1:
            raise Invalid(WHOLE_DAYS)

    @property
    def minutes(self) -> int | None:
        """Working minutes when the limit is counted in hours, else None."""
        if self.unit == "hour":
            return max(int(self.value * 60), 1)
        if self.unit == "working_day" and self.value % 1:
            return max(int(self.value * HOURS_OF_A_DAY * 60), 1)
        return None


@dataclass(frozen=True)
class Pause:
    """A time in which the case waited for a named party; an open one has no end yet.

    ``resume``: the time that was left goes on. ``restart``: the whole limit counts anew from the end of the pause.
    """

    start: datetime
    end: datetime | None
    mode: str = "resume"

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise Invalid(BAD_MODE)
        if self.end is not None and self.end < self.start:
            raise Invalid(PAUSE_BACKWARDS, start=shown(self.start), end=shown(self.end))

    @property
    def until(self) -> datetime:
        """The end; an open pause counts as if it ended when it began, so that it shows the time that is left."""
        return self.end if self.end is not None else self.start


@dataclass(frozen=True)
class NewDate:
    """The date ``until`` that the applicant was given at ``told_at`` instead of the end of the limit."""

    told_at: datetime
    until: datetime


def in_order(start: datetime, pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The times the case waited, from first to last: what was before the receipt is cut off, what overlaps is one wait.

    Law: CL-16. A wait made of several counts anew from its end when one of them does.
    """
    waits: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: (one.start, one.until)):
        if pause.start < start:
            if pause.end is not None and pause.end <= start:
                continue
            pause = replace(pause, start=start)  # noqa: PLW2901 - the part after the receipt
        if waits and (waits[-1].end is None or pause.start < waits[-1].until):
            waits[-1] = _united(waits[-1], pause)
        else:
            waits.append(pause)
    return tuple(waits)


def _united(first: Pause, second: Pause) -> Pause:
    """One wait in place of two that overlap; while one of them stands open, so does the whole."""
    end = None if first.end is None or second.end is None else max(first.end, second.end)
    return Pause(first.start, end, "restart" if "restart" in (first.mode, second.mode) else "resume")


def counted_start(calendar: WorkingCalendar, start: datetime, late_minutes: int | None) -> datetime:
    """From when a receipt counts.

    With ``late_minutes`` set, what comes outside hours or in the last so many minutes of a day counts as received at
    the next opening; else it counts when it came.
    """
    if late_minutes is None:
        return start.astimezone(VIETNAM)
    opening = calendar.next_open(start)
    closing = calendar.close_of(opening.date())
    if opening.date() == closing.date() and closing - opening < timedelta(minutes=late_minutes):
        return calendar.next_open(closing)
    return opening


@dataclass(frozen=True)
class Count:
    """How a limit was counted: from when (after the last restart), what was waited since, and the moment it ends."""

    begun: datetime
    waited: int
    at: datetime


def count(
    calendar: WorkingCalendar,
    start: datetime,
    limit: TimeLimit,
    *,
    pauses: Sequence[Pause] = (),
    new_date: NewDate | None = None,
    cutoff: time = CUTOFF,
    late_minutes: int | None = None,
) -> Count:
    """The moment the limit ends, without the story.

    Law: CL-01, CL-02, CL-05, CL-06, CL-08, CL-09, CL-10, CL-11, CL-12, CL-14.
    A pause that begins after the limit (or the new date) has ended changes nothing.
    """
    begun = counted_start(calendar, start, late_minutes)
    waited = moved = 0
    ends = _end(calendar, begun, limit, waited=0, cutoff=cutoff)
    for pause in in_order(start, pauses):
        told = new_date if new_date and _is_told(new_date, pause) else None
        ends = max(ends, told.until) if told else ends
        if pause.start >= ends:
            continue
        anew = pause.mode == "restart" and pause.end is not None
        if anew or limit.unit == "same_day":
            begun, waited = counted_start(calendar, pause.until, late_minutes), 0
        else:
            waited += _waited(calendar, max(pause.start, begun), pause.until, limit=limit)
        ends = max(ends, _end(calendar, begun, limit, waited=waited, cutoff=cutoff))
        if told and not anew:
            moved += _waited(calendar, max(pause.start, told.told_at), pause.until, limit=limit)
            ends = max(ends, _later(calendar, told.until, moved, limit=limit))
        if limit.unit == "day":
            ends = max(ends, _closing_after(calendar, pause.until))
    return Count(begun, waited, max(ends, new_date.until) if new_date else ends)


def _is_told(new_date: NewDate, pause: Pause) -> bool:
    """The new date was told before the pause or while it lasted."""
    return new_date.told_at <= pause.start or new_date.told_at < pause.until


def _end(calendar: WorkingCalendar, start: datetime, limit: TimeLimit, *, waited: int, cutoff: time) -> datetime:
    """Where the limit ends, made longer by what was waited (in the unit that the limit is counted in)."""
    minutes = limit.minutes
    if minutes is not None:
        return calendar.add_seconds(start, minutes * 60 + waited)
    if limit.unit == "working_day":
        return calendar.add_working_days(start, int(limit.value) + waited)
    if limit.unit == "day":
        return calendar.add_calendar_days(start, int(limit.value) + waited)
    opening = calendar.next_open(start)
    day = opening.date()
    return calendar.close_of(day + timedelta(1) if opening.time() > cutoff else day)


def _closing_after(calendar: WorkingCalendar, moment: datetime) -> datetime:
    """The first closing time after ``moment``."""
    day = moment.astimezone(VIETNAM).date()
    closing = calendar.close_of(day)
    return closing if closing > moment else calendar.close_of(day + timedelta(1))


def _waited(calendar: WorkingCalendar, start: datetime, end: datetime, *, limit: TimeLimit) -> int:
    """Working seconds, nights, or closings of working days of a pause: the unit that the limit is counted in."""
    if end <= start:
        return 0
    if limit.minutes is not None:
        return calendar.seconds_between(start, end)
    if limit.unit == "day":
        return (end.astimezone(VIETNAM).date() - start.astimezone(VIETNAM).date()).days
    return calendar.closings_within(start, end)


def _later(calendar: WorkingCalendar, until: datetime, waited: int, *, limit: TimeLimit) -> datetime:
    """A new date, moved by what was waited since it was told."""
    if not waited:
        return until
    if limit.minutes is not None:
        return calendar.add_seconds(until, waited)
    if limit.unit == "day":
        return calendar.add_calendar_days(until, waited)
    return calendar.add_working_days(until, waited)
