"""Working-time arithmetic of an office: hours, days, swaps, pauses and the story of a due date; plain Python."""

from motcua.workdays.rules.calendar import WorkingCalendar, shown
from motcua.workdays.rules.calendar_file import calendar_from_json
from motcua.workdays.rules.hours import NATIONAL_HOURS, WeekHours
from motcua.workdays.rules.limits import CUTOFF, Count, NewDate, Pause, TimeLimit, Unit, count, counted_start
from motcua.workdays.rules.special_days import Day, calendar_of, read_days
from motcua.workdays.rules.story import Due, TraceLine, due

__all__ = [
    "CUTOFF",
    "NATIONAL_HOURS",
    "Count",
    "Day",
    "Due",
    "NewDate",
    "Pause",
    "TimeLimit",
    "TraceLine",
    "Unit",
    "WeekHours",
    "WorkingCalendar",
    "calendar_from_json",
    "calendar_of",
    "count",
    "counted_start",
    "due",
    "read_days",
    "shown",
]
