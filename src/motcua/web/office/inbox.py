"""The queue of an officer's posts, in the order of the law's clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox as queue
from motcua.dossiers.queries import opinions_waiting
from motcua.dossiers.standing import clock_view
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.web.office.access import actor_of, officer_only
from motcua.web.ui.keyset import page_of

SHOWN = (
    "id",
    "code",
    "reference",
    "title",
    "applicant_name",
    "state",
    "step_key",
    "waits_on",
    "attention_at",
    "due_at",
    "submitted_at",
    "received_at",
    "finished_at",
    "closed_at",
    "competent_unit_id",
    "holder_post_id",
    "channel",
)
MOST_COUNTED = 1000
PAGE_SIZE = 50


@dataclass(frozen=True)
class Lane:
    """One part of the queue: what it holds and how many wait there."""

    key: str
    label: str
    count: int
    tone: str
    is_current: bool
    is_cut: bool = False

    @property
    def count_text(self) -> str:
        """The count; with a plus when the queue is longer than is counted."""
        return f"{self.count}+" if self.is_cut else str(self.count)


LANES = (
    ("all", N_("Tất cả"), ""),
    ("overdue", N_("Quá hạn"), "late"),
    ("today", N_("Hôm nay"), "soon"),
    ("soon", N_("Sắp đến hạn"), "soon"),
    ("new", N_("Mới"), "yours"),
    ("waiting", N_("Chờ bổ sung"), ""),
)
WAITING = (State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, State.SUSPENDED)


def next_midnight(at: datetime) -> datetime:
    """When this day ends in Vietnam."""
    local = at.astimezone(clock.VIETNAM)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def lane_filter(key: str, at: datetime) -> Q:
    """Which dossiers are in a lane at this moment."""
    tomorrow = next_midnight(at)
    working = ~Q(state__in=WAITING)
    return {
        "overdue": Q(attention_at__lt=at) & working,
        "today": Q(attention_at__gte=at, attention_at__lt=tomorrow) & working,
        "soon": Q(attention_at__gte=tomorrow, attention_at__lt=tomorrow + timedelta(days=3)) & working,
        "new": Q(state__in=(State.SUBMITTED, State.RECEIVED)),
        "waiting": Q(state__in=WAITING),
    }.get(key, Q())


@officer_only()
def inbox(request: HttpRequest) -> HttpResponse:
    """One page of the queue, its lanes with their counts."""
    actor = actor_of(request)
    at = clock.now()
    chosen = request.GET.get("lan", "all")
    waiting = queue(actor)
    rows = waiting.filter(lane_filter(chosen, at)).only(*SHOWN)
    page = page_of(rows, ("attention_at", "id"), request.GET.get("sau", ""), PAGE_SIZE)
    context = {
        "section": "inbox",
        "lanes": _lanes(waiting, chosen, at),
        "page": page,
        "rows": [row_facts(one, at) for one in page.rows],
        "opinions": list(opinions_waiting(actor)[:20]),
        "now": at,
    }
    return render(request, "office/inbox.html", context)


def _lanes(waiting: QuerySet[Dossier], chosen: str, at: datetime) -> list[Lane]:
    """Every lane with its count, all counted in one statement over at most the first thousand of the queue."""
    seen = waiting.values("id", "attention_at", "state")[:MOST_COUNTED]
    counted = seen.aggregate(**{key: Count("id", filter=lane_filter(key, at) or None) for key, _, _ in LANES})
    is_cut = counted["all"] >= MOST_COUNTED
    return [Lane(key, label, counted[key], tone, key == chosen, is_cut) for key, label, tone in LANES]


def row_facts(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What a list shows of one dossier."""
    known = directory()
    post = known.post(dossier.holder_post_id) if dossier.holder_post_id else None
    view = clock_view(dossier, at)
    return {
        "id": dossier.pk,
        "dossier": dossier,
        "state": STATE_NAMES[State(dossier.state)],
        "unit": known.unit(dossier.competent_unit_id).short_name,
        "holder": post.title if post else "",
        "clock": view,
        "tone": view.tone if view.tone in {"late", "soon"} else "",
    }
