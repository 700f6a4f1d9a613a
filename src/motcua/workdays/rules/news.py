"""What a newer table of special days says beside the one that is kept: put forward, never put through; plain Python."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from motcua.workdays.rules.special_days import Day

NEW: Final = "new"
CHANGED: Final = "changed"
GONE: Final = "gone"


@dataclass(frozen=True)
class News:
    """One day that an administrator should look at, as it is kept until then."""

    kind: Literal["new", "changed", "gone"]
    day: Day


def news_of(shipped: Iterable[Day], kept: Mapping[date, Day], *, settled: Collection[date], today: date) -> list[News]:
    """Days to come that are new, told otherwise, or left out; each expected until an administrator confirms it.

    What an administrator set or took back (``settled``) stays; so do days that are past and days that were sure. A
    day that the table leaves out counts on until somebody takes it back. Law: CL-17.
    """
    given = {day.date: replace(day, status="projected") for day in shipped}
    open_days = [one for one in given.values() if one.date >= today and one.date not in settled]
    found = [News(NEW, one) for one in open_days if one.date not in kept]
    expected = [one for one in kept.values() if one.status == "projected" and one.date >= today]
    for one in expected:
        if one.date in settled:
            continue
        fresh = given.get(one.date)
        if fresh is None and any(day.year == one.date.year for day in given):
            found.append(News(GONE, one))
        elif fresh is not None and fresh != one:
            found.append(News(CHANGED, fresh))
    return sorted(found, key=lambda one: one.day.date)
