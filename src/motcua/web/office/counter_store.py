"""At the counter: the store of the person who stands here, opened with their consent, each look on record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.reuse_paper import note_consent, reuse_paper
from motcua.dossiers.models import Draft
from motcua.dossiers.reusing import holder_in, offers_for, purpose_of_draft
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotPermitted, WrongMoment
from motcua.kernel.words import N_
from motcua.papers.actions.record_look import record_look_once
from motcua.papers.queries import Shown, consent_for, store_of
from motcua.papers.shelf import shelf
from motcua.procedures.queries import LoadedVersion
from motcua.web.office.counter_frame import kept
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.posted import ids_in
from motcua.web.ui.stored import offered, type_name
from motcua.web.ui.words import say

AGREED = N_("Đã ghi nhận người dân đồng ý. Chọn giấy trong kho ở từng mục.")
TAKEN = N_("Đã lấy giấy từ kho. Người dân không phải nộp giấy này.")
TICK = N_("Hãy hỏi người dân, rồi đánh dấu là họ đồng ý.")
OTHER_KIND = N_("Giấy tờ khác")


def store_context(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> dict[str, Any]:
    """What the store holds for this application: kinds and days until the person agreed, then the papers themselves."""
    actor = actor_of(request)
    found = offers_for(draft, loaded, actor)
    whom = holder_in(draft.applicant, actor) if found else None
    owner = store_of(whom) if whom else None
    if owner is None:
        return {"offers": {}, "waiting": []}
    purpose = purpose_of_draft(draft, loaded)
    record_look_once(owner=owner, actor=actor, way="counter", purpose=(purpose.subject_id, purpose.title))
    if consent_for(owner, draft.pk):
        return {"offers": offered(found), "waiting": []}
    return {"offers": {}, "waiting": _kinds(found)}


def _kinds(found: dict[str, list[Shown]]) -> list[dict[str, Any]]:
    """Only what kind and of which day, once each."""
    known, day = shelf(), clock.today()
    papers = {one.paper.pk: one.paper for some in found.values() for one in some}
    kinds = [(known.of(paper.type, day), paper.issued_on) for paper in papers.values()]
    return [{"kind": type_name(kind) if kind else gettext(OTHER_KIND), "issued_on": on} for kind, on in kinds]


@officer_only("desk_officer")
@require_POST
def reuse(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Note the consent, or take a paper of the store for one requirement; what stands against it is told."""
    draft, _ = kept(request, draft_id)
    key = request.POST.get("requirement", "")
    try:
        told = _done(request, draft, key)
    except (Invalid, WrongMoment, NotPermitted) as refusal:
        messages.warning(request, say(refusal.sentence))
    else:
        messages.success(request, gettext(told))
    return redirect("office:counter_papers", draft_id=draft_id)


def _done(request: HttpRequest, draft: Draft, key: str) -> str:
    actor = actor_of(request)
    for paper_id in ids_in(request.POST.getlist("paper"), 1):
        reuse_paper(draft_id=draft.pk, actor=actor, requirement_key=key, paper_id=paper_id)
        return TAKEN
    if request.POST.get("agree") != "yes":
        raise Invalid(TICK)
    note_consent(draft_id=draft.pk, actor=actor)
    return AGREED
