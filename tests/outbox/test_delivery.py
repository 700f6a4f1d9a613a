"""Events become deliveries: in order within a case, again after a failure, never lost by a killed worker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound, NotPermitted
from motcua.outbox.actions.deliver import EXPANDING, deliver_due, expand_events, lease, run_jobs
from motcua.outbox.actions.prune_outbox import prune_outbox
from motcua.outbox.actions.revive_delivery import revive_delivery
from motcua.outbox.models import Delivery, Event
from motcua.outbox.registry import CONSUMERS, JOBS, Happened, listen, schedule
from motcua.outbox.rules import LONGEST, MOST_ATTEMPTS, matches, next_try
from motcua.people.rules import ANONYMOUS, SYSTEM


class Receiver:
    """Someone who honours the key, and fails when told to."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.failing: set[str] = set()

    def __call__(self, happened: Happened) -> None:
        if happened.subject_id in self.failing:
            raise ConnectionError("no answer")
        self.got.append(f"{happened.subject_id}#{happened.seq}")


@pytest.fixture
def receiver(db: None) -> Iterator[Receiver]:
    kept = dict(CONSUMERS), dict(JOBS)
    CONSUMERS.clear()
    JOBS.clear()
    found = Receiver()
    listen("test", "case.*", consume=found)
    yield found
    for registry, before in zip((CONSUMERS, JOBS), kept, strict=True):
        registry.clear()
        registry.update(before)


def announce(subject: str, seq: int, topic: str = "case.moved") -> None:
    Event.objects.create(topic=topic, subject_id=subject, seq=seq, payload={}, created_at=clock.now())


def work(rounds: int = 5) -> None:
    for _ in range(rounds):
        expand_events()
        deliver_due()


def test_each_event_reaches_its_consumer_once(receiver: Receiver):
    announce("a", 1)
    announce("b", 1)
    announce("c", 1, topic="other.moved")
    work()
    assert sorted(receiver.got) == ["a#1", "b#1"]
    assert Delivery.objects.filter(state="done").count() == 2


def test_order_within_a_case_survives_a_failure(receiver: Receiver, present: Callable[[str], Any]):
    present("2026-11-02T08:00:00")
    receiver.failing.add("a")
    for seq in (1, 2, 3):
        announce("a", seq)
    announce("b", 1)
    work()
    assert receiver.got == ["b#1"]
    receiver.failing.clear()
    present("2026-11-02T09:00:00")
    work()
    assert receiver.got == ["b#1", "a#1", "a#2", "a#3"]


def test_a_killed_worker_loses_nothing(receiver: Receiver, present: Callable[[str], Any]):
    present("2026-11-02T08:00:00")
    announce("a", 1)
    expand_events()
    assert len(lease(clock.now())) == 1
    work()
    assert receiver.got == []
    present("2026-11-02T08:03:00")
    work()
    assert receiver.got == ["a#1"]


def test_many_blocked_behind_one_that_fails_do_not_starve_the_others(receiver: Receiver, present: Callable[[str], Any]):
    present("2026-11-02T08:00:00")
    receiver.failing.add("a")
    for seq in range(130):
        announce("a", seq)
    work(3)
    announce("b", 1)
    work(2)
    assert receiver.got == ["b#1"]


@pytest.mark.django_db(transaction=True)
def test_only_one_worker_expands_at_a_time(receiver: Receiver):
    if connection.vendor == "sqlite":
        assert expand_events() == 0  # SQLite has one writer: a second one waits for the first by itself
        return
    announce("a", 1)
    other = connection.copy()
    try:
        with other.cursor() as elsewhere:
            elsewhere.execute("BEGIN")
            elsewhere.execute("SELECT pg_advisory_xact_lock(%s)", [EXPANDING])
            assert expand_events() == 0
            elsewhere.execute("COMMIT")
    finally:
        other.close()
    assert expand_events() == 1


def test_a_hopeless_delivery_is_laid_aside_and_can_be_revived(receiver: Receiver, present: Callable[[str], Any]):
    receiver.failing.add("a")
    announce("a", 1)
    moment = clock.now()
    for number in range(MOST_ATTEMPTS + 2):
        present((moment + timedelta(hours=7 * number)).isoformat())
        work(1)
    dead = Delivery.objects.get()
    assert (dead.state, dead.attempts) == ("dead", MOST_ATTEMPTS)
    receiver.failing.clear()
    revive_delivery(delivery_id=dead.pk, actor=SYSTEM)
    work(1)
    assert receiver.got == ["a#1"]
    with pytest.raises(AlreadyDone):
        revive_delivery(delivery_id=dead.pk, actor=SYSTEM)


def test_only_who_looks_after_everything_revives(db: None):
    with pytest.raises(NotPermitted):
        revive_delivery(delivery_id=1, actor=ANONYMOUS)
    with pytest.raises(NotFound):
        revive_delivery(delivery_id=1, actor=SYSTEM)


def test_what_arrived_long_ago_is_let_go_and_dead_letters_stay(receiver: Receiver, present: Callable[[str], Any]):
    present("2026-09-01T08:00:00")
    for subject in ("done", "dead", "waiting"):
        announce(subject, 1)
    expand_events()
    Delivery.objects.filter(subject_id="done").update(state="done")
    Delivery.objects.filter(subject_id="dead").update(state="dead")
    present("2026-11-02T08:00:00")
    announce("fresh", 1)
    expand_events()
    Delivery.objects.filter(subject_id="fresh").update(state="done")
    assert prune_outbox() == 1
    assert prune_outbox() == 0
    assert sorted(Event.objects.values_list("subject_id", flat=True)) == ["dead", "fresh", "waiting"]
    assert Delivery.objects.count() == 3


def test_many_are_let_go_in_one_run(receiver: Receiver, present: Callable[[str], Any]):
    at = present("2026-09-01T08:00:00")
    Event.objects.bulk_create(
        Event(topic="x.y", subject_id=str(n), seq=1, payload={}, created_at=at, expanded=True) for n in range(1001)
    )
    present("2026-11-02T08:00:00")
    assert prune_outbox() == 1001


def test_a_job_runs_once_a_period(receiver: Receiver, present: Callable[[str], Any]):
    ran: list[int] = []
    schedule("count", timedelta(minutes=1), lambda: ran.append(1))
    present("2026-11-02T08:00:00")
    run_jobs()
    run_jobs()
    present("2026-11-02T08:01:00")
    run_jobs()
    assert len(ran) == 2


def test_a_clock_that_was_set_back_stops_no_job(receiver: Receiver, present: Callable[[str], Any]):
    ran: list[int] = []
    schedule("count", timedelta(minutes=1), lambda: ran.append(1))
    for moment in ("2026-11-03T08:00:00", "2026-11-02T08:00:00", "2026-11-02T08:00:30"):
        present(moment)
        run_jobs()
    assert len(ran) == 2


def test_a_failing_job_does_not_stop_the_others(receiver: Receiver):
    ran: list[int] = []
    schedule("broken", timedelta(minutes=1), lambda: 1 / 0)
    schedule("count", timedelta(minutes=1), lambda: ran.append(1))
    run_jobs()
    assert ran == [1]


@given(st.integers(1, MOST_ATTEMPTS - 1))
def test_waiting_grows_and_is_bounded(attempts: int):
    at = clock.now()
    again = next_try(at, attempts)
    assert again is not None
    assert timedelta(0) < again - at <= LONGEST
    assert next_try(at, MOST_ATTEMPTS) is None


@pytest.mark.parametrize(
    ("pattern", "topic", "fits"),
    [("a.*", "a.b", True), ("a.*", "ab.c", False), ("a.b", "a.b", True), ("a.b", "a.bc", False)],
)
def test_topics_match(pattern: str, topic: str, fits: bool):
    assert matches(pattern, topic) is fits
