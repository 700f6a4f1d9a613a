"""Let every commune of the installation take every operable procedure; for a first start."""

from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.actions.import_catalogue import FROM
from motcua.procedures.models import Activation, Procedure
from motcua.procedures.policies import may_publish
from motcua.procedures.queries import forget_offers


def put_in_service(*, actor: Actor, from_on: date = FROM) -> int:
    """How many activations were added; a unit that once stopped a procedure stays without it."""
    known = directory()
    may_publish(actor, known).or_refuse()
    unit_ids = [unit.id for unit in known.communes()]
    added = 0
    for procedure in Procedure.objects.filter(is_operable=True, versions__isnull=False).distinct().defer("detail"):
        with transaction.atomic():
            told = set(Activation.objects.filter(procedure=procedure).values_list("unit_id", flat=True))
            fresh = [unit_id for unit_id in unit_ids if unit_id not in told]
            if not fresh:
                continue
            rows = [Activation(procedure=procedure, unit_id=unit_id, from_on=from_on) for unit_id in fresh]
            Activation.objects.bulk_create(rows)
            record(
                subject_kind="procedure",
                subject_id=procedure.code,
                act="put_in_service",
                actor=actor,
                facts={"units": len(fresh), "from_on": from_on.isoformat()},
                at=clock.now(),
            )
            added += len(fresh)
    forget_offers()
    return added
