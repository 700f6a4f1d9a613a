"""The table of days off and make-up work days, as it is shipped and as an office keeps it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.workdays.rules.calendar import WorkingCalendar
from motcua.workdays.rules.hours import NATIONAL_HOURS, WeekHours

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "holidays.csv"
SURE = frozenset({"law", "announced"})
BY_LAW = frozenset({"statutory", "compensatory"})


@dataclass(frozen=True)
class Day:
    """One special day: off or worked, why, and where that is written.

    ``status`` law or announced counts; projected (expected, not announced) counts where the law gives the day, since
    Tết is off whether or not it was announced, and is only shown where an announcement must (swaps). Law: CL-13.
    """

    date: date
    name: str
    kind: str
    type: str
    status: str
    source: str

    @property
    def is_counted(self) -> bool:
        """Whether limits pass over it."""
        return self.status in SURE or self.is_expected

    @property
    def is_expected(self) -> bool:
        """Whether it counts though nobody announced it yet."""
        return self.status == "projected" and self.type in BY_LAW


def read_days(path: Path = SHIPPED) -> Iterator[Day]:
    """The days of a table file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            given = {key: row[key] for key in ("name", "kind", "type", "status", "source")}
            yield Day(date=date.fromisoformat(row["date"]), **given)


def calendar_of(
    days: Iterable[Day], hours: WeekHours = NATIONAL_HOURS, later: Iterable[tuple[date, WeekHours]] = ()
) -> WorkingCalendar:
    """The calendar of an office with these hours and the special days that count."""
    counted = [day for day in days if day.is_counted]
    expected = frozenset(day.date for day in counted if day.is_expected)
    open_from = min(expected, default=date.max).year
    announced = [day.date.year for day in counted if day.status == "announced" and day.date.year < open_from]
    return WorkingCalendar(
        hours,
        off={day.date: day.name for day in counted if day.kind == "off"},
        work={day.date: day.name for day in counted if day.kind == "work"},
        later=later,
        expected=expected,
        announced_until=date(max(announced), 12, 31) if announced else None,
    )
