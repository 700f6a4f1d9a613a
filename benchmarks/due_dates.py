"""Due dates: working minutes added by the calendar against a bare bisection over the same tables, in one run.

    ./motcua bench due_dates [--seconds 0.3] [--rounds 7]

Prints one JSON document. ``ratio`` is what the calendar reaches of the bare bisection (median over rounds that take
turns); the rates are the best round of each.
"""

import argparse
import random
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks._verdict import Limit, tell

from motcua.kernel.clock import VIETNAM
from motcua.workdays.rules import Pause, TimeLimit, WorkingCalendar, calendar_of, count, due, read_days

LIMIT = TimeLimit(Decimal(15), "working_day")


def bare(calendar: WorkingCalendar) -> Callable[[datetime, int], datetime]:
    """The least that answers: two bisections and the turning of moments into numbers and back, nothing checked."""
    calendar.add_minutes(datetime(2026, 6, 1, 8, tzinfo=VIETNAM), 1)
    table = calendar._table
    zero = datetime(1990, 1, 1, tzinfo=VIETNAM)
    starts, before = table.starts, table.before

    def add(start: datetime, minutes: int) -> datetime:
        passed = start - zero
        second = passed.days * 86_400 + passed.seconds
        i = bisect_right(starts, second) - 1
        wanted = min(before[i] + second - starts[i], before[i + 1]) + minutes * 60
        j = bisect_left(before, wanted) - 1
        return zero + timedelta(0, starts[j] + wanted - before[j])

    return add


def walk(calendar: WorkingCalendar, start: datetime, minutes: int) -> datetime:
    """The plain loop over days."""
    day, left = start.date(), minutes * 60
    while True:
        midnight = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
        for opens, closes in calendar.spans_on(day):
            begins = max(start, midnight + timedelta(minutes=opens))
            room = int((midnight + timedelta(minutes=closes) - begins).total_seconds())
            if 0 < left <= room:
                return begins + timedelta(seconds=left)
            left -= max(room, 0)
        day += timedelta(1)


def questions(number: int) -> list[tuple[datetime, int]]:
    chance = random.Random(2026)
    first = datetime(2026, 1, 1, tzinfo=VIETNAM)
    return [(first + timedelta(minutes=chance.randrange(500_000)), chance.randrange(1, 9_600)) for _ in range(number)]


def rate(answer: Callable[[datetime, int], object], asked: list[tuple[datetime, int]], seconds: float) -> float:
    done, begun = 0, perf_counter()
    while perf_counter() - begun < seconds:
        for start, minutes in asked:
            answer(start, minutes)
        done += len(asked)
    return done / (perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=0.3, help="length of one round of one method")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    calendar = calendar_of(read_days())
    asked = questions(2_000)
    least = bare(calendar)
    assert all(least(*one) == calendar.add_minutes(*one) == walk(calendar, *one) for one in asked)

    def with_pause(start: datetime, minutes: int) -> object:
        pauses = [Pause(start + timedelta(minutes=5), start + timedelta(minutes=5 + minutes))]
        return count(calendar, start, LIMIT, pauses=pauses)

    methods: dict[str, Callable[[datetime, int], object]] = {
        "bare_bisect": least,
        "add_minutes": calendar.add_minutes,
        "minutes_between": lambda start, minutes: calendar.minutes_between(start, start + timedelta(minutes=minutes)),
        "add_working_days": lambda start, minutes: calendar.add_working_days(start, 1 + minutes % 30),
        "count_with_a_pause": with_pause,
        "due_with_story": lambda start, minutes: due(calendar, start, LIMIT),
        "plain_walk": lambda start, minutes: walk(calendar, start, minutes),
    }
    rates: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(arguments.rounds):
        for name, answer in methods.items():
            rates[name].append(rate(answer, asked, arguments.seconds))
    pairs = zip(rates["add_minutes"], rates["bare_bisect"], strict=True)
    document: dict[str, Any] = {
        "ratio": round(median(ours / theirs for ours, theirs in pairs), 3),
        "per_second": {name: round(max(found)) for name, found in rates.items()},
        "python": sys.version.split()[0],
    }
    limits: dict[str, Limit] = {
        "ratio": (document["ratio"], ">=", 0.65),
        "add_minutes_per_second": (max(rates["add_minutes"]), ">=", 300_000),
    }
    tell(document, limits)


if __name__ == "__main__":
    main()
