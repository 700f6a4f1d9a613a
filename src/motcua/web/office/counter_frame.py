"""What the pages of the counter share: whose draft it is, and the way through it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from motcua.dossiers.actions.save_draft import open_draft
from motcua.dossiers.models import Draft
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, version
from motcua.procedures.rules import Bundle, Requirement
from motcua.web.ui.access import actor_of
from motcua.web.ui.naming import form_worded, worded

MOST_UNFINISHED = 5
APPLICANT = ("applicant", N_("Người nộp"))
PAPERS = ("papers", N_("Giấy tờ"))
FINISH = ("finish", N_("Đọc lại và tiếp nhận"))


def kept(request: HttpRequest, draft_id: UUID) -> tuple[Draft, LoadedVersion]:
    """The officer's open counter draft and its procedure."""
    draft = open_draft(draft_id, actor_of(request))
    return draft, version(draft.version_id)


def own_commune(actor: Actor) -> int | None:
    """The commune whose desk the officer sits at."""
    known = directory()
    seats = sorted(actor.seats, key=lambda seat: seat.role != "desk_officer")
    found = (known.commune_of(seat.unit_id) for seat in seats)
    return next((commune.id for commune in found if commune), None)


def unfinished(actor: Actor) -> list[dict[str, Any]]:
    """What the officer began at the counter and did not finish, the last first; empty beginnings are left out."""
    begun = Draft.objects.filter(owner_id=actor.account_id, at_counter=True, submitted_at=None).exclude(applicant={})
    return [
        {"draft": one, "title": bundle.short_name or bundle.name, "name": one.applicant.get("name", "")}
        for one in begun.order_by("-saved_at")[:MOST_UNFINISHED]
        for bundle in [worded(version(one.version_id))]
    ]


def handed_in(bundle: Bundle) -> list[Requirement]:
    """The papers that are handed in; the declaration itself is typed, not attached."""
    return [one for one in bundle.requirements if one.kind == "document" and one.mode == "submit"]


def stations_of(draft: Draft, loaded: LoadedVersion) -> list[tuple[str, str]]:
    """The way of this application: the person, the pages of the form, the papers if any are handed in, the end."""
    form = form_worded(loaded)
    pages = form.pages_for(draft.answers) if form else ()
    papers = [PAPERS] if handed_in(loaded.bundle) else []
    return [APPLICANT, *((one.key, one.title) for one in pages), *papers, FINISH]


def after(draft: Draft, loaded: LoadedVersion, present: str) -> str:
    """The address of the station after this one."""
    keys = [key for key, _ in stations_of(draft, loaded)]
    following = keys.index(present) + 1 if present in keys else len(keys) - 1
    return page_address(draft, keys[min(following, len(keys) - 1)])


def page_address(draft: Draft, station: str) -> str:
    """Where a station of the counter is."""
    if station in {"applicant", "papers", "finish"}:
        return reverse(f"office:counter_{station}", args=[draft.pk])
    return reverse("office:counter_page", args=[draft.pk, station])


def frame(draft: Draft, loaded: LoadedVersion, present: str) -> dict[str, Any]:
    """What every page of the counter shows around its own content."""
    stations = stations_of(draft, loaded)
    keys = [key for key, _ in stations]
    where = keys.index(present) if present in keys else 0
    steps = [
        {"label": label, "state": "done" if at < where else "current" if at == where else "todo"}
        for at, (_, label) in enumerate(stations)
    ]
    known = directory()
    return {
        "section": "counter",
        "draft": draft,
        "bundle": worded(loaded),
        "steps": steps,
        "competent": known.unit(draft.unit_id) if draft.unit_id else None,
        "before": page_address(draft, keys[where - 1]) if where else None,
        "change": {key: page_address(draft, key) for key in keys},
    }
