"""Whose application it is: one's own, another person's by mandate, or an organisation's; and how to reach them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from motcua.dossiers.actions.save_draft import proven, save_draft
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.contact import applicant_errors, tidy_applicant
from motcua.dossiers.rules.known import known_anew
from motcua.dossiers.rules.representing import BUSINESS, PERSON, SELF, representative_of, standing_of, turned
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion
from motcua.web.citizen.access import actor_of, no_content
from motcua.web.citizen.drafts import next_task, of_draft
from motcua.web.citizen.forms import (
    ApplicantForm,
    OrganisationForm,
    OwnerForm,
    RepresentativeForm,
    StewardForm,
    mark,
)
from motcua.web.ui.naming import worded

CHOICES = [
    (SELF, N_("Cho chính tôi"), N_("Kể cả khi bạn đứng ra yêu cầu cho con nhỏ, ví dụ khai sinh cho con")),
    (PERSON, N_("Cho người khác"), N_("Bạn nộp thay và có giấy ủy quyền, hoặc là người giám hộ")),
    (
        BUSINESS,
        N_("Cho tổ chức, hộ kinh doanh"),
        N_("Doanh nghiệp, hợp tác xã, hộ kinh doanh, trường học, hội, nhóm"),
    ),
]
TOLD = {
    SELF: N_("Hồ sơ này của chính bạn."),
    PERSON: N_("Hồ sơ này của người khác, bạn nộp thay."),
    BUSINESS: N_("Hồ sơ này của tổ chức, hộ kinh doanh; bạn là người đứng nộp."),
}
NO_STANDING = N_("Hãy chọn bạn làm hồ sơ này cho ai.")
OWN = {SELF: ApplicantForm, PERSON: RepresentativeForm, BUSINESS: StewardForm}
OWNERS = {PERSON: OwnerForm, BUSINESS: OrganisationForm}


@dataclass
class Asking:
    """The questions of the page: about who fills it, and about the one they stand for."""

    standing: str
    own: ApplicantForm
    owner: ApplicantForm | None

    def typed(self, kept: dict[str, Any]) -> dict[str, Any]:
        """What was typed, right or wrong, as the draft keeps it; turned where another page turned it meanwhile."""
        turned_first = {} if self.standing == standing_of(kept) else turned(kept, self.standing)
        if self.owner is None:
            return {**turned_first, **self.own.typed()}
        whom = {**representative_of(turned_first or kept), **self.own.typed()}
        return {**turned_first, **self.owner.typed(), "representative": whom}

    def judge(self, applicant: dict[str, Any]) -> None:
        """Put what the rules of the case say of these facts at the fields."""
        wrong = applicant_errors(applicant)
        mark(self.own, "applicant.representative" if self.owner else "applicant", wrong)
        if self.owner:
            mark(self.owner, "applicant", wrong)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, by field of the page."""
        forms = [one for one in (self.owner, self.own) if one]
        return [(one.html_name, f"{one.label}: {one.errors[0]}") for form in forms for one in form if one.errors]


def asking(draft: Draft, actor: Actor, post: Any = None) -> Asking:
    """The page for whom the application is said to be, with what is kept or was just sent."""
    said = (post or {}).get("standing")
    standing = said if said in OWN else standing_of(draft.applicant)
    kept, known = turned(draft.applicant, standing), proven(actor)
    if standing == SELF:
        return Asking(standing, ApplicantForm(post, initial=kept, proven=known), None)
    own = OWN[standing](post, initial=dict(representative_of(kept)), proven=known)
    return Asking(standing, own, OWNERS[standing](post, initial=kept, proven={}, prefix="owner"))


@of_draft
def standing(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """For whom: one question; who fills it stays known, whatever is chosen."""
    chosen = request.POST.get("standing", "")
    if chosen in OWN:
        keep(draft, loaded, actor_of(request), turned(draft.applicant, chosen))
        return redirect("citizen:draft_applicant", draft_id=draft.pk)
    wrong = Sentence(NO_STANDING) if request.method == "POST" else None
    context = {"draft": draft, "bundle": worded(loaded), "choices": CHOICES, "wrong": wrong}
    context["chosen"] = standing_of(draft.applicant)
    return render(request, "citizen/standing.html", context, status=422 if wrong else 200)


@of_draft
def applicant(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """Whose case it is, who stands for them, how to reach them: always saved, then judged."""
    actor = actor_of(request)
    asked = asking(draft, actor, request.POST or None)
    if request.method == "POST":
        draft = keep(draft, loaded, actor, asked.typed(draft.applicant))
        if request.headers.get("X-Autosave"):
            return no_content()
        asked.judge(draft.applicant)
        if not asked.errors:
            return redirect(next_task(draft, loaded))
    context = {"draft": draft, "bundle": worded(loaded), "asked": asked, "proven": proven(actor)}
    context["whose"] = TOLD[asked.standing]
    return render(request, "citizen/applicant.html", context, status=422 if asked.errors else 200)


def keep(draft: Draft, loaded: LoadedVersion, actor: Actor, given: dict[str, Any]) -> Draft:
    """The draft with these facts, and with what the form asks about them."""
    after = tidy_applicant({**draft.applicant, **given})
    known = known_anew(loaded.form, draft.answers, before=draft.applicant, after=after)
    return save_draft(draft_id=draft.pk, actor=actor, applicant=given, answers=known)
