"""Three months of believable cases over the communes, driven through the real acts at past moments."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from django.db import connection, transaction

from motcua.demo.applicants import Applicants
from motcua.demo.driver import Driver
from motcua.demo.endings import ENDING, Play, Told
from motcua.demo.story import Story, moments, plan
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import is_away
from motcua.dossiers.queries import calendar_of
from motcua.dossiers.tasks import watch_clocks
from motcua.dossiers.way import is_decided_here, is_signed, present_step
from motcua.eforms.rules.calendar import age_on
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.lifecycle import WORKING, State
from motcua.kernel.refusals import Refused
from motcua.outbox.models import Event
from motcua.people.models import Account
from motcua.people.queries import directory
from motcua.workdays.queries import calendar_for

DAYS = 92
SEED = 20261124
QUIET_DAYS = 5
BATCH = 50
WATCH_EVERY = timedelta(days=2)  # often enough to date what was late, and the first run stays quick
Turn = tuple[datetime, int, Iterator[datetime]]


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
    stories = _stories(cast, now=now, count=count)
    plays: list[Turn] = [(story.submitted_at, story.number, _told(story, cast)) for story in stories]
    plays.append(((now - timedelta(days=DAYS)).replace(hour=7, minute=10), len(stories), _watch()))
    with _quick_writes():
        failed = _perform(plays, now=now, progress=lambda begun: progress(min(begun, len(stories)), len(stories)))
        _forget_old_events(now)
    return len(stories) - failed


def _stories(cast: Cast, *, now: datetime, count: int) -> list[Story]:
    random = Random(SEED)  # noqa: S311 - a believable demo, not a secret
    unit = directory().unit_by_code(cast.units[0][0])
    assert unit is not None
    calendar = calendar_for(unit.id)
    people = Applicants(random, [age_on(person.birth_date or now.date(), now.date()) for person in cast.people])
    return [
        plan(
            random,
            number=number,
            procedures=cast.procedures,
            units=cast.units,
            people=people,
            at=moment,
            is_open=calendar.is_open(moment),
        )
        for number, moment in enumerate(moments(random, calendar, now=now, days=DAYS, count=count))
    ]


def _perform(plays: list[Turn], *, now: datetime, progress: Callable[[int], None]) -> int:
    """Every play goes on at its moment, all in the order of time; returns how many could not begin."""
    heapify(plays)
    begun: set[int] = set()
    failed = 0
    while plays and plays[0][0] <= now:
        with transaction.atomic():
            for _ in range(BATCH):
                if not plays or plays[0][0] > now:
                    break
                moment, number, play = heappop(plays)
                following, is_refused = _go_on(play, moment)
                failed += is_refused and number not in begun
                is_new = number not in begun
                begun.add(number)
                if is_new and len(begun) % BATCH == 0:
                    progress(len(begun))
                if following:
                    heappush(plays, (max(following, moment), number, play))
    return failed


def _go_on(play: Iterator[datetime], moment: datetime) -> tuple[datetime | None, bool]:
    """One step of a play, at its moment: when it goes on, if it does, and whether the step was refused."""
    try:
        with transaction.atomic(), clock.moved_to(moment):
            return next(play, None), False
    except Refused:
        return None, True


def _watch() -> Iterator[datetime]:
    """The watch, so that what was late in September was escalated in September."""
    while True:
        watch_clocks()
        yield clock.now() + WATCH_EVERY


@contextmanager
def _quick_writes() -> Iterator[None]:
    """While a fresh demo is written SQLite need not sync every commit; a crash means starting over."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _told(story: Story, cast: Cast) -> Iterator[datetime]:
    """One case from its beginning; yields the moments at which something happens to it."""
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
        typed_by=story.typed_by,
    )
    if story.channel == "online" and not driver.loaded().bundle.is_taken_online:
        story = replace(story, channel="counter")
        yield calendar_for(unit.id).add_minutes(story.submitted_at, 1)  # the counter is open
    told = Told(story, driver)
    dossier = driver.file(story.channel)
    if dossier.code is None:
        dossier = yield from _at_the_desk(told, dossier)
    if dossier.state in WORKING:
        dossier = yield from _at_work(told, dossier)
    if dossier.state == State.FINISHED:
        yield from _to_the_person(told, dossier)


def _at_the_desk(told: Told, dossier: Dossier) -> Play:
    """The desk answers within its hours, mostly."""
    at = calendar_of(dossier).add_minutes(told.story.submitted_at, 40 + (told.story.number * 37) % 380)
    ending = ENDING.get(told.story.ending)
    if ending and ending.at_door:
        return (yield from ending.tell(told, dossier, at))
    yield at
    return told.driver.receive(dossier)


def _at_work(told: Told, dossier: Dossier) -> Play:
    """Step by step at the case's own pace; what goes wrong happens at the first step."""
    ending = ENDING.get(told.story.ending)
    if ending and not ending.at_door and ending.fits(dossier):
        dossier = yield from ending.tell(told, dossier, told.part_of(dossier, 0.15))
    share = 0.3
    while dossier.state in WORKING and not is_away(dossier):
        yield _turn_of(told, dossier, share)
        decides = is_decided_here(dossier) and not is_signed(dossier)
        dossier = told.driver.approve(dossier) if decides else told.driver.work(dossier)
        share = min(share + 0.5, 1.0)  # leaders decide later than others work: their stack is worth a look
    return dossier


def _turn_of(told: Told, dossier: Dossier, share: float) -> datetime:
    """When the holder comes to it; the clerk numbers and seals a day's papers together."""
    at, step = told.part_of(dossier, share), present_step(dossier)
    if step is None or step.role != "clerk":
        return at
    return max(at, calendar_of(dossier).add_minutes(dossier.step_since, 400 + told.story.number * 37 % 400))


def _to_the_person(told: Told, dossier: Dossier) -> Iterator[datetime]:
    """The result is fetched, sent or downloaded, and some say how it was."""
    assert dossier.finished_at is not None
    days = told.story.collected_after_days
    yield calendar_of(dossier).add_minutes(dossier.finished_at + timedelta(days=days), 30 + told.story.number % 200)
    way = told.story.delivery
    dossier = told.driver.hand_over(dossier, way)
    if told.story.rating and way == "online":
        yield clock.now() + timedelta(hours=2)
        told.rate(dossier)


def _forget_old_events(now: datetime) -> None:
    """Nobody is told today what happened months ago."""
    Event.objects.filter(created_at__lt=now - timedelta(days=QUIET_DAYS)).update(expanded=True)
