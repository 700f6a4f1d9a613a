"""Taking the register out of the house: many people's data in one file, so it is an act of its own."""

from datetime import date

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.register import MOST_EXPORTED, may_read_register, received_between, received_for_others, whole
from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor


def export_register(*, unit_id: int, span: tuple[date, date], kind: str, actor: Actor) -> list[Dossier]:
    """The rows that go into the file; who took them, of which days and how many is kept in the ledger.

    Refuses with NotFound where the register is not the actor's to read, Invalid where the file would hold too much.
    """
    may_read_register(actor, unit_id).or_refuse()
    unit = directory().unit(unit_id)
    with transaction.atomic():
        parts = (received_between(actor, unit_id, span), received_for_others(actor, unit_id, span))
        rows = [one for part in parts for one in whole(part.select_related("hand_over")[: MOST_EXPORTED + 1])]
        facts = {"unit": unit.name, "first": span[0].isoformat(), "last": span[1].isoformat(), "kind": kind}
        record(
            subject_kind="register",
            subject_id=unit.code,
            act="export_register",
            actor=actor,
            facts={**facts, "count": len(rows)},
            at=clock.now(),
        )
    return rows
