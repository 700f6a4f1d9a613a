"""Names of the wire, and how dates and times are told on it. Source: docs/law/exchange.md, derived from practice."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
DS = "http://www.w3.org/2000/09/xmldsig#"
PREFIX = "edXML"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_NUMBERS = re.compile(r"\d+")


def told_day(day: date | None) -> str:
    """``yyyy/MM/dd``, or nothing."""
    return f"{day:%Y/%m/%d}" if day else ""


def told_moment(at: datetime | None) -> str:
    """``yyyy/MM/dd HH:mm:ss`` by the clock of Vietnam, or nothing."""
    return f"{at.astimezone(VIETNAM):%Y/%m/%d %H:%M:%S}" if at else ""


def read_day(text: str) -> date | None:
    """A day however it is written: 2026/11/02, 2026-11-02, 02/11/2026, with a time behind it or not. Else None."""
    numbers = [int(one) for one in _NUMBERS.findall(text)[:3]]
    if len(numbers) < 3:
        return None
    year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """A moment in UTC; what names no zone is meant by the clock of Vietnam. None where nothing can be made of it."""
    try:
        at = datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return _pieced(text)
    return (at if at.tzinfo else at.replace(tzinfo=VIETNAM)).astimezone(UTC)


def _pieced(text: str) -> datetime | None:
    day = read_day(text)
    clock = [int(one) for one in _NUMBERS.findall(text)[3:6]]
    if day is None:
        return None
    hour, minute, second = [*clock, 0, 0, 0][:3]
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM).astimezone(UTC)
    except ValueError:
        return None
