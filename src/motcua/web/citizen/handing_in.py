"""The end of applying: everything once more, handed in once, or thrown away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from motcua.dossiers.actions.save_draft import discard_draft
from motcua.dossiers.actions.start_draft import own_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.intake import faults_of
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.contact import post_address
from motcua.eforms.rules import summary
from motcua.fees.rules import assess
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, Refused, WrongMoment
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.procedures.queries import LoadedVersion, current_version, version
from motcua.web.citizen.access import actor_of, signed_in_or_back
from motcua.web.citizen.doors import door_of
from motcua.web.citizen.drafts import of_draft
from motcua.web.citizen.moved import moved_of
from motcua.web.ui.applicant import person_rows
from motcua.web.ui.naming import form_worded, worded
from motcua.web.ui.words import say

DISCARDED = N_("Đã bỏ hồ sơ đang soạn.")
PAGES = {
    "unit": "draft_unit",
    "paper": "draft_papers",
    "group": "draft_papers",
    "applicant": "draft_applicant",
    "delivery": "draft_delivery",
}


@of_draft
def check(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """Everything once more before it is handed in, with what is still missing."""
    return render(request, "citizen/check.html", check_context(request, draft, loaded))


def check_context(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> dict[str, Any]:
    """Answers, papers, cost and errors of the whole application."""
    form = form_worded(loaded)
    pages = loaded.form.pages if loaded.form else ()
    return {
        "draft": draft,
        "bundle": worded(loaded),
        "door": door_of(draft.procedure_code, current_version(draft.procedure_code, clock.today())),
        "moved": moved_of(request, draft),
        "groups": summary(form, draft.answers) if form else [],
        "change": {one.key: reverse("citizen:draft_page", args=[draft.pk, one.key]) + "?back=1" for one in pages},
        "errors": [
            (_anchor(path, loaded, draft), sentence) for path, sentence in faults_of(draft, loaded, form).items()
        ],
        "unit": directory().unit(draft.unit_id) if draft.unit_id else None,
        "person": person_rows(draft.applicant),
        "fee": assess(worded(loaded).fees, {**draft.answers, "channel": "online"}),
        "papers": [(worded(loaded).requirement(key), given) for key, given in draft.papers.items() if given],
        "address": post_address(draft.delivery, draft.applicant),
    }


def _anchor(path: str, loaded: LoadedVersion, draft: Draft) -> str:
    """The page on which the error can be mended."""
    top = path.split(".", maxsplit=1)[0]
    if top in PAGES:
        return reverse(f"citizen:{PAGES[top]}", args=[draft.pk])
    pages = loaded.form.pages if loaded.form else ()
    where = next((one.key for one in pages if any(field.key == top for field in one.fields)), "")
    return reverse("citizen:draft_page", args=[draft.pk, where]) if where else ""


@signed_in_or_back("citizen:draft_check")
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Hand it in, once however often it is pressed; whatever stands against it is told on the check page.

    Who only opens the address, as after a lost connection, is led to that page, or to the case when it was handed in.
    """
    if request.method != "POST":
        return redirect("citizen:draft_check", draft_id=draft_id)
    try:
        dossier = submit_application(draft_id=draft_id, actor=actor_of(request))
    except WrongMoment as refusal:
        messages.warning(request, say(refusal.sentence))
        return redirect("citizen:draft", draft_id=draft_id)
    except NotFound:
        raise
    except Refused as refusal:
        draft = own_draft(draft_id, actor_of(request))
        context = {**check_context(request, draft, version(draft.version_id)), "refused": refusal}
        return render(request, "citizen/check.html", context, status=422)
    return redirect("citizen:done", dossier_id=dossier.pk)


@of_draft
def discard(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """Throw the application away, after asking once."""
    if request.method == "POST":
        discard_draft(draft_id=draft.pk, actor=actor_of(request))
        messages.success(request, gettext(DISCARDED))
        return redirect("citizen:mine")
    return render(request, "citizen/discard.html", {"draft": draft, "bundle": worded(loaded)})
