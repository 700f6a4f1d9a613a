"""The table of days off and make-up work days, as it is shipped and as an office keeps it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.workdays.rules.calendar import WorkingCalendar
from motcua.workdays.rules.hours import NATIONAL_HOURS, WeekHours

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "holidays.csv"
COUNTED = frozenset({"law", "announced"})


@dataclass(frozen=True)
class Day:
    """One special day: off or worked, why, and where that is written.

    ``status`` law or announced counts; projected (expected, not announced) is kept and shown but does not.
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
        return self.status in COUNTED


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
    announced = [day.date.year for day in counted if day.status == "announced"]
    return WorkingCalendar(
        hours,
        off={day.date: day.name for day in counted if day.kind == "off"},
        work={day.date: day.name for day in counted if day.kind == "work"},
        later=later,
        announced_until=date(max(announced), 12, 31) if announced else None,
    )
