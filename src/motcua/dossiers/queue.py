"""The queue of an officer's posts in statements of our own: the page that officers open all day."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.queries import queue_posts
from motcua.kernel import clock
from motcua.ledger.reading import figures, rows
from motcua.people.rules import Actor

WORKING = "\"state\" NOT IN ('door_supplement', 'awaiting_supplement', 'awaiting_payment', 'suspended', 'finished')"
LANES: Mapping[str, str] = {
    # one whose suspension should have been looked at is overdue
    "overdue": f'("attention_at" < %(at)s AND ({WORKING} OR "state" = \'suspended\'))',
    "today": f'("attention_at" >= %(at)s AND "attention_at" < %(tomorrow)s AND {WORKING})',
    "soon": f'("attention_at" >= %(tomorrow)s AND "attention_at" < %(later)s AND {WORKING})',
    "new": "(\"state\" IN ('submitted', 'received'))",
    "waiting": "(\"state\" IN ('door_supplement', 'awaiting_supplement', 'awaiting_payment', 'suspended'))",
    "return": "(\"state\" = 'finished')",
}
NARROWING: Mapping[str, str] = {"procedure": '"procedure_code" = %(procedure)s', "channel": '"channel" = %(channel)s'}
ORDERS = ("attention_at", "applicant_order", "submitted_at")


def next_midnight(at: datetime) -> datetime:
    """When this day ends in Vietnam."""
    local = at.astimezone(clock.VIETNAM)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def queue_page(
    actor: Actor,
    at: datetime,
    *,
    chosen: Mapping[str, str],
    order: str,
    begin: Sequence[Any] | None,
    most: int,
    only: tuple[str, ...],
) -> list[Dossier]:
    """Open cases at the actor's posts, narrowed to ``chosen`` (lane, procedure, channel), after the values ``begin``.

    ``order`` is one of ORDERS, with a leading "-" for falling; ``only`` these columns are read.
    """
    where, marks = _posts_of(actor)
    conditions = [where, *(NARROWING[name] for name in NARROWING if chosen.get(name))]
    if chosen.get("lane") in LANES:
        conditions.append(LANES[chosen["lane"]])
    key = order.removeprefix("-")
    assert key in ORDERS
    way, beyond = ("DESC", "<") if order.startswith("-") else ("ASC", ">")
    if begin is not None:
        conditions.append(f'("{key}", "id") {beyond} (%(begin)s, %(begin_id)s)')
        marks |= {"begin": begin[0], "begin_id": UUID(str(begin[1]))}
    sql = f'{" AND ".join(conditions)} ORDER BY "{key}" {way}, "id" {way} LIMIT {most}'
    found = rows(Dossier, sql, {**marks, **_moments(at), **chosen}, only=only)
    return [dossier for (dossier,) in found]


def in_lane(lane: str, at: datetime) -> RawSQL:
    """The condition of one lane for a list that is not the queue itself."""
    marks, named = _moments(at), re.compile(r"%\((\w+)\)s")
    told = [connection.ops.adapt_datetimefield_value(marks[name]) for name in named.findall(LANES[lane])]
    return RawSQL(named.sub("%s", LANES[lane]), told, BooleanField())  # noqa: S611 - ours


def lane_counts(actor: Actor, at: datetime, most: int) -> dict[str, int]:
    """How many wait in each lane, and in all, among the first ``most`` of the queue; one statement.

    ``asked`` counts the questions of other bodies that wait at the same posts.
    """
    where, marks = _posts_of(actor)
    counted = ", ".join(f"COUNT(*) FILTER (WHERE {condition})" for condition in LANES.values())
    seen = f'SELECT "attention_at", "state" FROM "dossiers_dossier" WHERE {where} LIMIT {most}'  # noqa: S608 - ours
    asked = f'(SELECT COUNT(*) FROM "dossiers_opinion" WHERE {_asked_of(actor)})'  # noqa: S608 - ours
    sql = f"SELECT COUNT(*), {counted}, {asked} FROM ({seen}) AS seen"  # noqa: S608 - ours
    return dict(zip(("all", *LANES, "asked"), figures(sql, {**marks, **_moments(at)})[0], strict=True))


def opinions_waiting(actor: Actor, most: int) -> list[Opinion]:
    """Questions of other bodies that wait at the actor's posts, each with its case."""
    waiting = Opinion.objects.filter(post_id__in=queue_posts(actor), answered_at=None, dropped_at=None)
    return list(waiting.select_related("dossier").order_by("due_at", "id")[:most])


def _listed(actor: Actor) -> tuple[dict[str, Any], str]:
    marks = {f"post{number}": post_id for number, post_id in enumerate(queue_posts(actor))}
    return marks, ", ".join(f"%({name})s" for name in marks) or "NULL"


def _asked_of(actor: Actor) -> str:
    """The same rows as ``opinions_waiting``."""
    _, listed = _listed(actor)
    return f'"post_id" IN ({listed}) AND "answered_at" IS NULL AND "dropped_at" IS NULL'


def _posts_of(actor: Actor) -> tuple[str, dict[str, Any]]:
    """The same rows as ``queries.inbox``."""
    marks, listed = _listed(actor)
    return f'"holder_post_id" IN ({listed}) AND "closed_at" IS NULL', marks


def _moments(at: datetime) -> dict[str, Any]:
    tomorrow = next_midnight(at)
    return {"at": at, "tomorrow": tomorrow, "later": tomorrow + timedelta(days=3)}
