"""Trying a delivery again that was given up."""

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.outbox.models import Delivery
from motcua.people.policies import may_manage_everything
from motcua.people.queries import directory
from motcua.people.rules import Actor

NO_LETTER = N_("Không có tin này.")
NOT_DEAD = N_("Tin này đang chờ gửi hoặc đã gửi rồi.")


def revive_delivery(*, delivery_id: int, actor: Actor) -> None:
    """The dead letter waits again, with all its tries before it.

    Refuses with NotPermitted, NotFound, or AlreadyDone when it is on its way or arrived.
    """
    may_manage_everything(actor, directory()).or_refuse()
    found = Delivery.objects.select_related("event").filter(pk=delivery_id).first()
    if found is None:
        raise NotFound(NO_LETTER)
    at = clock.now()
    facts = {"topic": found.event.topic, "consumer": found.consumer, "error": found.last_error}
    with transaction.atomic():
        dead = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.DEAD)
        if not dead.update(state=Delivery.State.WAITING, attempts=0, run_at=at):
            raise AlreadyDone(NOT_DEAD)
        record(subject_kind="outbox", subject_id=str(found.pk), act="revive_delivery", actor=actor, facts=facts, at=at)
