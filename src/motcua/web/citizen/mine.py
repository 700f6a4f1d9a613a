"""One's own cases: the list, one case with whose turn it is, the page after handing in, messages."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import NO_SUCH, is_owner
from motcua.dossiers.queries import drafts_of, history, load_dossier, own_dossiers, terms_of
from motcua.dossiers.rules.timeline import OFFICE_ONLY, told
from motcua.dossiers.standing import clock_view, turn_view
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, UNDECIDED, State
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_, Sentence
from motcua.ledger.models import Entry
from motcua.notices.actions.leave_message import mark_read
from motcua.notices.models import Message
from motcua.notices.queries import messages_of
from motcua.people.queries import directory
from motcua.procedures.queries import version
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.ui.keyset import page_of
from motcua.web.ui.naming import FORM_NAMES, NAMES
from motcua.web.ui.words import say

NEXT = {
    State.DOOR_SUPPLEMENT: (N_("Bổ sung giấy tờ"), "supplement"),
    State.AWAITING_SUPPLEMENT: (N_("Bổ sung giấy tờ"), "supplement"),
    State.RETURNED: (N_("Đánh giá cách phục vụ"), "rate"),
}


def own_case(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """The case, if it is the reader's; anybody else's does not exist."""
    dossier = load_dossier(dossier_id)
    if not is_owner(actor_of(request), dossier):
        raise NotFound(NO_SUCH)
    return dossier


@signed_in
def mine(request: HttpRequest) -> HttpResponseBase:
    """Cases with their turn chips, and applications still being filled."""
    actor = actor_of(request)
    at = clock.now()
    page = page_of(own_dossiers(actor), ("-submitted_at", "-id"), request.GET.get("sau", ""), 20)
    drafts = [{"draft": one, "bundle": version(one.version_id).bundle} for one in drafts_of(actor)[:20]]
    context = {
        "section": "mine",
        "page": page,
        "cases": [{"dossier": one, "turn": turn_view(one, at)} for one in page.rows],
        "drafts": drafts,
    }
    return render(request, "citizen/mine.html", context)


@signed_in
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Whose turn and until when on top, the next thing to do, then everything that happened."""
    found = own_case(request, dossier_id)
    at = clock.now()
    context = {
        "section": "mine",
        "dossier": found,
        "bundle": terms_of(found).bundle,
        "state": STATE_NAMES[State(found.state)],
        "turn": turn_view(found, at),
        "clock": clock_view(found, at, with_trace=True),
        "unit": directory().unit(found.competent_unit_id),
        "next": _next(found),
        "lines": [_line(entry) for entry in history(found) if entry.act not in OFFICE_ONLY],
        "papers": list(found.papers.select_related("file").order_by("id")),
        "forms": list(found.forms.filter(issued_at__isnull=False).order_by("id")),
        "form_names": FORM_NAMES,
        "results": list(found.results.filter(approved_at__isnull=False, dropped_at=None).select_related("file")),
        "rating": getattr(found, "rating", None) if found.state == State.RETURNED else None,
        "may_withdraw": found.state in UNDECIDED,
    }
    return render(request, "citizen/dossier.html", context)


def _next(found: Dossier) -> dict[str, Any] | None:
    """The one thing the citizen can do now."""
    state = State(found.state)
    if state == State.FINISHED:
        online = found.delivery.get("way") == "online"
        return (
            {"label": N_("Nhận kết quả trực tuyến"), "url": reverse("citizen:collect", args=[found.pk])}
            if online
            else None
        )
    label, name = NEXT.get(state, ("", ""))
    return {"label": label, "url": reverse(f"citizen:{name}", args=[found.pk])} if name else None


def _line(entry: Entry) -> dict[str, Any]:
    line = told(entry, NAMES)
    return {"at": line.at, "sentence": line.sentence, "by": line.who}


@signed_in
def done(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Handed in: the code, its QR, what happens next and when."""
    found = own_case(request, dossier_id)
    code = found.code or found.reference
    context = {
        "section": "mine",
        "dossier": found,
        "code": code,
        "link": f"{settings.PUBLIC_URL}{reverse('citizen:lookup')}?ma={code}",
        "unit": directory().unit(found.competent_unit_id),
        "receipt": found.forms.filter(key="receipt").first(),
    }
    return render(request, "citizen/done.html", context)


@signed_in
def messages(request: HttpRequest) -> HttpResponseBase:
    """What was told to the reader."""
    page = page_of(messages_of(actor_of(request)), ("-at", "-id"), request.GET.get("sau", ""), 30)
    return render(request, "citizen/messages.html", {"section": "mine", "page": page, "message_text": _text})


def _text(message: Message) -> str:
    return say(Sentence(message.text, message.params))


@signed_in
def open_message(request: HttpRequest, message_id: int) -> HttpResponseBase:
    """Mark a message read and go where it leads."""
    return redirect(mark_read(message_id=message_id, actor=actor_of(request)).link)
