"""The queue of an officer's posts, in the order of the law's clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox as queue
from motcua.dossiers.queries import opinions_waiting
from motcua.dossiers.standing import clock_view
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.people.queries import directory, kept_views
from motcua.web.office.access import actor_of, officer_only
from motcua.web.office.bulk import bulk_acts
from motcua.web.office.queue_view import LANES, chips, kinds_of, lane_filter, sort_of, view_of
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


@officer_only()
def inbox(request: HttpRequest) -> HttpResponse:
    """One page of the queue, its lanes with their counts."""
    actor = actor_of(request)
    at = clock.now()
    view = view_of(request.GET)
    waiting = queue(actor)
    page = page_of(waiting.filter(view.narrowed(at)).only(*SHOWN), view.keys, request.GET.get("sau", ""), PAGE_SIZE)
    context = {
        "section": "inbox",
        "view": view,
        "lanes": _lanes(waiting, view.lane, at),
        "chips": chips(request, view, kinds_of(actor)),
        "sorts": {key: sort_of(request, view, key) for key in ("han", "nguoi", "nop")},
        "page": page,
        "rows": [row_facts(one, at) for one in page.rows],
        "views": list(kept_views(actor, "inbox")),
        "bulk": bulk_acts(actor),
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
