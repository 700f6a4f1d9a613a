"""The first page: one question, and what matters to this reader today."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.queries import drafts_of, own_dossiers
from motcua.dossiers.standing import turn_view
from motcua.kernel import clock
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.procedures.rules import LIFE_EVENTS
from motcua.web.citizen.access import actor_of
from motcua.web.citizen.doors import is_on_portal
from motcua.web.ui.opening import contacts_of
from motcua.workdays.queries import calendar_for

COMMUNE = "xa"
YEAR = 365 * 86400


def home(request: HttpRequest) -> HttpResponse:
    """What do you need to do? Below it life events, one's own cases, the commune's desk today."""
    actor = actor_of(request)
    at = clock.now()
    communes = directory().communes()
    chosen = chosen_commune(request, communes)
    own = list(own_dossiers(actor)[:3]) if actor.account_id else []
    context = {
        "events": LIFE_EVENTS,
        "own": [{"dossier": one, "turn": turn_view(one, at)} for one in own],
        "drafts": list(drafts_of(actor)[:2]) if actor.account_id else [],
        "communes": [(one.id, one.name) for one in communes],
        "commune": chosen,
        "desk": desk_today(chosen, at) if chosen else None,
        "on_portal": is_on_portal(),
        "contacts": contacts_of(chosen) if chosen else None,
    }
    response = render(request, "citizen/home.html", context)
    if chosen and request.GET.get(COMMUNE):
        response.set_cookie(COMMUNE, str(chosen.id), max_age=YEAR, samesite="Lax", httponly=True)
    return response


def chosen_commune(request: HttpRequest, communes: tuple[UnitRef, ...]) -> UnitRef | None:
    """The commune named in the address or remembered from last time; else the first one."""
    wanted = request.GET.get(COMMUNE) or request.COOKIES.get(COMMUNE, "")
    found = next((one for one in communes if str(one.id) == wanted), None)
    return found or (communes[0] if communes else None)


def desk_today(unit: UnitRef, at: datetime) -> dict[str, Any]:
    """Whether the one-stop desk is open now, until when or from when."""
    calendar = calendar_for(unit.id)
    is_open = calendar.is_open(at)
    spans = calendar.spans_on(at.date()) if is_open else ()
    ends = [end for start, end in spans if start <= at.hour * 60 + at.minute < end]
    until = f"{ends[0] // 60:02d}:{ends[0] % 60:02d}" if ends else ""
    return {"is_open": is_open, "until": until, "opens_at": None if is_open else calendar.next_open(at)}


def communes(request: HttpRequest) -> HttpResponse:
    """Where each commune's one-stop desk is and when it is open."""
    offices = [contacts_of(one) for one in directory().communes()]
    return render(request, "citizen/communes.html", {"offices": offices})


def helping(request: HttpRequest) -> HttpResponse:
    """How it works, in a few sentences."""
    return render(request, "citizen/help.html", {"on_portal": is_on_portal()})
