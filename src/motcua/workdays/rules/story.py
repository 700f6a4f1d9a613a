"""Why a due date is that date: the start rule, each holiday, each pause, where it ends; and how much is left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from motcua.kernel.clock import VIETNAM
from motcua.kernel.words import N_, Sentence
from motcua.workdays.rules.calendar import WorkingCalendar, shown
from motcua.workdays.rules.limits import (
    CUTOFF,
    HOURS_OF_A_DAY,
    Count,
    NewDate,
    Pause,
    TimeLimit,
    count,
    counted_start,
    in_order,
)

TOLD_DAYS = 60

RECEIVED = {
    "hour": N_("Nhận hồ sơ lúc %(at)s. Thời hạn %(value)s giờ làm việc, tính từ lúc nhận, trong giờ làm việc."),
    "working_day": N_("Nhận hồ sơ lúc %(at)s. Thời hạn %(value)s ngày làm việc. Ngày nhận hồ sơ không tính."),
    "day": N_("Nhận hồ sơ lúc %(at)s. Thời hạn %(value)s ngày, tính cả ngày nghỉ. Ngày nhận hồ sơ không tính."),
    "same_day": N_("Nhận hồ sơ lúc %(at)s. Giải quyết ngay trong ngày làm việc."),
}
PART_OF_DAY = N_("Thời hạn %(days)s ngày làm việc lẻ ngày nên tính bằng giờ làm việc, 8 giờ một ngày.")
OUT_OF_HOURS = N_("Lúc đó ngoài giờ làm việc: tính từ %(at)s.")
AFTER_CUTOFF = N_("Nhận sau %(cutoff)s nên trả kết quả trong ngày làm việc tiếp theo.")
HOLIDAY = N_("%(day)s không tính: %(name)s.")
OFF_WEEKEND = N_("Thứ Bảy và Chủ nhật không tính.")
OFF_SUNDAY = N_("Chủ nhật không tính.")
OFF_OTHERS = N_("Những ngày cơ quan nghỉ hằng tuần không tính.")
OTHER_REST = N_("Từ %(day)s cơ quan đổi ngày nghỉ hằng tuần.")
EXPECTED = N_("%(day)s không tính: %(name)s (dự kiến, lịch nghỉ chưa công bố).")
MAKE_UP = N_("%(day)s là ngày làm việc: %(name)s.")
MORE_HOLIDAYS = N_("Còn %(count)s ngày nghỉ và ngày làm bù khác đến hết thời hạn cũng đã được tính đúng lịch.")
STOPPED = N_("Từ %(start)s đến %(end)s hồ sơ chờ, thời gian này không tính.")
STANDING = N_("Từ %(start)s hồ sơ đang chờ, đồng hồ dừng cho đến khi được bổ sung.")
GOES_ON = N_("Từ %(end)s tính tiếp thời gian còn lại.")
ANEW = N_("Từ %(end)s tính lại thời hạn từ đầu.")
ANEW_DAYS = N_("Từ %(end)s tính lại thời hạn từ đầu; ngày tính lại không tính.")
WAITED_DAYS = N_("Trong lúc chờ đã qua %(days)s ngày làm việc; những ngày đó không tính vào thời hạn.")
ROLLED = N_("Ngày cuối %(day)s là ngày nghỉ nên thời hạn kéo đến hết ngày làm việc tiếp theo.")
NOT_ANNOUNCED = N_("Lịch nghỉ sau ngày %(day)s chưa được công bố đủ: ngày hẹn có thể thay đổi.")
TOLD_ANEW = N_("Lúc %(told)s cơ quan đã xin lỗi và hẹn lại: %(until)s.")
ENDS = N_("Hết hạn lúc %(at)s.")
ENDS_STANDING = N_("Nếu không phải chờ thì hết hạn lúc %(at)s; thời gian chờ sẽ được cộng thêm.")


@dataclass(frozen=True)
class TraceLine:
    """One reason, at the moment it counted."""

    moment: datetime
    sentence: Sentence
    is_day: bool = False  # the whole day counts, not the moment


@dataclass(frozen=True)
class Due:
    """When a limit ends, and why."""

    at: datetime
    trace: tuple[TraceLine, ...]


def due(
    calendar: WorkingCalendar,
    start: datetime,
    limit: TimeLimit,
    *,
    pauses: Sequence[Pause] = (),
    new_date: NewDate | None = None,
    cutoff: time = CUTOFF,
    late_minutes: int | None = None,
) -> Due:
    """When the limit ends that began with the receipt at ``start``, with the story for whoever asks why."""
    counted = count(calendar, start, limit, pauses=pauses, new_date=new_date, cutoff=cutoff, late_minutes=late_minutes)
    at = counted.at
    first = counted_start(calendar, start, late_minutes)
    waits = in_order(start, pauses)
    lines = sorted(
        [
            *_beginning(calendar, start, limit, begun=first, cutoff=cutoff),
            *_weekly_days(calendar, start, limit, ends=at),
            *_special_days(calendar, _first_told(limit, counted, start), at),
            *_waiting(calendar, waits, limit, ends=at),
            *_rolled(calendar, limit, counted),
            *_told_anew(new_date),
        ],
        key=lambda line: line.moment,
    )
    is_standing = bool(waits) and waits[-1].end is None and waits[-1].start < at
    lines += _ending(calendar, at, is_standing=is_standing)
    return Due(at, tuple(lines))


def _line(moment: datetime, text: str, **params: object) -> TraceLine:
    return TraceLine(moment.astimezone(VIETNAM), Sentence(text, params))


def _day_line(moment: datetime, text: str, **params: object) -> TraceLine:
    return TraceLine(moment.astimezone(VIETNAM), Sentence(text, params), is_day=True)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _beginning(
    calendar: WorkingCalendar, start: datetime, limit: TimeLimit, *, begun: datetime, cutoff: time
) -> Iterator[TraceLine]:
    by_hours = limit.minutes is not None
    value = limit.value
    if by_hours and limit.unit == "working_day":
        value = value * HOURS_OF_A_DAY
        yield _line(start, PART_OF_DAY, days=_number(limit.value))
    yield _line(start, RECEIVED["hour" if by_hours else limit.unit], at=shown(start), value=_number(value))
    opening = calendar.next_open(begun) if by_hours or limit.unit == "same_day" else begun
    if opening > start:
        yield _line(opening, OUT_OF_HOURS, at=shown(opening))
    if limit.unit == "same_day" and opening.time() > cutoff:
        yield _line(opening, AFTER_CUTOFF, cutoff=f"{cutoff:%H:%M}")


def _first_told(limit: TimeLimit, counted: Count, start: datetime) -> datetime:
    """From when days off matter: the receipt, or for days of the calendar only their last one."""
    if limit.unit != "day":
        return start
    return datetime.combine(_last_day(limit, counted), time(), VIETNAM)


def _last_day(limit: TimeLimit, counted: Count) -> date:
    return counted.begun.date() + timedelta(int(limit.value) + counted.waited)


def _weekly_days(
    calendar: WorkingCalendar, start: datetime, limit: TimeLimit, *, ends: datetime
) -> Iterator[TraceLine]:
    """The days of each week on which the office rests, when the time runs over one; anew when these days change."""
    if limit.unit == "day":
        return
    first, last = start.astimezone(VIETNAM).date() + timedelta(1), ends.date()
    rests = _rests(calendar, first, last, by_hours=limit.minutes is not None)
    for place, (since, resting) in enumerate(rests):
        moment = datetime.combine(since, time(), VIETNAM) if place else start
        if place:
            yield _day_line(moment, OTHER_REST, day=f"{since:%d/%m/%Y}")
        until = rests[place + 1][0] if place + 1 < len(rests) else last + timedelta(1)
        passed = {(since + timedelta(days)).weekday() for days in range(min((until - since).days, 7))}
        if passed & resting:
            yield _line(moment, OFF_WEEKEND if resting == {5, 6} else OFF_SUNDAY if resting == {6} else OFF_OTHERS)


def _rests(calendar: WorkingCalendar, first: date, last: date, *, by_hours: bool) -> list[tuple[date, frozenset[int]]]:
    """From which day on which weekdays do not count, between two days; a day on duty counts for limits in hours."""
    found: list[tuple[date, frozenset[int]]] = []
    for since in [first, *(since for since, _ in calendar.later if first < since <= last)]:
        hours = calendar.hours_on(since)
        counts = hours.days.__getitem__ if by_hours else hours.is_working
        resting = frozenset(weekday for weekday in range(7) if not counts(weekday))
        if not found or found[-1][1] != resting:
            found.append((since, resting))
    return found


def _special_days(calendar: WorkingCalendar, start: datetime, at: datetime) -> Iterator[TraceLine]:
    first = start.astimezone(VIETNAM).date()
    found = [*calendar.special_days(first, at.date())]
    for day, kind, name in found[:TOLD_DAYS]:
        midnight = datetime.combine(day, time(), VIETNAM)
        text = MAKE_UP if kind == "work" else EXPECTED if day in calendar.expected else HOLIDAY
        yield _day_line(max(midnight, start), text, day=f"{day:%d/%m/%Y}", name=Sentence(name))
    if len(found) > TOLD_DAYS:
        yield _line(at, MORE_HOLIDAYS, count=len(found) - TOLD_DAYS)


def _waiting(
    calendar: WorkingCalendar, pauses: Sequence[Pause], limit: TimeLimit, *, ends: datetime
) -> Iterator[TraceLine]:
    for pause in pauses:
        if pause.start >= ends:
            return
        if pause.end is None:
            yield _line(pause.start, STANDING, start=shown(pause.start))
            continue
        yield _line(pause.start, STOPPED, start=shown(pause.start), end=shown(pause.end))
        if pause.mode == "restart":
            anew = ANEW if limit.minutes is not None or limit.unit == "same_day" else ANEW_DAYS
            yield _line(pause.end, anew, end=shown(pause.end))
            continue
        if limit.unit == "working_day" and limit.minutes is None:
            yield _line(pause.end, WAITED_DAYS, days=calendar.closings_within(pause.start, pause.end))
        yield _line(pause.end, GOES_ON, end=shown(pause.end))


def _rolled(calendar: WorkingCalendar, limit: TimeLimit, counted: Count) -> Iterator[TraceLine]:
    """The last day of a limit in calendar days was off."""
    if limit.unit != "day":
        return
    last = _last_day(limit, counted)
    if last < counted.at.date() and not calendar.is_working_day(last):
        yield _day_line(datetime.combine(last, time(), VIETNAM), ROLLED, day=f"{last:%d/%m/%Y}")


def _told_anew(new_date: NewDate | None) -> Iterator[TraceLine]:
    if new_date:
        yield _line(new_date.told_at, TOLD_ANEW, told=shown(new_date.told_at), until=shown(new_date.until))


def _ending(calendar: WorkingCalendar, at: datetime, *, is_standing: bool) -> Iterator[TraceLine]:
    if calendar.may_change(at):
        yield _line(at, NOT_ANNOUNCED, day=f"{calendar.announced_until:%d/%m/%Y}")
    yield _line(at, ENDS_STANDING if is_standing else ENDS, at=shown(at))
