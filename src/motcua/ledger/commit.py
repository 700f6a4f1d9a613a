"""The one place that writes a case: its row, the ledger entry, records, counters and outbox, in one step.

On PostgreSQL this is a single data-modifying statement; on SQLite a short immediate transaction. A row whose version
moved in the meantime refuses the whole step, so nothing is half done.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, models, transaction
from psycopg.types.json import Jsonb
from pydantic_core import to_json

from motcua.kernel.refusals import SomebodyWasFirst
from motcua.kernel.words import N_
from motcua.ledger.cursors import database, on_postgresql, preparing_cursor
from motcua.ledger.models import Counter, Entry, Number
from motcua.ledger.rules import Link, digest
from motcua.ledger.seals import bucket_of
from motcua.ledger.tally import counted, key
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
    """Everything one act writes. ``version`` 0 inserts the case, otherwise it is the version that was loaded.

    ``origin`` is the record a new case is made from: when it is no longer as ``where`` says, nothing is written.
    """

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
    origin: Amend | None = None
    rows: Sequence[Row] = ()
    amends: Sequence[Amend] = ()
    events: Sequence[tuple[str, Mapping[str, Any]]] = ()
    counts: Sequence[Count] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)

    def link(self) -> Link:
        """The ledger entry of this step, chained and sealed."""
        subject, sealing = str(self.case_id), key()
        fields = _shape(self.model, tuple(self.sets)).fields
        link = Link(
            subject_kind=self.subject_kind,
            subject_id=subject,
            seq=self.version + 1,
            at=self.at,
            act=self.act,
            actor=self.actor,
            facts=self.facts,
            prev=self.prev,
            columns=sealing.columns(subject, zip((one.attname for one in fields), self.sets.values(), strict=True)),
        )
        chained = digest(link)
        return link._replace(hash=chained, seal=sealing.seal(chained, link.columns))


def commit(step: Step) -> str:
    """Write the step or nothing; returns the hash of the new entry.

    Refuses with SomebodyWasFirst when the case moved on, NumberTaken when a running number was taken. Inside a
    transaction of the caller a step that fails leaves that transaction usable.
    """
    link = step.link()
    try:
        if on_postgresql():
            with transaction.atomic() if connection.in_atomic_block else nullcontext():
                done = _one_statement(step, link)
        else:
            done = _short_transaction(step, link)
    except IntegrityError as clash:
        if _is_taken(step.numbers):
            raise NumberTaken from clash
        if step.version == 0:
            raise SomebodyWasFirst(LATE) from clash
        raise
    if not done:
        raise SomebodyWasFirst(LATE)
    return link.hash


def _is_taken(numbers: Mapping[str, int]) -> bool:
    """One of the books moved on since its number was read: whoever moved it holds the number this step wanted."""
    now = dict(Number.objects.filter(book__in=numbers).values_list("book", "value"))
    return any(now.get(book, 0) != expected for book, expected in numbers.items())


class _Shape(NamedTuple):
    """A record as SQL names it; ``json_at`` tells which of its fields hold JSON."""

    columns: str
    marks: str
    fields: "list[models.Field[Any, Any]]"
    json_at: list[int]


@cache
def _shape(model: type[models.Model], names: tuple[str, ...]) -> _Shape:
    """Worked out once for each set of names."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    return _Shape(
        columns=", ".join(f'"{one.column}"' for one in fields),
        marks=", ".join(["%s"] * len(fields)),
        fields=fields,
        json_at=[index for index, one in enumerate(fields) if isinstance(one, models.JSONField)],
    )


def _values(shape: _Shape, values: Iterable[Any]) -> Parameters:
    """Database values; psycopg adapts all but JSON itself, so there the fields need not be asked."""
    if not on_postgresql():
        base = database()
        return [one.get_db_prep_save(value, base) for one, value in zip(shape.fields, values, strict=True)]
    told = list(values)
    for index in shape.json_at:
        if told[index] is not None:
            told[index] = Jsonb(told[index], dumps=to_json)  # in the letters of the text, which json escapes
    return told


def _insert(model: type[models.Model], values: Mapping[str, Any], source: str = "") -> Statement:
    names = tuple(values)
    return _insert_sql(model, names, source), _values(_shape(model, names), values.values())


@cache
def _insert_sql(model: type[models.Model], names: tuple[str, ...], source: str) -> str:
    shape = _shape(model, names)
    picked = f"SELECT {shape.marks} FROM {source}" if source else f"VALUES ({shape.marks})"
    return f'INSERT INTO "{model._meta.db_table}" ({shape.columns}) {picked}'


def _insert_all(model: type[models.Model], records: Sequence[Mapping[str, Any]], source: str) -> Statement:
    """Several rows of one table in the order given; rows of separate statements would get their ids in any order."""
    if len(records) == 1:
        return _insert(model, records[0], source)
    names = tuple(records[0])
    shape = _shape(model, names)
    parameters = [one for record in records for one in _values(shape, record.values())]
    return _insert_all_sql(model, names, count=len(records), source=source), parameters


@cache
def _insert_all_sql(model: type[models.Model], names: tuple[str, ...], *, count: int, source: str) -> str:
    shape = _shape(model, names)
    marks = ", ".join(f"%s::{one.cast_db_type(connection)}" for one in shape.fields) if source else shape.marks
    values = "VALUES " + ", ".join([f"({marks})"] * count)
    picked = f"SELECT v.* FROM {source}, ({values}) AS v" if source else values
    return f'INSERT INTO "{model._meta.db_table}" ({shape.columns}) {picked}'


def _update(model: type[models.Model], values: Mapping[str, Any], where: Mapping[str, Any]) -> Statement:
    names = tuple(values)
    known = tuple([name for name, value in where.items() if value is not None])
    empty = tuple([name for name, value in where.items() if value is None])
    parameters = _values(_shape(model, names), values.values())
    parameters += _values(_shape(model, known), [where[name] for name in known])
    return _update_sql(model, names, known=known, empty=empty), parameters


@cache
def _update_sql(
    model: type[models.Model], names: tuple[str, ...], *, known: tuple[str, ...], empty: tuple[str, ...]
) -> str:
    sets = ", ".join(f'"{one.column}" = %s' for one in _shape(model, names).fields)
    guards = [f'"{one.column}" = %s' for one in _shape(model, known).fields]
    guards += sorted(f'"{one.column}" IS NULL' for one in _shape(model, empty).fields)
    return f'UPDATE "{model._meta.db_table}" SET {sets} WHERE {" AND ".join(guards)}'


def _case(step: Step, chained: str, *, source: str = "") -> Statement:
    values = {**step.sets, "version": step.version + 1, "head_hash": chained}
    if step.version == 0:
        return _insert(step.model, {"id": step.case_id, **values}, source)
    return _update(step.model, values, {"id": step.case_id, "version": step.version})


def _origin(step: Step) -> list[Statement]:
    one = step.origin
    return [_update(one.model, one.values, one.where)] if one else []


def _event_values(step: Step, topic: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "topic": topic,
        "subject_id": str(step.case_id),
        "seq": step.version + 1,
        "payload": payload,
        "created_at": step.at,
        "expanded": False,
    }


def _beside(step: Step, link: Link, *, source: str) -> Iterable[Statement]:
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
    yield counted(bucket_of(step.case_id), link.seal, source)
    yield _insert(Entry, link._asdict(), source)


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
    """Raise the book's number from ``expected``; for a book that moved on there is none, which fails the step."""
    table = Number._meta.db_table
    picked = f"SELECT %s, %s FROM {source}" if source else "VALUES (%s, %s)"
    return (
        f'INSERT INTO "{table}" ("book", "value") {picked} ON CONFLICT ("book") '
        f'DO UPDATE SET "value" = CASE WHEN "{table}"."value" = %s THEN excluded."value" END',
        [book, expected + 1, expected],
    )


def _one_statement(step: Step, link: Link) -> bool:
    parts: list[str] = []
    parameters: Parameters = []
    for sql, more in _origin(step):
        parts.append(f'o AS ({sql} RETURNING "id")')
        parameters += more
    sql, more = _case(step, link.hash, source="o" if step.origin else "")
    parts.append(f'd AS ({sql} RETURNING "id")')
    parameters += more
    for index, (sql, more) in enumerate(_beside(step, link, source="d")):
        parts.append(f"w{index} AS ({sql})")
        parameters += more
    cursor = preparing_cursor()
    cursor.execute(f"WITH {', '.join(parts)} SELECT count(*) FROM d", parameters)
    return bool(cursor.fetchone()[0])


def _short_transaction(step: Step, link: Link) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*_origin(step), _case(step, link.hash)):
            cursor.execute(*statement)
            if cursor.rowcount != 1:
                return False
        for sql, parameters in _beside(step, link, source=""):
            cursor.execute(sql, parameters)
    return True
