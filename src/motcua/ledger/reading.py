"""Reading rows on the way of every act: one statement, written once, whose plan PostgreSQL keeps."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.base import ModelState

from motcua.ledger.cursors import database, on_postgresql, reading_cursor

Model = TypeVar("Model", bound=models.Model)
LISTS = {"postgresql": ("json_agg", "json_build_array"), "sqlite": ("json_group_array", "json_array")}


class Beside(NamedTuple):
    """Rows of another table to read in the same statement, as lists of these columns, in the order of ``order``."""

    table: str
    columns: tuple[str, ...]
    where: str
    order: str = "id"


class _Kept(NamedTuple):
    sql: str
    names: list[str]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


def rows(
    model: type[Model],
    where: str,
    parameters: Mapping[str, Any],
    *,
    beside: tuple[Beside, ...] = (),
    only: tuple[str, ...] = (),
) -> list[tuple[Any, ...]]:
    """The records that ``where`` (SQL with ``%(name)s`` marks) picks, as the ORM would give them.

    Each comes as ``(record, rows of the first beside, of the second, …)``; ``only`` these fields are read, where any
    are named. For the few questions asked in every act and on the busiest pages: building a queryset costs several
    times what the statement itself does.
    """
    kept = _statement(model, where, (beside, only))
    found = figures(kept.sql, parameters)
    base = database()
    return [(_record(model, kept, list(row), base=base), *map(_listed, row[len(kept.names) :])) for row in found]


def figures(sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement written by us answers, as the database gives it."""
    cursor = reading_cursor()
    if on_postgresql():
        cursor.execute(sql, parameters)
    else:
        cursor.execute(sql, {name: _adapted(value) for name, value in parameters.items()})
    return list(cursor.fetchall())


def _adapted(value: Any) -> Any:
    """A value as the database of the tests and small offices writes it; psycopg knows them all by itself."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


@cache
def _statement(model: type[models.Model], where: str, what: tuple[tuple[Beside, ...], tuple[str, ...]]) -> _Kept:
    beside, only = what
    fields = [one for one in model._meta.concrete_fields if not only or one.attname in only]
    table = model._meta.db_table
    picked = [f'"{table}"."{field.column}"' for field in fields] + [_beside(one) for one in beside]
    converters = []
    for index, field in enumerate(fields):
        if on_postgresql() and isinstance(field, models.JSONField):
            continue  # the cursor gives it read
        column = field.get_col(table)
        ways = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        if ways:
            converters.append((index, ways, column))
    sql = f'SELECT {", ".join(picked)} FROM "{table}" WHERE {where}'  # noqa: S608 - names of the models, no input
    return _Kept(sql, [field.attname for field in fields], converters)


def _beside(one: Beside) -> str:
    listed, row = LISTS[connection.vendor]
    inner = f'SELECT * FROM "{one.table}" WHERE {one.where} ORDER BY "{one.order}"'  # noqa: S608 - ours
    return f"(SELECT {listed}({row}({', '.join(one.columns)})) FROM ({inner}) AS beside)"  # noqa: S608 - ours


def _listed(value: Any) -> Sequence[Any]:
    return json.loads(value) if isinstance(value, str) else value or []


def _record(model: type[Model], kept: _Kept, row: list[Any], *, base: Any) -> Model:
    for index, ways, column in kept.converters:
        for way in ways:
            row[index] = way(row[index], column, base)
    record = model.__new__(model)  # as from_db leaves it, without going through it field by field
    record.__dict__ |= dict(zip(kept.names, row, strict=False))
    record._state = ModelState()
    record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS
    return record
