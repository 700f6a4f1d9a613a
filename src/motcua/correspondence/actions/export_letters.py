"""Taking a register of documents out of the house: an act of its own, so that it is known who took what."""

from datetime import date

from django.db import transaction

from motcua.correspondence.books import MOST_EXPORTED, in_rows, may_read_book, out_rows, whole
from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor


def export_letters(*, unit_id: int, book: str, span: tuple[date, date], kind: str, actor: Actor) -> list[object]:
    """The rows that go into the file, in the order of their numbers. Refuses with NotFound, Invalid."""
    may_read_book(actor, unit_id).or_refuse()
    unit = directory().unit(unit_id)
    with transaction.atomic():
        found = out_rows(actor, unit_id, span) if book == "di" else in_rows(actor, unit_id, span)
        order = ("year", "series", "number") if book == "di" else ("year", "number")
        rows = whole(found.order_by(*order)[: MOST_EXPORTED + 1])
        facts = {"unit": unit.name, "book": book, "first": span[0].isoformat(), "last": span[1].isoformat()}
        record(
            subject_kind="letter_office",
            subject_id=unit.code,
            act="export_letters",
            actor=actor,
            facts={**facts, "kind": kind, "count": len(rows)},
            at=clock.now(),
        )
    return rows
