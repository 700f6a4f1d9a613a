"""Spans and counts that a procedure's parameters set, turned into moments; plain Python."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from motcua.workdays.rules import TimeLimit, WorkingCalendar, due


def span(parameters: Mapping[str, Any], key: str) -> TimeLimit:
    """A parameter that is a span of time ({"value": 15, "unit": "working_day"})."""
    kept = parameters[key]
    return TimeLimit(Decimal(str(kept["value"])), kept["unit"])


def span_from(calendar: WorkingCalendar, at: datetime, parameters: Mapping[str, Any], *, key: str) -> datetime:
    """The moment the span of ``key`` ends when it begins at ``at``."""
    return due(calendar, at, span(parameters, key)).at


def clock_mode(parameters: Mapping[str, Any], where: str) -> str:
    """``resume`` or ``restart``: how the clock goes on after a supplement at the door or in appraisal."""
    return str(parameters["supplement.clock"][where])


def warn_at(calendar: WorkingCalendar, since: datetime, until: datetime, *, parameters: Mapping[str, Any]) -> datetime:
    """From when the holder is warned: the last share of the time, but at least a number of working hours."""
    kept = parameters["warn.before"]
    minutes = calendar.minutes_between(since, until) if since < until else 0
    before = max(minutes * int(kept["percent"]) // 100, int(kept["min_hours"]) * 60)
    if before >= minutes:
        return since
    return calendar.add_minutes(since, minutes - before)


def days_later(calendar: WorkingCalendar, at: datetime, days: int) -> datetime:
    """Closing time of the day that is so many working days later."""
    return calendar.add_working_days(at, days) if days else at + timedelta(0)
