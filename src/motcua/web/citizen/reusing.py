"""Taking a paper from one's store into an application, or to answer the office; consent is asked once for each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.dossiers.actions.reuse_paper import reuse_paper, reuse_to_answer
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, WrongMoment
from motcua.papers.policies import NO_PAPER
from motcua.papers.queries import paper_of, proven_holder, shown
from motcua.people.queries import directory
from motcua.procedures.queries import LoadedVersion
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.drafts import of_draft
from motcua.web.citizen.mine import own_case
from motcua.web.ui.naming import titled, worded
from motcua.web.ui.posted import ids_in
from motcua.web.ui.stored import stored_view
from motcua.web.ui.words import say

Act = Callable[..., object]


@of_draft
def reuse(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """Take a paper for one requirement of the application."""
    back = reverse("citizen:draft_papers", args=[draft.pk])
    bundle = worded(loaded)
    told = {"title": bundle.short_name or bundle.name, "unit_id": draft.unit_id, "back": back}
    return _taken(request, lambda **given: reuse_paper(draft_id=draft.pk, **given), told)


@signed_in
def answer(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """Take a paper for one of those that the office asks for."""
    dossier = own_case(request, dossier_id)
    back = reverse("citizen:supplement", args=[dossier_id])
    told = {"title": titled(dossier.title), "unit_id": dossier.competent_unit_id, "back": back}
    return _taken(request, lambda **given: reuse_to_answer(dossier_id=dossier_id, **given), told)


def _taken(request: HttpRequest, act: Act, told: dict[str, Any]) -> HttpResponseBase:
    """Done, or asked for consent first; what stands against it is told where one came from."""
    if request.method != "POST":
        return redirect(told["back"])
    paper_id = next(iter(ids_in(request.POST.getlist("paper"), 1)), None)
    if paper_id is None:
        raise NotFound(NO_PAPER)
    key, is_agreed = request.POST.get("requirement", ""), request.POST.get("agree") == "yes"
    try:
        act(actor=actor_of(request), requirement_key=key, paper_id=paper_id, is_agreed=is_agreed)
    except Invalid as refusal:
        if "agree" in refusal.errors:
            return _asked(request, paper_id, {**told, "key": key})
        messages.warning(request, say(refusal.sentence))
    except (WrongMoment, NotPermitted) as refusal:
        messages.warning(request, say(refusal.sentence))
    return redirect(f"{told['back']}#giay-{key}")


def _asked(request: HttpRequest, paper_id: UUID, told: dict[str, Any]) -> HttpResponseBase:
    """The one question: for what and to whom."""
    found = paper_of(paper_id, proven_holder(actor_of(request)))
    unit = directory().unit(told["unit_id"]).authority_name if told["unit_id"] else ""
    context = {**told, "section": "mine", "unit": unit, **stored_view(shown([found], clock.today())[0])}
    return render(request, "citizen/store_consent.html", context)
