"""Where things stand: every open case by age, holder and risk, over the units of the reader."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import visible_to
from motcua.dossiers.queue import next_midnight
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.office.columns import look_for
from motcua.web.office.queue_view import WAITING
from motcua.web.office.rows import SHOWN, drawn_rows
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.keyset import page_of
from motcua.web.ui.posted import number_in

MOST_HOLDERS = 15
RISKS = ("overdue", "today", "soon", "calm", "waiting")
SUSPENDED = Q(state=State.SUSPENDED)
AGES = (("0–2", 0, 2), ("3–5", 3, 5), ("6–10", 6, 10), ("11–20", 11, 20), ("> 20", 21, 99_999))


def risk_filters(at: datetime) -> dict[str, Q]:
    """Open cases by how close the law's clock is."""
    tomorrow = next_midnight(at)
    working = ~Q(state__in=WAITING) & ~Q(state=State.FINISHED)
    return {
        "overdue": Q(attention_at__lt=at) & (working | SUSPENDED),  # its review was missed
        "today": Q(attention_at__gte=at, attention_at__lt=tomorrow) & working,
        "soon": Q(attention_at__gte=tomorrow, attention_at__lt=tomorrow + timedelta(days=3)) & working,
        "calm": Q(attention_at__gte=tomorrow + timedelta(days=3)) & working,
        "waiting": Q(state__in=(*WAITING, State.FINISHED)) & ~(Q(attention_at__lt=at) & SUSPENDED),
    }


@officer_only("leader", "inspector", "desk_officer")
def standing(request: HttpRequest) -> HttpResponse:
    """Where things stand: every open case by age, holder and risk, over the units of the reader."""
    at, unit_id = clock.now(), number_in(request.GET.get("don-vi"))
    open_cases, look = open_of(actor_of(request), unit_id), look_for(actor_of(request))
    groups, risk = groups_of(open_cases, at), request.GET.get("muc", "")
    listed = open_cases.filter(risk_filters(at).get(risk, Q())).only(*SHOWN)
    page = page_of(listed, ("attention_at", "id"), request.GET.get("sau", ""), look.size)
    context = {
        "section": "standing",
        "units": _by_unit(groups),
        "holders": _by_holder(groups),
        "totals": _figures(groups),
        "ages": _by_age(groups, at),
        "page": page,
        "look": look,
        "rows": drawn_rows(page.rows, at),
        "risk": risk,
        "unit_id": unit_id,
        "only_unit": directory().unit(unit_id) if unit_id and page.rows else None,
    }
    return render(request, "office/standing.html", context)


def open_of(actor: Actor, unit_id: int | None) -> QuerySet[Dossier]:
    """The open cases that the reader may see, of one unit if asked."""
    found = visible_to(actor).filter(closed_at__isnull=True)
    return found.filter(competent_unit_id=unit_id) if unit_id else found


@dataclass(frozen=True)
class Group:
    """The open cases of one unit at one post that came in on one day, by how close the law's clock is."""

    unit_id: int
    post_id: int
    day: date
    oldest: datetime
    counts: Counter[str]


def groups_of(rows: QuerySet[Dossier], at: datetime) -> list[Group]:
    """All figures of the page from one reading of the open cases."""
    counted = {key: Count("id", filter=condition) for key, condition in risk_filters(at).items()}
    keys = ("competent_unit_id", "holder_post_id", "day")
    dated = rows.order_by().annotate(day=TruncDate("submitted_at", tzinfo=clock.VIETNAM))
    grouped = dated.values(*keys).annotate(**counted, total=Count("id"), oldest=Min("step_since"))
    return [
        Group(
            row["competent_unit_id"],
            row["holder_post_id"],
            row["day"],
            oldest=row["oldest"],
            counts=Counter({key: row[key] for key in (*counted, "total")}),
        )
        for row in grouped
    ]


def _by_unit(groups: list[Group]) -> list[dict[str, Any]]:
    known = directory()
    by_unit = sorted(groups, key=lambda one: one.unit_id)
    found = [
        {**_figures(inside), "unit": known.unit(unit_id)}
        for unit_id, inside in groupby(by_unit, key=lambda one: one.unit_id)
    ]
    return sorted(found, key=lambda row: (-row["overdue"], row["unit"].name))


def _figures(groups: Iterable[Group]) -> dict[str, Any]:
    summed = sum((one.counts for one in groups), Counter[str]())
    return {key: summed[key] for key in (*RISKS, "total")}


def _by_holder(groups: list[Group]) -> list[dict[str, Any]]:
    known, found = directory(), []
    by_post = sorted(groups, key=lambda one: one.post_id)
    for post_id, held in groupby(by_post, key=lambda one: one.post_id):
        inside, post = list(held), known.post(post_id)
        if post:
            unit, oldest = known.unit(post.unit_id), min(one.oldest for one in inside)
            found.append({**_figures(inside), "post": post, "unit": unit, "oldest": oldest})
    return sorted(found, key=lambda row: (-row["overdue"], -row["total"]))[:MOST_HOLDERS]


def _by_age(groups: list[Group], at: datetime) -> list[tuple[str, int]]:
    """Open cases by days since they were handed in."""
    today = at.astimezone(clock.VIETNAM).date()
    ages = Counter[str]()
    for one in groups:
        age = max((today - one.day).days, 0)
        ages[next(label for label, low, high in AGES if low <= age <= high)] += one.counts["total"]
    return [(label, ages[label]) for label, _, _ in AGES]
