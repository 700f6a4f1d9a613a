"""Working-time arithmetic of an office: hours, days, swaps, pauses and the story of a due date; plain Python."""

from motcua.workdays.rules.calendar import WorkingCalendar
from motcua.workdays.rules.calendar_file import calendar_from_json
from motcua.workdays.rules.hours import NATIONAL_HOURS, WeekHours
from motcua.workdays.rules.limits import CUTOFF, Count, Pause, TimeLimit, Unit, count
from motcua.workdays.rules.special_days import Day, calendar_of, read_days
from motcua.workdays.rules.story import Due, TraceLine, due

__all__ = [
    "CUTOFF",
    "NATIONAL_HOURS",
    "Count",
    "Day",
    "Due",
    "Pause",
    "TimeLimit",
    "TraceLine",
    "Unit",
    "WeekHours",
    "WorkingCalendar",
    "calendar_from_json",
    "calendar_of",
    "count",
    "due",
    "read_days",
]
