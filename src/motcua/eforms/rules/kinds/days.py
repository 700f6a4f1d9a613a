"""Questions answered with a day, a year or a moment."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from motcua.eforms.rules.calendar import Span, age_on, read_date, read_date_or_year, shown_date, span_of
from motcua.eforms.rules.clean import clean_text
from motcua.eforms.rules.form import Field
from motcua.eforms.rules.kinds.base import NOT_READABLE, Errors, Kind, Post, fault
from motcua.kernel.words import N_, Sentence

NO_DATE = N_("“%(value)s” không phải là ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 12/03/2026.")
NO_DATE_OR_YEAR = N_("“%(value)s” không phải là ngày hoặc năm. Hãy ghi ngày/tháng/năm, hoặc chỉ ghi năm, ví dụ 1958.")
IN_FUTURE = N_("“%(label)s” là ngày %(day)s, chưa tới. Hãy kiểm tra lại ngày, tháng, năm.")
TOO_OLD = N_("“%(label)s” là %(day)s, quá xa so với hôm nay. Hãy kiểm tra lại năm.")
NO_TIME = N_("Giờ chưa đúng. Hãy ghi giờ và phút, ví dụ 14:30, hoặc để trống nếu không rõ.")
NO_YEAR = N_("“%(value)s” không phải là năm. Hãy ghi năm bằng bốn chữ số, ví dụ 1958.")
DATE_TIME = N_("%(time)s ngày %(day)s")
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg.,]|giờ)\s*(\d{1,2})?\s*(?:p|ph|phút)?|(\d{2})(\d{2})", re.ASCII)
OLDEST_YEARS = 150


class Day(Kind):
    """A full date, kept as 2026-03-12."""

    wrong: ClassVar[str] = NO_DATE

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The day in one box, or in three (name_day, name_month, name_year)."""
        raw = _typed(post, name)
        found = read_date(raw, post.today)
        return found.isoformat() if found else raw

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """A real day, not in the future where that cannot be, not absurdly old."""
        if not isinstance(value, str):
            return fault(one, NOT_READABLE)
        span = span_of(value)
        if span is None or not self.is_full_enough(span):
            return fault(one, self.wrong, value=value[:40])
        return within(one, value, today)

    def is_full_enough(self, span: Span) -> bool:
        """A whole day is asked."""
        return span.first == span.last

    def text(self, one: Field, value: Any) -> object:
        """dd/mm/yyyy."""
        return shown_date(value) if isinstance(value, str) else ""

    def from_fact(self, one: Field, fact: Any, facts: Mapping[str, Any]) -> Any:
        """A date, or a text that reads as one."""
        if isinstance(fact, date):
            return fact.isoformat()[:10]
        found = read_date(clean_text(fact), date(2100, 1, 1)) if fact else None
        return found.isoformat() if found else None


class DayOrYear(Day):
    """A date of which perhaps only the year or the month is known."""

    wrong: ClassVar[str] = NO_DATE_OR_YEAR

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The day, month or year typed."""
        raw = _typed(post, name)
        return read_date_or_year(raw, post.today) or raw

    def is_full_enough(self, span: Span) -> bool:
        """A year is enough."""
        return True


class Year(Kind):
    """A year alone, kept as a number."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """The year as a number when it is one."""
        raw = clean_text(post.first(name), most=60)
        return int(raw) if re.fullmatch(r"[12]\d{3}", raw, re.ASCII) else raw

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """Four digits in our times."""
        sound = isinstance(value, int) and not isinstance(value, bool) and 1800 <= value <= 2200
        return {} if sound else fault(one, NO_YEAR, value=str(value)[:40])

    def text(self, one: Field, value: Any) -> object:
        """The digits."""
        return str(value)


class Moment(Kind):
    """A day with, where known, the time: {"date": "2026-03-12", "time": "14:30"}."""

    def read(self, one: Field, post: Post, name: str) -> Any:
        """Date and time in two boxes."""
        raw = _typed(post, f"{name}.date")
        found = read_date(raw, post.today)
        clock = clean_text(post.first(f"{name}.time"), most=30)
        return {"date": found.isoformat() if found else raw, "time": time_of(clock) or clock}

    def check(self, one: Field, value: Any, today: date) -> Errors:
        """A real day; a real time or none."""
        if not isinstance(value, Mapping) or not isinstance(value.get("date", ""), str):
            return fault(one, NOT_READABLE)
        errors = {}
        time = value.get("time", "")
        if time and (not isinstance(time, str) or time_of(time) != time):
            errors["time"] = Sentence(NO_TIME)
        day = Day().check(one, value.get("date", ""), today)
        found = next(iter(day.values()), None)
        return {**errors, "date": found} if found else errors

    def text(self, one: Field, value: Any) -> object:
        """Time and day."""
        if not isinstance(value, Mapping):
            return ""
        day = shown_date(str(value.get("date", "")))
        return Sentence(DATE_TIME, {"time": value["time"], "day": day}) if value.get("time") else day


def _typed(post: Post, name: str) -> str:
    boxes = [clean_text(post.first(f"{name}_{part}"), most=20) for part in ("day", "month", "year")]
    whole = clean_text(post.first(name), most=60)
    return whole or ("/".join(boxes) if any(boxes) else "")


def time_of(raw: str) -> str | None:
    """The time of day meant: 14:30, 14h30, 14 giờ, 1430; None if none."""
    found = _TIME.fullmatch(raw.strip().lower())
    if not found:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def within(one: Field, value: str, today: date) -> Errors:
    """Errors of a sound date against today: in the future unless allowed, older than anything living."""
    span = span_of(value)
    if span is None:
        return {}
    if span.first > today and one.settings.get("past", True):
        return fault(one, IN_FUTURE, day=shown_date(value))
    if age_on(span.last, today) > int(one.settings.get("oldest_years", OLDEST_YEARS)):
        return fault(one, TOO_OLD, day=shown_date(value))
    return {}
