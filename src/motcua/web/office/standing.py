"""Where things stand: every open case by age, holder and risk, over the units of the reader."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
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
from motcua.web.office.access import actor_of, officer_only
from motcua.web.office.queue_view import WAITING
from motcua.web.office.rows import SHOWN, drawn_rows
from motcua.web.ui.keyset import page_of
from motcua.web.ui.posted import number_in

PAGE_SIZE = 50
MOST_HOLDERS = 15
AGES = (("0–2", 0, 2), ("3–5", 3, 5), ("6–10", 6, 10), ("11–20", 11, 20), ("> 20", 21, 99_999))


def risk_filters(at: datetime) -> dict[str, Q]:
    """Open cases by how close the law's clock is."""
    tomorrow = next_midnight(at)
    working = ~Q(state__in=WAITING) & ~Q(state=State.FINISHED)
    return {
        "overdue": Q(attention_at__lt=at) & working,
        "today": Q(attention_at__gte=at, attention_at__lt=tomorrow) & working,
        "soon": Q(attention_at__gte=tomorrow, attention_at__lt=tomorrow + timedelta(days=3)) & working,
        "calm": Q(attention_at__gte=tomorrow + timedelta(days=3)) & working,
        "waiting": Q(state__in=(*WAITING, State.FINISHED)),
    }


@officer_only("leader", "inspector", "desk_officer")
def standing(request: HttpRequest) -> HttpResponse:
    """Where things stand: every open case by age, holder and risk, over the units of the reader."""
    at, unit_id = clock.now(), number_in(request.GET.get("don-vi"))
    open_cases = open_of(actor_of(request), unit_id)
    risk = request.GET.get("muc", "")
    listed = open_cases.filter(risk_filters(at).get(risk, Q())).only(*SHOWN)
    page = page_of(listed, ("attention_at", "id"), request.GET.get("sau", ""), PAGE_SIZE)
    context = {
        "section": "standing",
        "units": _by_unit(open_cases, at),
        "holders": _by_holder(open_cases, at),
        "totals": _totals(open_cases, at),
        "ages": _by_age(open_cases, at),
        "page": page,
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


def _counted(at: datetime) -> dict[str, Count]:
    return {key: Count("id", filter=condition) for key, condition in risk_filters(at).items()}


def _totals(rows: QuerySet[Dossier], at: datetime) -> dict[str, int]:
    return rows.order_by().aggregate(**_counted(at), total=Count("id"))


def _by_unit(rows: QuerySet[Dossier], at: datetime) -> list[dict[str, Any]]:
    grouped = rows.order_by().values("competent_unit_id").annotate(**_counted(at), total=Count("id"))
    known = directory()
    found = [{**row, "unit": known.unit(row["competent_unit_id"])} for row in grouped]
    return sorted(found, key=lambda row: (-row["overdue"], row["unit"].name))


def _by_holder(rows: QuerySet[Dossier], at: datetime) -> list[dict[str, Any]]:
    grouped = (
        rows.order_by()
        .values("holder_post_id")
        .annotate(**_counted(at), total=Count("id"), oldest=Min("step_since"))
        .order_by(F("overdue").desc(), F("total").desc())[:MOST_HOLDERS]
    )
    known = directory()
    found = []
    for row in grouped:
        post = known.post(row["holder_post_id"])
        if post:
            found.append({**row, "post": post, "unit": known.unit(post.unit_id)})
    return found


def _by_age(rows: QuerySet[Dossier], at: datetime) -> list[tuple[str, int]]:
    """Open cases by days since they were handed in."""
    today = at.astimezone(clock.VIETNAM).date()
    days = rows.order_by().annotate(day=TruncDate("submitted_at", tzinfo=clock.VIETNAM))
    ages = Counter[str]()
    for day, number in days.values_list("day").annotate(n=Count("id")):
        age = max((today - day).days, 0)
        ages[next(label for label, low, high in AGES if low <= age <= high)] += number
    return [(label, ages[label]) for label, _, _ in AGES]
