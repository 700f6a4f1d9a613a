"""Count wrong tries so that two at one instant are two: in the database, one statement each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from motcua.kernel import clock
from motcua.ledger.reading import figures
from motcua.people.models import Tries


@dataclass(frozen=True)
class Limit:
    """How many wrong tries, within how many seconds of the first."""

    most: int
    seconds: int


def count_try(limits: Mapping[str, Limit], at: datetime) -> bool:
    """One wrong try more at each place; whether all of them still are within their limit."""
    table, adapt = Tries._meta.db_table, connection.ops.adapt_datetimefield_value
    rows = [(place, adapt(at + timedelta(seconds=limit.seconds))) for place, limit in sorted(limits.items())]
    marks = ", ".join(["(%s, 1, %s)"] * len(rows))
    sql = (
        f'INSERT INTO "{table}" ("place", "count", "until") VALUES {marks} ON CONFLICT ("place") DO UPDATE SET '  # noqa: S608
        f'"count" = CASE WHEN "{table}"."until" <= %s THEN 1 ELSE "{table}"."count" + 1 END, '
        f'"until" = CASE WHEN "{table}"."until" <= %s THEN excluded."until" ELSE "{table}"."until" END '
        'RETURNING "place", "count"'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(value for row in rows for value in row), adapt(at), adapt(at)])
        return all(count <= limits[place].most for place, count in cursor.fetchall())


def give_back(places: Iterable[str]) -> None:
    """Take a try back that was counted before it turned out right."""
    Tries.objects.filter(place__in=list(places), count__gt=0).update(count=F("count") - 1)


def is_within(limits: Mapping[str, Limit], at: datetime) -> bool:
    """Whether one more try is allowed at all of these places."""
    marks = {f"place{number}": place for number, place in enumerate(limits)}
    listed = ", ".join(f"%({name})s" for name in marks)
    sql = f'SELECT "place", "count" FROM "{Tries._meta.db_table}" WHERE "place" IN ({listed}) AND "until" > %(at)s'  # noqa: S608
    return all(count < limits[place].most for place, count in figures(sql, {**marks, "at": at}))


def forget_tries() -> int:
    """Drop what no longer counts; returns how many places."""
    return Tries.objects.filter(until__lte=clock.now()).delete()[0]
