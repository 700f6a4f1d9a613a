"""Opening hours of a week: read from plain values, checked, and told again."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DUTY = "duty"
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")
Spans = tuple[tuple[int, int], ...]

BAD_HOURS = N_('Giờ làm việc phải là một bảng như {"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]]}.')
BAD_DAY = N_("Không hiểu ngày “%(day)s” trong giờ làm việc; hãy dùng mon, tue, wed, thu, fri, sat, sun hoặc mon-fri.")
DAY_TWICE = N_("Ngày “%(day)s” được khai giờ làm việc hai lần.")
BAD_SPAN = N_('Buổi làm việc của “%(day)s” phải gồm giờ mở và giờ đóng, ví dụ ["07:00", "11:00"].')
BAD_TIME = N_("Giờ “%(time)s” không đúng; hãy ghi dạng 07:30, từ 00:00 đến 24:00.")
BACKWARDS = N_("Buổi làm việc %(start)s–%(end)s của “%(day)s” đóng trước khi mở.")
OVERLAP = N_("Các buổi làm việc của “%(day)s” chồng lên nhau: %(first)s và %(second)s.")
NEVER_OPEN = N_("Giờ làm việc phải có ít nhất một buổi trong tuần.")
BAD_DUTY = N_('“duty” phải là danh sách những ngày có giờ làm việc, ví dụ ["sat"].')


@dataclass(frozen=True)
class WeekHours:
    """When an office is open in a usual week; minutes since midnight, Monday first.

    ``duty`` are the weekdays on which the office is open but which the law does not count as working days (a desk on
    duty on Saturday mornings): limits in hours run there, limits in days pass over them.
    """

    days: tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]
    duty: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not any(spans for weekday, spans in enumerate(self.days) if weekday not in self.duty):
            raise Invalid(NEVER_OPEN)

    @property
    def full_day(self) -> Spans:
        """The hours of the longest day: what a make-up work day has, whatever its weekday."""
        return max((self.days[weekday] for weekday in range(7)), key=lambda spans: sum(e - s for s, e in spans))

    def is_working(self, weekday: int) -> bool:
        """Whether the weekday counts as a working day."""
        return bool(self.days[weekday]) and weekday not in self.duty

    @classmethod
    def from_json(cls, kept: Any) -> "WeekHours":
        """Hours as in ``{"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]], "sat": [["07:00", "11:00"]]}``."""
        if not isinstance(kept, Mapping):
            raise Invalid(BAD_HOURS)
        found: dict[int, Spans] = {}
        for name, spans in kept.items():
            if name == DUTY:
                continue
            for weekday in weekdays(name):
                if weekday in found:
                    raise Invalid(DAY_TWICE, day=DAYS[weekday])
                found[weekday] = _spans(name, spans)
        days = tuple(found.get(weekday, ()) for weekday in range(7))
        return cls(days, _duty(kept.get(DUTY, []), found))  # type: ignore[arg-type]

    def to_json(self) -> dict[str, Any]:
        """Plain values, one key a day, as ``from_json`` reads them."""
        told: dict[str, Any] = {
            DAYS[weekday]: [[written(start), written(end)] for start, end in spans]
            for weekday, spans in enumerate(self.days)
            if spans
        }
        return told | ({DUTY: [DAYS[weekday] for weekday in sorted(self.duty)]} if self.duty else {})


def weekdays(name: Any) -> Iterator[int]:
    """The weekdays meant by ``sat`` or ``mon-fri``."""
    first, _, last = name.partition("-") if isinstance(name, str) else ("", "", "")
    last = last or first
    if first not in DAYS or last not in DAYS or DAYS.index(last) < DAYS.index(first):
        raise Invalid(BAD_DAY, day=str(name))
    yield from range(DAYS.index(first), DAYS.index(last) + 1)


def written(minutes: int) -> str:
    """Minutes since midnight as a clock shows them."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _duty(kept: Any, found: Mapping[int, Spans]) -> frozenset[int]:
    if not isinstance(kept, list):
        raise Invalid(BAD_DUTY)
    meant = frozenset(weekday for name in kept for weekday in weekdays(name))
    if not meant <= {weekday for weekday, spans in found.items() if spans}:
        raise Invalid(BAD_DUTY)
    return meant


def _minutes(text: Any) -> int:
    if not isinstance(text, str) or not CLOCK.fullmatch(text):
        raise Invalid(BAD_TIME, time=str(text))
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _spans(day: str, kept: Any) -> Spans:
    if not isinstance(kept, list):
        raise Invalid(BAD_SPAN, day=day)
    spans = sorted(_span(day, span) for span in kept)
    for first, second in itertools.pairwise(spans):
        if second[0] < first[1]:
            raise Invalid(OVERLAP, day=day, first=_told(first), second=_told(second))
    return tuple(spans)


def _span(day: str, kept: Any) -> tuple[int, int]:
    if not isinstance(kept, list) or len(kept) != 2:
        raise Invalid(BAD_SPAN, day=day)
    start, end = _minutes(kept[0]), _minutes(kept[1])
    if end <= start:
        raise Invalid(BACKWARDS, day=day, start=kept[0], end=kept[1])
    return start, end


def _told(span: tuple[int, int]) -> str:
    return f"{written(span[0])}–{written(span[1])}"


NATIONAL_HOURS = WeekHours.from_json({"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]]})
