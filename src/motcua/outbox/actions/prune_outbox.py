"""Letting go of events that everybody got long ago; the ledger keeps what happened."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from motcua.kernel import clock
from motcua.outbox.models import Delivery, Event

BATCH = 1000
MOST_BATCHES = 50


def prune_outbox() -> int:
    """Drop events older than ``OUTBOX_KEPT_DAYS`` whose deliveries are all done; says how many. May run twice.

    A dead letter stays with its event until somebody sends it again.
    """
    before, dropped = clock.now() - timedelta(days=settings.OUTBOX_KEPT_DAYS), 0
    for _ in range(MOST_BATCHES):
        undone = Delivery.objects.filter(event_id=OuterRef("pk")).exclude(state=Delivery.State.DONE)
        oldest = Event.objects.filter(~Exists(undone), expanded=True).order_by("id")
        # The oldest by number are the oldest by time: no index over time has to be kept for this.
        old = [pk for pk, made in oldest.values_list("pk", "created_at")[:BATCH] if made < before]
        with transaction.atomic():
            Delivery.objects.filter(event_id__in=old).delete()
            Event.objects.filter(pk__in=old).delete()
        dropped += len(old)
        if len(old) < BATCH:
            break
    return dropped
