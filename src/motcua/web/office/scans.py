"""Digitising, the list: what scanners left, what is being read, to compare, to sign, and what was signed today."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.scanning.actions.drop_scan import put_aside
from motcua.scanning.engine import missing_programs
from motcua.scanning.models import Scan
from motcua.scanning.policies import ROLES, may_act
from motcua.scanning.queries import arrival_of, arrivals_for, open_scans, progress_of, signed_since
from motcua.scanning.rules import NAMES, State
from motcua.signing.queries import certificates_of
from motcua.signing.remote import asks_of
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.files import file_response

SCANNERS = tuple(sorted(ROLES))
ASIDE = N_("Đã bỏ bản quét khỏi danh sách.")
READING = (State.WAITING, State.WORKING)


@officer_only(*SCANNERS)
def scans(request: HttpRequest) -> HttpResponse:
    """Everything on its way, in the order of what the officer does next."""
    return render(request, "office/scans.html", list_context(actor_of(request)))


@officer_only(*SCANNERS)
def progress(request: HttpRequest) -> HttpResponse:
    """How far the reading is, for the page that is open."""
    found = [one for one in open_scans(actor_of(request)) if one.state in READING]
    return render(request, "office/_scans_reading.html", {"reading": told(found)})


def list_context(actor: Actor) -> dict[str, Any]:
    """The scans by what is to be done with them."""
    found = open_scans(actor)
    keys = certificates_of(actor, "personal")
    today = clock.now().astimezone(clock.VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    by = {state: [one for one in found if one.state == state] for state in State}
    return {
        "section": "scans",
        "missing": " ".join(missing_programs()),
        "arrivals": arrivals_for(actor),
        "reading": told([*by[State.WORKING], *by[State.WAITING]]),
        "ready": by[State.READY],
        "failed": [(one, Sentence(one.trouble["text"], one.trouble.get("params", {}))) for one in by[State.FAILED]],
        "confirmed": [(one, may_act(actor, one, "sign_scan")) for one in by[State.CONFIRMED]],
        "certificates": keys,
        "asks": sorted({asks_of(one) for one in keys}),
        "certificate_options": [(one.pk, f"{one.subject} · {one.valid_until:%d/%m/%Y}") for one in keys],
        "signed": signed_since(actor, today),
    }


def told(found: list[Scan]) -> list[dict[str, Any]]:
    """Scans that are being read, with how far they are."""
    far = progress_of(found)
    return [{"scan": one, "state": NAMES[State(one.state)], "far": far.get(one.pk)} for one in found]


@officer_only(*SCANNERS)
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponseBase:
    """What a scanner left, to look at."""
    found = arrival_of(arrival_id, actor_of(request))
    assert found.file is not None
    return file_response(found.file)


@officer_only(*SCANNERS)
@require_POST
def arrival_aside(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Nobody needs it."""
    put_aside(arrival_id=arrival_id, actor=actor_of(request))
    messages.success(request, gettext(ASIDE))
    return redirect("office:scans")
