"""Completing papers when the office asks: gathered file by file, kept on the case until all is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions.gather_supplement import (
    NOT_ASKED,
    drop_gathered,
    gather_answer,
    gather_paper,
    open_request,
)
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.queries import terms_of
from motcua.dossiers.reusing import offers_to_answer
from motcua.dossiers.rules.facts import REASONS
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.mine import own_case
from motcua.web.citizen.uploads import Sent, own_file, stored_files, take, with_files
from motcua.web.ui.files import file_response, picture_response
from motcua.web.ui.kept import is_scripted
from motcua.web.ui.naming import paper_named
from motcua.web.ui.posted import ids_in
from motcua.web.ui.stored import offered

SENT = N_("Đã gửi giấy tờ bổ sung. Cơ quan sẽ xử lý tiếp.")


@signed_in
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """What the office asks for, each with its reason; files are kept from try to try until all is sent."""
    dossier = own_case(request, dossier_id)
    open_request(dossier, actor_of(request))
    sent, refused = None, None
    if {"answer", "send"} & set(request.POST):
        refused = _send(request, dossier)
        if refused is None:
            return redirect("citizen:dossier", dossier_id=dossier_id)
    elif request.method == "POST":
        sent = _gathered(request, dossier)
        if is_scripted(request):
            return render(request, "citizen/_checked.html", {"sent": sent})
        if not sent or not sent.bad:
            return redirect(request.path)
    context = {**_context(request, dossier), "sent": sent, "refused": refused}
    return render(request, "citizen/supplement.html", context, status=422 if sent or refused else 200)


def _context(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    asked = open_request(dossier, actor_of(request))
    return {
        "section": "mine",
        "dossier": dossier,
        "request_": asked,
        "asks": _asks(dossier, asked),
        "answer": asked.gathered.get("answer", ""),
        "at_door": dossier.state == State.DOOR_SUPPLEMENT,
        "key": request.POST.get("requirement", ""),
        "offers": offered(offers_to_answer(dossier, actor_of(request), asked)),
    }


def _asks(dossier: Dossier, asked: SupplementRequest) -> list[dict[str, Any]]:
    """Each paper that is asked for, why, and what was given for it so far."""
    papers, loaded = asked.gathered.get("papers", {}), terms_of(dossier)
    stored = stored_files(papers)
    return [
        {
            **one,
            "name": paper_named(loaded, one["name"]),
            "why": REASONS[one["reason"]],
            "given": with_files(papers.get(one["requirement"], []), stored),
        }
        for one in asked.asks
    ]


def _send(request: HttpRequest, dossier: Dossier) -> Invalid | None:
    """Keep the words, and send everything when that was asked; what is still missing is told."""
    actor, answer = actor_of(request), request.POST.get("answer", "")
    gather_answer(dossier_id=dossier.pk, actor=actor, answer=answer)
    if "send" not in request.POST:
        return None
    papers = open_request(dossier, actor).gathered.get("papers", {})
    try:
        supplement_dossier(dossier_id=dossier.pk, actor=actor, papers=papers, answer=answer)
    except Invalid as refusal:
        return refusal
    messages.success(request, gettext(SENT))
    return None


def _gathered(request: HttpRequest, dossier: Dossier) -> Sent | None:
    """Take a file out, or take in what was sent for one of the papers."""
    actor, key = actor_of(request), request.POST.get("requirement", "")
    for gone in ids_in(request.POST.getlist("remove"), 1):
        drop_gathered(dossier_id=dossier.pk, actor=actor, requirement_key=key, file_id=gone)
        return None
    name = next((one["name"] for one in open_request(dossier, actor).asks if one["requirement"] == key), None)
    if name is None:
        raise NotFound(NOT_ASKED)

    def keep(paper: dict[str, Any]) -> None:
        gather_paper(dossier_id=dossier.pk, actor=actor, requirement_key=key, paper=paper)

    return take(request, key, keep, name=name)


@signed_in
def file(request: HttpRequest, dossier_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file that was gathered and not sent yet."""
    return file_response(own_file(_papers(request, dossier_id), file_id))


@signed_in
def picture(request: HttpRequest, dossier_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A small picture of its first page."""
    return picture_response(own_file(_papers(request, dossier_id), file_id))


def _papers(request: HttpRequest, dossier_id: UUID) -> dict[str, Any]:
    asked: SupplementRequest = open_request(own_case(request, dossier_id), actor_of(request))
    return dict(asked.gathered.get("papers", {}))
