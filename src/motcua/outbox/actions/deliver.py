"""Turn events into deliveries, lease them, hand them over, try again later."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from motcua.kernel import clock
from motcua.outbox.models import Delivery, Event, Heartbeat, Tick
from motcua.outbox.registry import CONSUMERS, JOBS, Happened, Scheduled
from motcua.outbox.rules import matches, next_try

log = logging.getLogger("motcua.outbox")
LEASE = timedelta(minutes=2)
BATCH = 100
OLDER = Delivery.objects.filter(  # what must reach the same consumer about the same case before
    subject_id=OuterRef("subject_id"),
    consumer=OuterRef("consumer"),
    state=Delivery.State.WAITING,
    event_id__lt=OuterRef("event_id"),
)
EXPANDING = 0x6D6F7463  # "motc": the lock of who expands


def expand_events() -> int:
    """One delivery for each consumer of each new event; returns how many events were taken.

    One worker at a time: with the earlier events in another's hands, a later one of the same case would overtake.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        fresh = list(Event.objects.filter(expanded=False).order_by("id")[:BATCH])
        at = clock.now()
        Delivery.objects.bulk_create(
            [
                Delivery(event=event, consumer=one.name, subject_id=event.subject_id, run_at=at)
                for event in fresh
                for one in CONSUMERS.values()
                if any(matches(topic, event.topic) for topic in one.topics)
            ],
            ignore_conflicts=True,
        )
        Event.objects.filter(pk__in=[event.pk for event in fresh]).update(expanded=True)
    return len(fresh)


def _alone() -> bool:
    """No other worker expands until this transaction ends (SQLite has one writer anyway)."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [EXPANDING])
        return bool(cursor.fetchone()[0])


def deliver_due() -> int:
    """Lease and hand over what is due; returns how many were tried."""
    leased = lease(clock.now())
    for delivery in leased:
        _hand_over(delivery)
    return len(leased)


def lease(at: datetime) -> list[Delivery]:
    """Take due deliveries for this worker: of each case and consumer only the oldest, so that order is kept."""
    with transaction.atomic():
        due = Delivery.objects.filter(state=Delivery.State.WAITING, run_at__lte=at).exclude(lease_until__gt=at)
        first = due.exclude(Exists(OLDER)).select_related("event").order_by("event_id", "id")
        taken = list(_locked(first)[:BATCH])
        Delivery.objects.filter(pk__in=[one.pk for one in taken]).update(lease_until=at + LEASE)
    return taken


def _locked(rows):  # type: ignore[no-untyped-def]
    """Rows that no other worker is taking at this moment (SQLite serialises writers by itself)."""
    return rows.select_for_update(skip_locked=True, of=("self",)) if connection.vendor == "postgresql" else rows


def _hand_over(delivery: Delivery) -> None:
    event = delivery.event
    consumer = CONSUMERS.get(delivery.consumer)
    try:
        if consumer is None:
            raise LookupError(f"no consumer {delivery.consumer}")
        key = f"{event.pk}/{delivery.consumer}"
        consumer.consume(Happened(key, event.topic, event.subject_id, event.seq, event.payload, event.created_at))
    except Exception as error:
        _failed(delivery, error)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.State.DONE, done_at=clock.now(), lease_until=None, attempts=delivery.attempts + 1
        )


def _failed(delivery: Delivery, error: Exception) -> None:
    attempts = delivery.attempts + 1
    again = next_try(clock.now(), attempts)
    log.warning("delivery.failed", extra={"consumer": delivery.consumer, "attempts": attempts}, exc_info=error)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.WAITING if again else Delivery.State.DEAD,
        attempts=attempts,
        run_at=again or delivery.run_at,
        lease_until=None,
        last_error=f"{type(error).__name__}: {error}"[:300],
    )


def run_jobs() -> int:
    """Run the scheduled jobs whose time has come; returns how many ran."""
    return sum(_run(job) for job in JOBS.values() if _claim(job))


def _claim(job: Scheduled) -> bool:
    """Take this tick for this worker; another one that was first keeps it."""
    at = clock.now()
    tick, is_new = Tick.objects.get_or_create(job=job.name, defaults={"ran_at": at})
    if is_new:
        return True
    if abs(at - tick.ran_at) < job.every:  # one far ahead was left by a clock that has been set back since
        return False
    return bool(Tick.objects.filter(pk=tick.pk, ran_at=tick.ran_at).update(ran_at=at))


def _run(job: Scheduled) -> bool:
    try:
        job.run()
    except Exception:
        log.exception("job.failed", extra={"job": job.name})
        return False
    return True


def beat(name: str) -> None:
    """A sign of life of this worker."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.now()})
