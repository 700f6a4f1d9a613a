"""The queue of an officer's posts, in the order of the law's clock."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.queue import lane_counts, opinions_waiting
from motcua.kernel import clock
from motcua.people.queries import kept_views
from motcua.web.office import columns
from motcua.web.office.bulk import bulk_acts
from motcua.web.office.queue_view import LANES, chips, kinds_of, page_of_queue, sort_of, view_of
from motcua.web.office.rows import drawn_rows
from motcua.web.ui.access import actor_of, officer_only

MOST_COUNTED = 1000


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
    actor, at = actor_of(request), clock.now()
    view, bulk = view_of(request.GET), bulk_acts(actor)
    kept = kept_views(actor, "inbox", columns.PLACE)
    look = columns.look_of(kept)
    page = page_of_queue(actor, view, at, after=request.GET.get("sau", ""), size=look.size)
    counted = lane_counts(actor, at, MOST_COUNTED)
    context = {
        "section": "inbox",
        "view": view,
        "lanes": _lanes(counted, view.lane),
        "chips": chips(request, view, kinds_of(actor)),
        "sorts": {key: sort_of(request, view, key) for key in ("han", "nguoi", "nop")},
        "page": page,
        "rows": drawn_rows(page.rows, at, pick="dossier" if bulk else "", brief=True),
        "views": [one for one in kept if one.place == "inbox"],
        "look": look,
        "bulk": bulk,
        "opinions": opinions_waiting(actor, 20) if counted["asked"] else [],
    }
    return render(request, "office/inbox.html", context)


def _lanes(counted: dict[str, int], chosen: str) -> list[Lane]:
    """Every lane with its count."""
    is_cut = counted["all"] >= MOST_COUNTED
    return [Lane(key, label, counted[key], tone, key == chosen, is_cut) for key, label, tone in LANES]
