"""A calendar as a small JSON file: weekly hours, days off, make-up work days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.workdays.rules.calendar import WorkingCalendar
from motcua.workdays.rules.hours import WeekHours

KEYS = frozenset({"hours", "off", "work"})
LONGEST_RANGE = 3660
OFF_NAME = N_("ngày nghỉ theo lịch của đơn vị")
WORK_NAME = N_("ngày làm bù theo lịch của đơn vị")

NOT_A_CALENDAR = N_("Lịch làm việc phải là một đối tượng JSON có “hours”, và có thể có “off”, “work”.")
UNKNOWN_KEY = N_("Lịch làm việc có mục không hiểu được: “%(key)s”. Chỉ dùng hours, off và work.")
NO_HOURS = N_("Lịch làm việc chưa có giờ làm việc (“hours”).")
BAD_LIST = N_('“%(key)s” phải là danh sách ngày, ví dụ ["2026-04-27", "2026-02-16/2026-02-20"].')
BAD_DATE = N_("“%(value)s” trong “%(key)s” không phải là ngày; hãy ghi dạng 2026-04-27 hoặc 2026-02-16/2026-02-20.")
RANGE_BACKWARDS = N_("Khoảng ngày “%(value)s” kết thúc trước khi bắt đầu.")
RANGE_LONG = N_("Khoảng ngày “%(value)s” dài quá mười năm.")


def calendar_from_json(kept: Any) -> WorkingCalendar:
    """The calendar told by ``{"hours": {…}, "off": ["2026-04-27", "2026-02-16/2026-02-20"], "work": [...]}``."""
    if not isinstance(kept, dict):
        raise Invalid(NOT_A_CALENDAR)
    for key in kept.keys() - KEYS:
        raise Invalid(UNKNOWN_KEY, key=key)
    if "hours" not in kept:
        raise Invalid(NO_HOURS)
    return WorkingCalendar(
        WeekHours.from_json(kept["hours"]),
        off=dict.fromkeys(_days(kept, "off"), OFF_NAME),
        work=dict.fromkeys(_days(kept, "work"), WORK_NAME),
    )


def _days(kept: dict[str, Any], key: str) -> Iterator[date]:
    listed = kept.get(key, [])
    if not isinstance(listed, list):
        raise Invalid(BAD_LIST, key=key)
    for text in listed:
        yield from _range(text, key)


def _range(text: Any, key: str) -> Iterator[date]:
    first, slash, last = text.partition("/") if isinstance(text, str) else ("", "", "")
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if slash else start
    except ValueError:
        raise Invalid(BAD_DATE, value=str(text), key=key) from None
    if end < start:
        raise Invalid(RANGE_BACKWARDS, value=text)
    if (end - start).days > LONGEST_RANGE:
        raise Invalid(RANGE_LONG, value=text)
    for step in range((end - start).days + 1):
        yield start + timedelta(step)
