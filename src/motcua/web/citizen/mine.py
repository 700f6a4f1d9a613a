"""One's own cases: the list, one case with whose turn it is, the page after handing in, messages."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import NO_SUCH, is_owner
from motcua.dossiers.queries import drafts_of, load_dossier, own_dossiers, terms_of
from motcua.dossiers.rules.contact import post_address
from motcua.dossiers.standing import turn_view
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import Sentence
from motcua.notices.actions.leave_message import mark_case_read, mark_read
from motcua.notices.models import Message
from motcua.notices.queries import messages_of
from motcua.people.queries import directory
from motcua.procedures.queries import version
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.case_page import case_context
from motcua.web.citizen.doors import is_on_portal
from motcua.web.citizen.drafts import worded
from motcua.web.ui.keyset import page_of
from motcua.web.ui.opening import contacts_of
from motcua.web.ui.words import say, titled


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
        "on_portal": is_on_portal(),
    }
    return render(request, "citizen/mine.html", context)


@signed_in
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Whose turn and until when on top, the next thing to do, then everything that happened."""
    found = own_case(request, dossier_id)
    mark_case_read(dossier_id=found.pk, actor=actor_of(request))
    return render(request, "citizen/dossier.html", case_context(found, clock.now()))


@signed_in
def done(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Handed in: the code, its QR, a proof to print, what happens next and when, what to bring."""
    found = own_case(request, dossier_id)
    code, bundle = found.code or found.reference, worded(terms_of(found))
    context = {
        "section": "mine",
        "dossier": found,
        "bundle": bundle,
        "code": code,
        "link": f"{settings.PUBLIC_URL}{reverse('citizen:lookup')}?ma={code}",
        "unit": directory().unit(found.competent_unit_id),
        "contacts": contacts_of(directory().unit(found.competent_unit_id)),
        "receipt": found.forms.filter(key="receipt").order_by("id").last(),
        "papers": list(found.papers.order_by("id").values_list("name", flat=True)),
        "bring": [one.name for one in bundle.requirements if one.mode == "present"],
        "address": post_address(found.delivery, found.applicant),
    }
    return render(request, "citizen/done.html", context)


@signed_in
def messages(request: HttpRequest) -> HttpResponseBase:
    """What was told to the reader."""
    page = page_of(messages_of(actor_of(request)), ("-at", "-id"), request.GET.get("sau", ""), 30)
    rows = [{"message": one, "words": say(_sentence(one)), "title": _title(one)} for one in page.rows]
    return render(request, "citizen/messages.html", {"section": "mine", "page": page, "rows": rows})


def _sentence(message: Message) -> Sentence:
    """What was told, the procedure called as its reader calls it."""
    named = {"title": titled(str(message.params["title"]))} if "title" in message.params else {}
    return Sentence(message.text, {**message.params, **named})


def _title(message: Message) -> str:
    """What the case is about and its code, unless the sentence says so itself."""
    told = _sentence(message).params
    return "" if "%(title)s" in message.text else f"{told.get('title', '')} · {told.get('code', '')}".strip(" ·")


@signed_in
def open_message(request: HttpRequest, message_id: int) -> HttpResponseBase:
    """Mark a message read and go where it leads."""
    return redirect(mark_read(message_id=message_id, actor=actor_of(request)).link)
