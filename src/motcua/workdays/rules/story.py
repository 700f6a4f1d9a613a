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
MAKE_UP = N_("%(day)s là ngày làm việc: %(name)s.")
MORE_HOLIDAYS = N_("Còn %(count)s ngày nghỉ và ngày làm bù khác đến hết thời hạn cũng đã được tính đúng lịch.")
STOPPED = N_("Từ %(start)s đến %(end)s hồ sơ chờ, thời gian này không tính.")
STANDING = N_("Từ %(start)s hồ sơ đang chờ, đồng hồ dừng cho đến khi được bổ sung.")
GOES_ON = N_("Từ %(end)s tính tiếp thời gian còn lại.")
ANEW = N_("Từ %(end)s tính lại thời hạn từ đầu.")
ANEW_DAYS = N_("Từ %(end)s tính lại thời hạn từ đầu; ngày tính lại không tính.")
WAITED_DAYS = N_("Số ngày làm việc hết giờ trong lúc chờ, không tính: %(days)s.")
ROLLED = N_("Ngày cuối %(day)s là ngày nghỉ nên thời hạn kéo đến hết ngày làm việc tiếp theo.")
NOT_ANNOUNCED = N_("Lịch nghỉ sau ngày %(day)s chưa được công bố đủ: ngày hẹn có thể thay đổi.")
ENDS = N_("Hết hạn lúc %(at)s.")


@dataclass(frozen=True)
class TraceLine:
    """One reason, at the moment it counted."""

    moment: datetime
    sentence: Sentence


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
    cutoff: time = CUTOFF,
    late_minutes: int | None = None,
) -> Due:
    """When the limit ends that began with the receipt at ``start``, with the story for whoever asks why."""
    counted = count(calendar, start, limit, pauses=pauses, cutoff=cutoff, late_minutes=late_minutes)
    at = counted.at
    first = counted_start(calendar, start, late_minutes)
    lines = [*_beginning(calendar, start, limit, begun=first, cutoff=cutoff)]
    lines += sorted(
        [
            *_special_days(calendar, _first_told(limit, counted, start), at),
            *_waiting(calendar, in_order(start, pauses), limit, ends=at),
            *_rolled(limit, counted),
        ],
        key=lambda line: line.moment,
    )
    lines += _ending(calendar, at)
    return Due(at, tuple(lines))


def _line(moment: datetime, text: str, **params: object) -> TraceLine:
    return TraceLine(moment.astimezone(VIETNAM), Sentence(text, params))


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


def _special_days(calendar: WorkingCalendar, start: datetime, at: datetime) -> Iterator[TraceLine]:
    first = start.astimezone(VIETNAM).date()
    found = [*calendar.special_days(first, at.date())]
    for day, kind, name in found[:TOLD_DAYS]:
        midnight = datetime.combine(day, time(), VIETNAM)
        yield _line(max(midnight, start), MAKE_UP if kind == "work" else HOLIDAY, day=f"{day:%d/%m/%Y}", name=name)
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


def _rolled(limit: TimeLimit, counted: Count) -> Iterator[TraceLine]:
    """The last day of a limit in calendar days was off."""
    if limit.unit != "day":
        return
    last = _last_day(limit, counted)
    if last < counted.at.date():
        yield _line(datetime.combine(last, time(), VIETNAM), ROLLED, day=f"{last:%d/%m/%Y}")


def _ending(calendar: WorkingCalendar, at: datetime) -> Iterator[TraceLine]:
    known = calendar.announced_until
    if known is not None and at.date() > known:
        yield _line(at, NOT_ANNOUNCED, day=f"{known:%d/%m/%Y}")
    yield _line(at, ENDS, at=shown(at))
