"""When and where an office is reached: its opening hours in a few lines, its address and telephone."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.web.ui.words import WEEKDAYS, weekday_name
from motcua.workdays.queries import hours_on
from motcua.workdays.rules import WeekHours
from motcua.workdays.rules.hours import written

MAP = "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
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
    """The desk of a unit as a footer or a list shows it: its own facts, else the unit's; what is not known is empty."""
    desk = directory().desk_of(unit.id) or unit
    known = {key: getattr(desk, key) or getattr(unit, key) for key in ("address", "phone", "email", "map_point")}
    return {"name": unit.name, **known, "map_url": map_url(known["map_point"]), "hours": _hours(unit)}


def _hours(unit: UnitRef) -> list[tuple[str, str]]:
    return opening_lines(hours_on(unit.id, clock.today()))


def map_url(point: str) -> str:
    """A map with the point marked; nothing where it is not known."""
    latitude, comma, longitude = point.partition(",")
    return MAP.format(latitude=latitude, longitude=longitude) if comma else ""
