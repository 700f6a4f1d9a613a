"""The one place that writes a case: its row, the ledger entry, records, counters and outbox, in one step.

On PostgreSQL this is a single data-modifying statement; on SQLite a short immediate transaction. A row whose version
moved in the meantime refuses the whole step, so nothing is half done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from motcua.kernel.refusals import SomebodyWasFirst
from motcua.kernel.words import N_
from motcua.ledger.models import Counter, Entry, Number
from motcua.ledger.rules import Link, digest
from motcua.outbox.models import Event

Parameters = list[Any]
Statement = tuple[str, Parameters]

LATE = N_("Hồ sơ vừa được người khác xử lý. Hãy tải lại trang để xem hiện trạng rồi làm tiếp.")


class NumberTaken(Exception):
    """Another case took the expected number first; load again and retry."""


@dataclass(frozen=True)
class Row:
    """A record to insert beside the case; rows of one model that follow each other name the same columns."""

    model: type[models.Model]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Amend:
    """Records beside the case to change; ``where`` with None means empty."""

    model: type[models.Model]
    where: Mapping[str, Any]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Count:
    """One counter to move; month is the first day of the month it counts for."""

    unit_id: int
    field: str
    month: date
    measure: str
    by: int = 1


@dataclass(frozen=True)
class Step:
    """Everything one act writes. ``version`` 0 inserts the case, otherwise it is the version that was loaded."""

    model: type[models.Model]
    case_id: Any
    version: int
    sets: Mapping[str, Any]
    subject_kind: str
    act: str
    actor: Mapping[str, Any]
    at: datetime
    facts: Mapping[str, Any]
    prev: str
    rows: Sequence[Row] = ()
    amends: Sequence[Amend] = ()
    events: Sequence[tuple[str, Mapping[str, Any]]] = ()
    counts: Sequence[Count] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)

    def link(self) -> Link:
        """The ledger entry of this step, without its hash."""
        return Link(
            subject_kind=self.subject_kind,
            subject_id=str(self.case_id),
            seq=self.version + 1,
            at=self.at,
            act=self.act,
            actor=self.actor,
            facts=self.facts,
            prev=self.prev,
        )


def commit(step: Step) -> str:
    """Write the step or nothing; returns the hash of the new entry.

    Refuses with SomebodyWasFirst when the case moved on, NumberTaken when a running number was taken.
    """
    link = step.link()
    chained = digest(link)
    try:
        if connection.vendor == "postgresql":
            done = _one_statement(step, link, chained)
        else:
            done = _short_transaction(step, link, chained)
    except IntegrityError as clash:
        if step.numbers:
            raise NumberTaken from clash
        if step.version == 0:
            raise SomebodyWasFirst(LATE) from clash
        raise
    if not done:
        raise SomebodyWasFirst(LATE)
    return chained


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return model._meta.get_field(name)  # type: ignore[return-value]


def _prepared(model: type[models.Model], values: Mapping[str, Any]) -> tuple[list[str], Parameters]:
    """Column names and database values in the order given."""
    fields = [_column(model, name) for name in values]
    return (
        [f'"{one.column}"' for one in fields],
        [one.get_db_prep_save(value, connection) for one, value in zip(fields, values.values(), strict=True)],
    )


def _insert(model: type[models.Model], values: Mapping[str, Any], source: str = "") -> Statement:
    columns, parameters = _prepared(model, values)
    marks = ", ".join(["%s"] * len(columns))
    picked = f"SELECT {marks} FROM {source}" if source else f"VALUES ({marks})"
    return f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) {picked}', parameters


def _insert_all(model: type[models.Model], records: Sequence[Mapping[str, Any]], source: str) -> Statement:
    """Several rows of one table in the order given; rows of separate statements would get their ids in any order."""
    if len(records) == 1:
        return _insert(model, records[0], source)
    columns, _ = _prepared(model, records[0])
    types = [_column(model, name).cast_db_type(connection) for name in records[0]]
    marks = ", ".join(f"%s::{kind}" for kind in types) if source else ", ".join(["%s"] * len(types))
    values = "VALUES " + ", ".join([f"({marks})"] * len(records))
    picked = f"SELECT v.* FROM {source}, ({values}) AS v" if source else values
    parameters = [one for record in records for one in _prepared(model, record)[1]]
    return f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) {picked}', parameters


def _update(model: type[models.Model], values: Mapping[str, Any], where: Mapping[str, Any]) -> Statement:
    columns, parameters = _prepared(model, values)
    keys, key_values = _prepared(model, {name: value for name, value in where.items() if value is not None})
    sets = ", ".join(f"{column} = %s" for column in columns)
    empty = [f'"{_column(model, name).column}" IS NULL' for name, value in where.items() if value is None]
    guard = " AND ".join([f"{key} = %s" for key in keys] + empty)
    return f'UPDATE "{model._meta.db_table}" SET {sets} WHERE {guard}', parameters + key_values


def _case(step: Step, chained: str) -> Statement:
    values = {**step.sets, "version": step.version + 1, "head_hash": chained}
    if step.version == 0:
        return _insert(step.model, {"id": step.case_id, **values})
    return _update(step.model, values, {"id": step.case_id, "version": step.version})


def _entry_values(link: Link, chained: str) -> dict[str, Any]:
    return {
        "subject_kind": link.subject_kind,
        "subject_id": link.subject_id,
        "seq": link.seq,
        "at": link.at,
        "act": link.act,
        "actor": link.actor,
        "facts": link.facts,
        "prev": link.prev,
        "hash": chained,
    }


def _event_values(step: Step, topic: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "topic": topic,
        "subject_id": str(step.case_id),
        "seq": step.version + 1,
        "payload": payload,
        "created_at": step.at,
        "expanded": False,
    }


def _beside(step: Step, link: Link, chained: str, *, source: str) -> Iterable[Statement]:
    """Everything but the case row, in a fixed order so that two commits never wait for each other crosswise."""
    for amend in step.amends:
        sql, parameters = _update(amend.model, amend.values, amend.where)
        yield (f"{sql} AND EXISTS (SELECT 1 FROM {source})" if source else sql), parameters
    for model, rows in groupby(step.rows, key=lambda row: row.model):
        yield _insert_all(model, [row.values for row in rows], source)
    if step.events:
        yield _insert_all(Event, [_event_values(step, topic, payload) for topic, payload in step.events], source)
    if step.counts:
        yield _counters(step.counts, source)
    for book, expected in sorted(step.numbers.items()):
        yield _number(book, expected, source)
    yield _insert(Entry, _entry_values(link, chained), source)


def _counters(counts: Sequence[Count], source: str) -> Statement:
    table = Counter._meta.db_table
    merged: dict[tuple[int, str, date, str], int] = {}
    for one in counts:
        key = (one.unit_id, one.field, one.month, one.measure)
        merged[key] = merged.get(key, 0) + one.by
    parameters: Parameters = []
    for (unit_id, name, month, measure), by in sorted(merged.items()):
        parameters += [unit_id, name, month.isoformat(), measure, by]
    columns = '"unit_id", "field", "month", "measure", "value"'
    if source:
        marks = ", ".join(["(%s::bigint, %s, %s::date, %s, %s::int)"] * len(merged))
        picked = f"SELECT v.* FROM {source}, (VALUES {marks}) AS v"
    else:
        picked = "VALUES " + ", ".join(["(%s, %s, %s, %s, %s)"] * len(merged))
    return (
        f'INSERT INTO "{table}" ({columns}) {picked} '
        f'ON CONFLICT ("unit_id", "field", "month", "measure") DO UPDATE '
        f'SET "value" = "{table}"."value" + excluded."value"',
        parameters,
    )


def _number(book: str, expected: int, source: str) -> Statement:
    """Raise the book's number from ``expected``; the unique number on the case row refuses a second taker."""
    table = Number._meta.db_table
    picked = f"SELECT %s, %s FROM {source}" if source else "VALUES (%s, %s)"
    return (
        f'INSERT INTO "{table}" ("book", "value") {picked} ON CONFLICT ("book") '
        'DO UPDATE SET "value" = excluded."value"',
        [book, expected + 1],
    )


def _one_statement(step: Step, link: Link, chained: str) -> bool:
    case_sql, parameters = _case(step, chained)
    parts = [f'd AS ({case_sql} RETURNING "id")']
    for index, (sql, more) in enumerate(_beside(step, link, chained, source="d")):
        parts.append(f"w{index} AS ({sql})")
        parameters += more
    with _preparing_cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT count(*) FROM d", parameters)
        return bool(cursor.fetchone()[0])


def _preparing_cursor() -> Any:
    """A cursor that lets PostgreSQL keep the plan of the statement; Django's own binds on the client and cannot."""
    from psycopg import Cursor

    connection.ensure_connection()
    own: Any = Cursor(connection.connection)
    return connection.make_debug_cursor(own) if connection.queries_logged else connection.make_cursor(own)


def _short_transaction(step: Step, link: Link, chained: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(*_case(step, chained))
        if cursor.rowcount != 1:
            return False
        for sql, parameters in _beside(step, link, chained, source=""):
            cursor.execute(sql, parameters)
    return True
