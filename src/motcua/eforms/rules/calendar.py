"""Days as Vietnamese people type, read and say them."""

import re
from datetime import date
from typing import NamedTuple

MONTH_WORDS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười_một", "mười_hai"]
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
_PARTS = re.compile(r"\d+", re.ASCII)
_ALLOWED = re.compile(r"(?i)[\d\s./\-,]*|ngày\s*\d+[\s,]*tháng\s*\d+[\s,]*năm\s*\d+", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class Span(NamedTuple):
    """The first and last day that an incomplete date may mean."""

    first: date
    last: date


def century(year: int, today: date) -> int:
    """A year of two digits in full: the latest such year that is at most ten years ahead."""
    if year > 99:
        return year
    full = today.year // 100 * 100 + year
    return full if full <= today.year + 10 else full - 100


def _built(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_date(text: str, today: date) -> date | None:
    """The day meant by ``text``: 1/2/2026, 01022026, 1-2-26, "ngày 1 tháng 2 năm 2026" or ISO; None if no day."""
    text = text.strip()[:60]
    iso = _ISO.fullmatch(text)
    if iso:
        return _built(int(iso[1]), int(iso[2]), int(iso[3]))
    if not _ALLOWED.fullmatch(text):
        return None
    parts = _PARTS.findall(text)
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) != 3 or len(parts[0]) > 2 or len(parts[1]) > 2 or len(parts[2]) not in (2, 4):
        return None
    year = int(parts[2]) if len(parts[2]) == 4 else century(int(parts[2]), today)
    return _built(year, int(parts[1]), int(parts[0]))


def read_date_or_year(text: str, today: date) -> str | None:
    """ISO day, month ("1958-09") or year ("1958") meant by ``text``; None if none."""
    text = text.strip()[:60]
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return text if 1800 <= int(text) <= 2200 else None
    month = _MONTH_YEAR.fullmatch(text)
    if month and 1 <= int(month[1]) <= 12:
        return f"{int(month[2]):04d}-{int(month[1]):02d}"
    iso = _ISO_MONTH.fullmatch(text)
    if iso and 1 <= int(iso[2]) <= 12:
        return text
    day = read_date(text, today)
    return day.isoformat() if day else None


def span_of(value: object) -> Span | None:
    """What days a kept answer ("2026-03-12", "1958-09", "1958" or a moment) may mean; None when it is no date."""
    if isinstance(value, dict):
        value = value.get("date")
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value, re.ASCII):
        return None
    parts = [int(part) for part in value.split("-")]
    if parts[0] == 0:
        return None
    if len(parts) == 3:
        day = _built(*parts)
        return Span(day, day) if day else None
    first = _built(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    if first is None:
        return None
    if len(parts) == 1:
        return Span(first, date(first.year, 12, 31))
    return Span(first, next(day for end in (31, 30, 29, 28) if (day := _built(first.year, first.month, end))))


def shown_date(value: str) -> str:
    """A kept date as people read it: 12/03/2026, 09/1958, 1958; other texts as they are."""
    span = span_of(value)
    return "/".join(reversed(value.split("-"))) if span else value


def age_on(birth: date, day: date) -> int:
    """Full years lived on ``day``."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if ones == 0:
        return head
    last = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else DIGITS[ones]
    return f"{head} {last}"


def _below_thousand(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not full:
        return _below_hundred(rest)
    head = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return head
    return f"{head} linh {DIGITS[rest]}" if rest < 10 else f"{head} {_below_hundred(rest)}"


GROUPS = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")


def number_words(number: int) -> str:
    """A whole number in Vietnamese words: 2026 is "hai nghìn không trăm hai mươi sáu"."""
    if number < 0:
        return f"âm {number_words(-number)}"
    if number == 0:
        return DIGITS[0]
    if number >= 10**18:
        return str(number)
    parts: list[str] = []
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            words = _below_thousand(groups[place], full=bool(parts))
            parts.append(f"{words} {GROUPS[place]}".strip())
    return " ".join(parts)


def date_words(day: date) -> str:
    """A day in words as birth certificates write it: "Ngày mười hai tháng ba năm hai nghìn …"."""
    month = MONTH_WORDS[day.month - 1].replace("_", " ")
    return f"Ngày {number_words(day.day)} tháng {month} năm {number_words(day.year)}"
