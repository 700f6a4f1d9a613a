"""Moments, money and counts as Vietnamese office papers write them."""

from datetime import date, datetime

from motcua.kernel.clock import VIETNAM
from motcua.printing.letters import HOLD

DOTS = "……"


def day_words(day: date) -> str:
    """``ngày 24 tháng 11 năm 2026``; days under 10 and the months 1 and 2 carry a nought (NĐ 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày{HOLD}{day.day:02d} tháng{HOLD}{month} năm{HOLD}{day.year}"


def date_line(place: str, issued_at: datetime | None) -> str:
    """Place and date under the motto; a draft leaves the date open."""
    day = day_words(local(issued_at).date()) if issued_at else f"ngày{HOLD}{DOTS} tháng{HOLD}{DOTS} năm{HOLD}{DOTS}"
    return f"{place}, {day}" if place else day[0].upper() + day[1:]


def moment_words(at: datetime | None) -> str:
    """``8 giờ 05 phút, ngày 24 tháng 11 năm 2026``, or the dotted line of the form."""
    if at is None:
        return f"{DOTS}{HOLD}giờ {DOTS}{HOLD}phút, ngày{HOLD}{DOTS} tháng{HOLD}{DOTS} năm{HOLD}{DOTS}"
    here = local(at)
    return f"{here.hour}{HOLD}giờ {here.minute:02d}{HOLD}phút, {day_words(here.date())}"


def moment_short(at: datetime | None) -> str:
    """``08:05 24/11/2026`` for narrow columns."""
    return f"{local(at):%H:%M %d/%m/%Y}" if at else ""


def day_short(day: date) -> str:
    """``24/11/2026``."""
    return f"{day:%d/%m/%Y}"


def two_digits(count: int) -> str:
    """``01``, so that nobody writes a digit before it."""
    return f"{count:02d}"


def local(at: datetime) -> datetime:
    """The moment in Vietnam."""
    return at.astimezone(VIETNAM)
