"""Accept the ledger as it stands: after a break was looked into, or the key was lost. The reason is an entry itself."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from motcua.kernel import clock
from motcua.ledger.actions.record import Acting, record
from motcua.ledger.cursors import on_postgresql
from motcua.ledger.heads import KEEPERS
from motcua.ledger.models import Entry, Tally
from motcua.ledger.sealing import seal_all


def reseal_ledger(*, reason: str, before: Mapping[str, Any], actor: Acting) -> Entry:
    """Seal and count everything with the present key. It heals no chain: one that is broken stays so and is named."""
    with transaction.atomic():
        if on_postgresql():
            with connection.cursor() as cursor:  # acts wait until it is done
                cursor.execute(f'LOCK TABLE "{Tally._meta.db_table}", "{Entry._meta.db_table}" IN EXCLUSIVE MODE')
        seal_all(Entry, Tally, {kind: keeper.heads for kind, keeper in KEEPERS.items()})
        facts = {"reason": reason, "before": dict(before)}
        return record(
            subject_kind="ledger", subject_id="all", act="reseal_ledger", actor=actor, facts=facts, at=clock.now()
        )
