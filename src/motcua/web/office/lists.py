"""Lists over the office's cases: search, messages, and the ways of looking at the queue that an officer keeps."""

from urllib.parse import urlencode

from django.contrib import messages as toasts
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_open, may_receive_dossier
from motcua.dossiers.queries import dossiers_found, waiting_for_a_desk
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.notices.actions.leave_message import mark_read
from motcua.notices.queries import messages_of
from motcua.people.actions.keep_view import drop_view, keep_view
from motcua.people.rules import Actor
from motcua.web.office.columns import Look, look_for
from motcua.web.office.desk import remember_told
from motcua.web.office.queue_view import view_of
from motcua.web.office.rows import drawn_rows
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.keyset import page_of
from motcua.web.ui.naming import message_words
from motcua.web.ui.tracking import tracked_case
from motcua.web.ui.words import say

KEPT = N_("Đã giữ cách xem này. Nó hiện ở trên danh sách việc của bạn.")
DROPPED = N_("Đã bỏ cách xem này.")


@officer_only()
def search(request: HttpRequest) -> HttpResponse:
    """Cases by code, name, number or procedure, with or without diacritics, newest first."""
    text = request.GET.get("q", "").strip()[:200]
    found = dossiers_found(actor_of(request), text) if text else Dossier.objects.none()
    look = look_for(actor_of(request)) if text else Look()
    page = page_of(found, ("-submitted_at", "-id"), request.GET.get("sau", ""), look.size)
    rows = drawn_rows(page.rows, clock.now())
    context = {"search_text": text, "rows": rows, "page": page, "look": look, "section": "search"}
    context["elsewhere"] = None if rows else why_elsewhere(actor_of(request), text)
    return render(request, "office/search.html", context)


@officer_only("desk_officer")
def elsewhere(request: HttpRequest) -> HttpResponse:
    """A case of another desk, whose applicant stands here: by its code and a second fact, like anybody looks one up."""
    if request.method != "POST":
        return redirect("office:search")
    actor, code = actor_of(request), request.POST.get("code", "").strip()[:80]
    try:
        dossier = tracked_case(request, code, request.POST.get("digits", ""), actor=actor)
        may_open(actor, dossier, is_told=True).or_refuse()
    except Refused as refusal:
        toasts.warning(request, say(refusal.sentence))
        return redirect(f"{reverse('office:search')}?{urlencode({'q': code})}")
    remember_told(request, dossier.pk)
    return redirect("office:dossier", dossier_id=dossier.pk)


def why_elsewhere(actor: Actor, text: str) -> Sentence | None:
    """Which desk must receive the submission of this reference, where this one may not."""
    waiting = waiting_for_a_desk(actor, text)
    return may_receive_dossier(actor, waiting).reason if waiting else None


@officer_only()
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the present way of looking at the queue under a name."""
    query = view_of(QueryDict(request.POST.get("query", ""))).query
    try:
        keep_view(actor=actor_of(request), place="inbox", name=request.POST.get("name", ""), query=query)
    except Invalid as refusal:
        toasts.warning(request, say(refusal.sentence))
    else:
        toasts.success(request, gettext(KEPT))
    return redirect(f"{reverse('office:inbox')}?{query}")


@officer_only()
@require_POST
def drop(request: HttpRequest, view_id: int) -> HttpResponse:
    """Let a kept way of looking go."""
    drop_view(actor=actor_of(request), view_id=view_id)
    toasts.success(request, gettext(DROPPED))
    return redirect("office:inbox")


@officer_only()
def messages(request: HttpRequest) -> HttpResponse:
    """What was told to the officer and their posts."""
    page = page_of(messages_of(actor_of(request)), ("-at", "-id"), request.GET.get("sau", ""), 50)
    return render(request, "office/messages.html", {"page": page, "section": "messages", "message_text": message_words})


@officer_only()
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark a message read and go where it leads."""
    message = mark_read(message_id=message_id, actor=actor_of(request))
    return redirect(message.link)
