"""Reading the outbox: how old the worker's last sign of life is, what waits, what died."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from motcua.outbox.models import Delivery, Heartbeat

SILENT_SECONDS = 30


def worker_age(now: datetime) -> float | None:
    """Seconds since any worker's last sign of life; None when there never was one.

    A sign from far ahead was left by a clock that has been set back since; it says nothing of now.
    """
    soon = now + timedelta(seconds=SILENT_SECONDS)
    beat = Heartbeat.objects.filter(beat_at__lte=soon).order_by("-beat_at").first()
    return max(0.0, (now - beat.beat_at).total_seconds()) if beat else None


def dead_letters() -> QuerySet[Delivery]:
    """Deliveries that were given up, newest first."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("-id")


def waiting_letters() -> QuerySet[Delivery]:
    """Deliveries that are on their way."""
    return Delivery.objects.filter(state=Delivery.State.WAITING)


def is_silent(age: float | None) -> bool:
    """Whether no worker gave a sign of life for so long that somebody must look; ``age`` is ``worker_age``."""
    return age is None or age > SILENT_SECONDS
