"""Papers of an application: attached one by one, each checked at once, with what to do."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from motcua.dossiers.actions.save_draft import NO_PAPER, attach_paper, detach_paper, open_draft
from motcua.dossiers.models import Draft
from motcua.dossiers.reusing import offers_for, store_faults
from motcua.dossiers.rules.intake import is_needed, lacking
from motcua.kernel.refusals import NotFound
from motcua.procedures.queries import LoadedVersion
from motcua.procedures.rules import Requirement
from motcua.web.citizen.access import actor_of, signed_in
from motcua.web.citizen.drafts import next_task, of_draft
from motcua.web.citizen.uploads import Sent, own_file, stored_files, take, with_files
from motcua.web.ui.files import file_response, picture_response
from motcua.web.ui.kept import is_scripted
from motcua.web.ui.naming import worded
from motcua.web.ui.posted import number_in
from motcua.web.ui.stored import offered


@of_draft
def papers(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """One tile a paper: give, look at, take out; a file that is not good is told why and what to do."""
    key, sent = request.POST.get("requirement", ""), None
    if request.POST.get("next"):
        return redirect(next_task(draft, loaded))
    if request.method == "POST":
        sent = _changed(request, draft, loaded, key=key)
        if is_scripted(request):
            return render(request, "citizen/_checked.html", {"sent": sent})
        if not sent or not sent.bad:
            return redirect(f"{request.path}#giay-{key}")
        draft = open_draft(draft.pk, actor_of(request))
    offers = offered(offers_for(draft, loaded, actor_of(request)))
    context = {**papers_context(draft, loaded), "sent": sent, "key": key, "offers": offers}
    return render(request, "citizen/papers.html", context, status=422 if sent else 200)


def papers_context(draft: Draft, loaded: LoadedVersion) -> dict[str, Any]:
    """What is asked for, what was given for it, and what still lacks."""
    stored = stored_files(draft.papers)
    asked = asked_papers(loaded)
    return {
        "draft": draft,
        "bundle": worded(loaded),
        "listed": [(one, with_files(draft.papers.get(one.key, []), stored)) for one in asked],
        "groups": {one.key: one for one in worded(loaded).groups},
        "needed": {one.key for one in asked if is_needed(one, draft.answers)},
        "given_groups": {one.group for one in asked if one.group and draft.papers.get(one.key)},
        "missing": lacking(worded(loaded), draft.papers, draft.answers) | store_faults(draft, loaded),
    }


def asked_papers(loaded: LoadedVersion) -> list[Requirement]:
    """The papers that are handed in."""
    return [one for one in worded(loaded).requirements if one.kind == "document" and one.mode == "submit"]


def _changed(request: HttpRequest, draft: Draft, loaded: LoadedVersion, *, key: str) -> Sent | None:
    """Take a file out, or take in what was sent."""
    actor, asked = actor_of(request), loaded.bundle.requirement(key)
    if asked is None:
        raise NotFound(NO_PAPER)
    index = number_in(request.POST.get("remove"))
    if index is not None:
        detach_paper(draft_id=draft.pk, actor=actor, requirement_key=key, index=index)
        return None

    def keep(paper: dict[str, Any]) -> object:
        return attach_paper(draft_id=draft.pk, actor=actor, requirement_key=key, paper=paper)

    return take(request, key, keep, name=asked.name, asked=asked)


@signed_in
def file(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file of one's own application, as it will be handed in."""
    return file_response(own_file(open_draft(draft_id, actor_of(request)).papers, file_id))


@signed_in
def picture(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A small picture of its first page."""
    return picture_response(own_file(open_draft(draft_id, actor_of(request)).papers, file_id))
