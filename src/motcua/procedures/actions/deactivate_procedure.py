"""A unit stops taking applications for a procedure; running dossiers go on."""

from datetime import date, timedelta

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.actions.activate_procedure import NO_UNIT
from motcua.procedures.models import Activation
from motcua.procedures.policies import may_activate
from motcua.procedures.queries import forget_offers, load_procedure

NOT_ACTIVE = N_("Đơn vị này đang không tiếp nhận thủ tục này.")


def deactivate_procedure(*, code: str, unit_id: int, actor: Actor, last_on: date | None = None) -> None:
    """``last_on`` is the last day with applications; yesterday by default, so it stops at once.

    Refuses with NotPermitted, NotFound or AlreadyDone.
    """
    unit = next((one for one in directory().units if one.id == unit_id), None)
    if unit is None:
        raise NotFound(NO_UNIT)
    may_activate(actor, unit.path).or_refuse()
    procedure = load_procedure(code)
    last = last_on or clock.today() - timedelta(days=1)
    with transaction.atomic():
        done = Activation.objects.filter(procedure=procedure, unit_id=unit_id, until_on=None).update(until_on=last)
        if not done:
            raise AlreadyDone(NOT_ACTIVE)
        facts = {"procedure": code, "unit": unit.code, "last_on": last.isoformat()}
        record(
            subject_kind="procedure",
            subject_id=code,
            act="deactivate_procedure",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
        transaction.on_commit(forget_offers)
