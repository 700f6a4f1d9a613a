"""Three months of believable cases over the communes, driven through the real acts at past moments."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from motcua.demo.driver import Driver
from motcua.demo.endings import ENDING, Told
from motcua.demo.story import Story, moments, plan
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import is_away
from motcua.dossiers.queries import calendar_of
from motcua.dossiers.way import is_decided_here
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.lifecycle import WORKING, State
from motcua.kernel.refusals import Refused
from motcua.outbox.models import Event
from motcua.people.models import Account
from motcua.people.queries import directory

DAYS = 92
SEED = 20261124
QUIET_DAYS = 5
BATCH = 50


@dataclass(frozen=True)
class Cast:
    """Who and what the cases are made of."""

    procedures: Sequence[str]
    units: Sequence[tuple[str, int]]
    people: Sequence[Account]
    paper: StoredFile | None


def tell_history(cast: Cast, *, count: int, progress: Callable[[int, int], None]) -> int:
    """Drive ``count`` cases; returns how many were told. The present is left as it is now."""
    now = clock.now()
    random = Random(SEED)  # noqa: S311 - a believable demo, not a secret
    unit = directory().unit_by_code(cast.units[0][0])
    assert unit is not None
    from motcua.workdays.queries import calendar_for

    stories = [
        plan(
            random,
            number=number,
            procedures=cast.procedures,
            units=cast.units,
            people=len(cast.people),
            at=moment,
        )
        for number, moment in enumerate(moments(random, calendar_for(unit.id), now=now, days=DAYS, count=count))
    ]
    done = 0
    with _quick_writes():
        for start in range(0, len(stories), BATCH):
            with transaction.atomic():
                for story in stories[start : start + BATCH]:
                    done += _tell(story, cast, now)
            progress(min(start + BATCH, len(stories)), len(stories))
        _forget_old_events(now)
    return done


@contextmanager
def _quick_writes() -> Iterator[None]:
    """While a fresh demo is written SQLite need not sync every commit; a crash means starting over."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _tell(story: Story, cast: Cast, now: datetime) -> bool:
    """One case from its beginning up to the present moment."""
    unit = directory().unit_by_code(story.unit_code)
    assert unit is not None
    desk = directory().unit_by_code(story.desk_code) if story.desk_code else None
    driver = Driver(
        story.procedure,
        unit.id,
        cast.people[story.applicant],
        paper=cast.paper,
        delivery=story.delivery,
        desk_unit_id=desk.id if desk else 0,
        organisation=story.number if story.is_organisation else 0,
    )
    if story.channel == "online" and not driver.loaded().bundle.is_taken_online:
        story = replace(story, channel="counter")
    try:
        with transaction.atomic():
            _walk(story, driver, now)
    except Refused:
        return False
    return True


def _walk(story: Story, driver: Driver, now: datetime) -> None:
    with clock.moved_to(story.submitted_at):
        dossier = driver.file(story.channel)
    told = Told(story, driver, now)
    if dossier.code is None:
        dossier = _at_the_desk(told, dossier)
    if dossier.state in WORKING:
        dossier = _at_work(told, dossier)
    if dossier.state == State.FINISHED:
        _to_the_person(told, dossier)


def _at_the_desk(told: Told, dossier: Dossier) -> Dossier:
    """The desk answers within its hours, mostly."""
    calendar = calendar_of(dossier)
    at = calendar.add_minutes(told.story.submitted_at, 40 + (told.story.number * 37) % 380)
    if at > told.now:
        return dossier
    ending = ENDING.get(told.story.ending)
    if ending and ending.at_door:
        return ending.tell(told, dossier, at)
    with clock.moved_to(at):
        return told.driver.receive(dossier)


def _at_work(told: Told, dossier: Dossier) -> Dossier:
    """Step by step at the case's own pace; what goes wrong happens at the first step."""
    ending = ENDING.get(told.story.ending)
    if ending and not ending.at_door:
        dossier = ending.tell(told, dossier, told.part_of(dossier, 0.15))
    share = 0.3
    while dossier.state in WORKING and not is_away(dossier):
        at = told.part_of(dossier, share)
        if at > told.now:
            return dossier
        with clock.moved_to(at):
            decides = is_decided_here(dossier)
            dossier = told.driver.approve(dossier) if decides else told.driver.work(dossier)
        share = min(share + 0.5, 1.0)  # leaders decide later than others work: their stack is worth a look
    return dossier


def _to_the_person(told: Told, dossier: Dossier) -> None:
    """The result is fetched, sent or downloaded, and some say how it was."""
    assert dossier.finished_at is not None
    days = told.story.collected_after_days
    at = calendar_of(dossier).add_minutes(dossier.finished_at + timedelta(days=days), 30 + told.story.number % 200)
    if at > told.now:
        return
    way = told.story.delivery
    with clock.moved_to(at):
        dossier = told.driver.hand_over(dossier, way)
    if told.story.rating and way == "online":
        told.rate(dossier, at + timedelta(hours=2))


def _forget_old_events(now: datetime) -> None:
    """Nobody is told today what happened months ago."""
    Event.objects.filter(created_at__lt=now - timedelta(days=QUIET_DAYS)).update(expanded=True)
