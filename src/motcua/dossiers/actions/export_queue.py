"""Taking the list of one's work out of the house: many people's data in one file, so it is an act of its own."""

from collections.abc import Mapping

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.queue import queue_page
from motcua.dossiers.register import MOST_EXPORTED, whole
from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor


def export_queue(*, actor: Actor, chosen: Mapping[str, str], order: str, only: tuple[str, ...]) -> list[Dossier]:
    """What waits at the actor's posts, narrowed to ``chosen``; who took it, how narrowed and how many is kept."""
    at = clock.now()
    with transaction.atomic():
        most = MOST_EXPORTED + 1
        rows = whole(queue_page(actor, at, chosen=chosen, order=order, begin=None, most=most, only=only))
        unit = directory().unit(actor.seats[0].unit_id) if actor.seats else None
        record(
            subject_kind="queue",
            subject_id=unit.code if unit else str(actor.account_id),
            act="export_queue",
            actor=actor,
            facts={**chosen, "unit": unit.name if unit else "", "kind": "csv", "count": len(rows)},
            at=at,
        )
    return rows
