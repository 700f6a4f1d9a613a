"""When and where an office is reached: its opening hours in a few lines, its address and telephone."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.web.ui.words import WEEKDAYS, weekday_name
from motcua.workdays.queries import hours_on
from motcua.workdays.rules import WeekHours
from motcua.workdays.rules.hours import written

DAYS = N_("%(first)s đến %(last)s")


def opening_lines(hours: WeekHours) -> list[tuple[str, str]]:
    """Days with the same hours together, and those hours; days on which the office rests are left out."""
    lines = []
    for spans, group in groupby(range(len(WEEKDAYS)), key=lambda weekday: hours.days[weekday]):
        days = list(group)
        if spans:
            name = weekday_name(days[0]) if len(days) == 1 else _range(days[0], days[-1])
            lines.append((name, ", ".join(f"{written(start)}–{written(end)}" for start, end in spans)))
    return lines


def _range(first: int, last: int) -> str:
    return gettext(DAYS) % {"first": weekday_name(first), "last": weekday_name(last)}


def contacts_of(unit: UnitRef) -> dict[str, Any]:
    """The office as a footer or a list shows it; what is not known is empty."""
    return {
        "name": unit.name,
        "address": unit.address,
        "phone": unit.phone,
        "email": unit.email,
        "hours": opening_lines(hours_on(unit.id, clock.today())),
    }
