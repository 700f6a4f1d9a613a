"""Reading the outbox: how old the worker's last sign of life is, what waits, what died."""

from datetime import datetime

from django.db.models import Count, QuerySet

from motcua.outbox.models import Delivery, Heartbeat


def worker_age(now: datetime) -> float | None:
    """Seconds since any worker's last sign of life; None when there never was one."""
    beat = Heartbeat.objects.order_by("-beat_at").first()
    return (now - beat.beat_at).total_seconds() if beat else None


def dead_letters() -> QuerySet[Delivery]:
    """Deliveries that were given up, newest first."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("-id")


def delivery_counts() -> dict[str, int]:
    """How many deliveries are in each state."""
    rows = Delivery.objects.values_list("state").annotate(n=Count("id"))
    return dict(rows)
