"""How sentences, moments, money and numbers are written for people, in the reader's language."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.web.ui.counting import MOST_COUNTED

WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)
MOBILE = (4, 3, 3, 9)
PHONES = (("024", (3, 4, 4, 9)), ("028", (3, 4, 4, 9)), ("02", (4, 1, 3, 3, 9)))  # landlines by their area code
CODED = re.compile(r"(?<![\w&;./-])(?=[^\s<]*\d)[0-9A-ZĐ./]{1,16}(?:-[0-9A-ZĐ]{2,16}){1,3}(?![\w-])")
WRITTEN_MOMENT = re.compile(r"(?:(\d\d:\d\d) )?(\d\d)/(\d\d)/(\d{4})")
WRITTEN_DONG = re.compile(r"(\d{1,3}(?:\.\d{3}){0,5}) đồng")
WRITTEN_DECIMAL = re.compile(r"\d{1,6},\d{1,2}")
ENGLISH_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def is_english() -> bool:
    """Whether the reader asked for English."""
    return (get_language() or "vi").startswith("en")


def say(text: object) -> str:
    """A sentence, or a marked source text, in the reader's language; nothing for None.

    The sources are Vietnamese. A Vietnamese reader gets them as they are: names out of the data must not be looked up
    in the catalogues of libraries, whose sources are English ("Khmer").
    """
    if isinstance(text, Sentence):
        said = _in_language(text.text)
        return said % {key: _value(value) for key, value in text.params.items()} if text.params else said
    if isinstance(text, Promise):
        return str(text)
    if hasattr(text, "__html__"):
        return text  # type: ignore[return-value]
    return _in_language(text) if isinstance(text, str) and text else str(text or "")


def unbroken(text: object) -> Markup:
    """The sentence; a code in it (H01.52.01-261124-0001, 18/PBS-TTPVHCC) is never torn apart at the end of a line."""
    return Markup(CODED.sub(r'<span class="keep">\g<0></span>', str(escape(say(text)))))  # noqa: S704 - escaped just here


def _in_language(text: str) -> str:
    return gettext(text) if is_english() else text


def _value(value: object) -> object:
    if isinstance(value, Sentence | Promise):
        return say(value)
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, str) and is_english():
        return _in_english(value)
    return value


def _in_english(value: str) -> str:
    """What is kept as "17:00 27/11/2026", "8,5" or "8.000 đồng", as English writes it; any other value as it is."""
    if WRITTEN_DECIMAL.fullmatch(value):
        return value.replace(",", ".")
    if amount := WRITTEN_DONG.fullmatch(value):
        return dong(int(amount[1].replace(".", "")))
    written = WRITTEN_MOMENT.fullmatch(value)
    if written is None:
        return value
    hour, day, month, year = written.groups()
    if not 1 <= int(month) <= len(ENGLISH_MONTHS):
        return value
    return f"{int(day)} {ENGLISH_MONTHS[int(month) - 1]} {year}{f' {hour}' if hour else ''}"


def weekday(day: date) -> str:
    """The name of the day of the week."""
    return weekday_name(day.weekday())


def weekday_name(number: int) -> str:
    """The name of a weekday, Monday being 0."""
    return gettext(WEEKDAYS[number])


def _day(day: date) -> str:
    if is_english():
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d/%m/%Y}"


def last_minute(end: datetime) -> datetime:
    """The minute before a midnight at which something ends; of any other end, the end itself."""
    at = end.astimezone(clock.VIETNAM)
    return at - timedelta(minutes=1) if at.time() == time(0) else at


def moment(value: date | datetime | None, style: str = "long") -> str:
    """A date or moment. Styles: long, due ("…, trước 17:00"), short, day, weekday_day, time, iso.

    A plain date has no time of day in any style. "short" drops the weekday.
    """
    if value is None:
        return ""
    at = value.astimezone(clock.VIETNAM) if isinstance(value, datetime) else None
    if style == "iso":
        return (at or value).isoformat()
    day = at.date() if at else value
    if style == "time":
        return f"{at:%H:%M}" if at else ""
    if style == "day":
        return _day(day)
    if style == "short":
        return f"{_day(day)} {at:%H:%M}" if at else _day(day)
    named = f"{weekday(day)}, {_day(day)}"
    if at is None or style == "weekday_day":
        return named
    if style == "due":
        return gettext("%(day)s, trước %(time)s") % {"day": named, "time": f"{at:%H:%M}"}
    return f"{named}, {at:%H:%M}"


def ago(at: datetime | None, now: datetime | None = None) -> str:
    """How long ago, coarse; older than yesterday reads as the date."""
    if at is None:
        return ""
    at, now = at.astimezone(clock.VIETNAM), (now or clock.now()).astimezone(clock.VIETNAM)
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return gettext("vừa xong")
    if minutes < 60:
        return gettext("%(count)d phút trước") % {"count": minutes}
    if at.date() == now.date():
        return gettext("hôm nay lúc %(time)s") % {"time": f"{at:%H:%M}"}
    if at.date() == now.date() - timedelta(days=1):
        return gettext("hôm qua lúc %(time)s") % {"time": f"{at:%H:%M}"}
    return moment(at, "short")


def number(value: float | None) -> str:
    """A number grouped for reading: 1.234.567 (1,234,567 in English)."""
    if value is None:
        return ""
    grouped = f"{value:,}"
    return grouped if is_english() else grouped.translate(str.maketrans(",.", ".,"))


def at_most(value: int) -> str:
    """A count that was cut: the number, or "hơn 1.000"."""
    if value <= MOST_COUNTED:
        return number(value)
    return gettext("hơn %(most)s") % {"most": number(MOST_COUNTED)}


def dong(value: int | None) -> str:
    """An amount of money: 20.000 đồng."""
    return "" if value is None else gettext("%(amount)s đồng") % {"amount": number(value)}


def _groups(digits: str, sizes: Iterable[int]) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return "\u00a0".join(part for part in parts if part)


def phone(value: str | None) -> str:
    """A phone number in groups as it is read aloud: 0912 345 678, 0296 3 879 123, 024 3825 1234."""
    digits = (value or "").replace(" ", "").replace(".", "")
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if not digits.isdigit() or not digits.startswith("0"):
        return value or ""
    return _groups(digits, next((sizes for begins, sizes in PHONES if digits.startswith(begins)), MOBILE))


def grouped(value: str | None) -> str:
    """A card or registration number in groups of three: 089 203 001 234."""
    text = value or ""
    return _groups(text, (3,) * (len(text) // 3 + 1)) if text.isdigit() else text


def hour(value: time) -> str:
    """A time of day: 07:00."""
    return f"{value:%H:%M}"
