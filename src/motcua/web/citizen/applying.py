"""Applying: one question group a page, saved as one goes, checked, handed in once."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.save_draft import discard_draft, move_draft_to_version, open_draft, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.intake import applicant_errors, changed_parts, lacking
from motcua.eforms.rules import (
    Page,
    add_row,
    drop_row,
    newly_asked,
    read_post,
    steering,
    summary,
    validate,
    validate_page,
)
from motcua.fees.rules import assess
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, Refused, WrongMoment
from motcua.kernel.words import N_
from motcua.people.models import Account
from motcua.people.queries import directory
from motcua.procedures.queries import LoadedVersion, current_version, is_active, version
from motcua.web.citizen.access import actor_of, no_content, signed_in, signed_in_or_back
from motcua.web.citizen.catalogue import served_communes
from motcua.web.citizen.doors import door_context, door_of
from motcua.web.citizen.forms import ApplicantForm, DeliveryForm
from motcua.web.ui.words import say

NO_PAGE = N_("Không có phần khai này trong tờ khai.")
DISCARDED = N_("Đã bỏ hồ sơ đang soạn.")


def kept(request: HttpRequest, draft_id: UUID) -> tuple[Draft, LoadedVersion]:
    """The citizen's open draft with its procedure."""
    draft = open_draft(draft_id, actor_of(request))
    return draft, version(draft.version_id)


@signed_in
def start(request: HttpRequest, code: str) -> HttpResponseBase:
    """Begin, or go on with what is open; what the account knows is filled in. A closed door tells where to go."""
    account = cast("Account", request.user)
    facts, unit_id = account_facts(account), home_unit(account, code)
    try:
        draft = start_draft(procedure_code=code, actor=actor_of(request), unit_id=unit_id, known=facts)
    except WrongMoment as refusal:
        messages.warning(request, say(refusal.sentence))
        return redirect("citizen:procedure", code=code)
    return redirect("citizen:draft", draft_id=draft.pk)


def home_unit(account: Account, code: str) -> int | None:
    """The commune where the person lives, when it takes applications for the procedure; they may choose another."""
    home = directory().unit_by_code((account.address or {}).get("commune_code", ""))
    return home.id if home and is_active(code, home.id, clock.today()) else None


def account_facts(account: Account) -> dict[str, Any]:
    """What the account already knows of its owner."""
    place = account.address or {}
    return {
        "kind": "person",
        "name": account.full_name,
        "number": account.national_id,
        "birth_date": account.birth_date.isoformat() if account.birth_date else "",
        "gender": account.gender,
        "phone": account.phone,
        "email": account.email,
        "address_text": place.get("text", ""),
        "address": {
            "commune": place.get("commune_code", ""),
            "hamlet": place.get("hamlet", ""),
            "street": place.get("line", ""),
            "text": place.get("text", ""),
        },
    }


@signed_in
def tasks(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """The task list: what is done, what is left; told when the rules changed meanwhile."""
    draft, loaded = kept(request, draft_id)
    current = current_version(draft.procedure_code, clock.today())
    dropped: list[str] = []
    moved = current is not None and current.id != draft.version_id
    if moved and current is not None:
        draft, dropped = move_draft_to_version(draft_id=draft_id, actor=actor_of(request), version_id=current.id)
        loaded = current
    items = task_items(draft, loaded)
    context = {"draft": draft, "bundle": loaded.bundle, "items": items, "moved": moved, "dropped": dropped}
    context["is_ready"] = all(item["state"] == "done" for item in items)
    context |= door_context(draft.procedure_code, current)
    return render(request, "citizen/tasks.html", context)


def task_items(draft: Draft, loaded: LoadedVersion) -> list[dict[str, Any]]:
    """Every part of the application with its state and address."""

    def item(label: object, name: str, *, is_done: bool, **more: Any) -> dict[str, Any]:
        url = reverse(f"citizen:{name}", kwargs={"draft_id": draft.pk, **more})
        return {"label": label, "url": url, "state": "done" if is_done else "todo"}

    items = [
        item(N_("Nơi giải quyết"), "draft_unit", is_done=draft.unit_id is not None),
        item(N_("Người nộp hồ sơ"), "draft_applicant", is_done=not applicant_errors(draft.applicant)),
    ]
    if loaded.form:
        for page in loaded.form.pages_for(draft.answers):
            wrong = validate_page(loaded.form, page.key, draft.answers)
            items.append(item(said(loaded, page).title, "draft_page", is_done=not wrong, page_key=page.key))
    if any(one.mode == "submit" and one.kind == "document" for one in loaded.bundle.requirements):
        items.append(item(N_("Giấy tờ kèm theo"), "draft_papers", is_done=not lacking(loaded.bundle, draft.papers)))
    return [*items, item(N_("Nhận kết quả"), "draft_delivery", is_done=bool(draft.delivery))]


@signed_in
def unit(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Which commune decides."""
    draft, loaded = kept(request, draft_id)
    refused = None
    if request.method == "POST" and request.POST.get("unit", "").isdigit():
        try:
            draft = save_draft(draft_id=draft_id, actor=actor_of(request), unit_id=int(request.POST["unit"]))
        except Refused as refusal:
            refused = refusal
        else:
            return redirect(next_task(draft, loaded))
    context = {"draft": draft, "bundle": loaded.bundle, "options": served_communes(draft.procedure_code)}
    context |= {"refused": refused, "missing": request.method == "POST" and not refused}
    return render(request, "citizen/unit.html", context, status=422 if request.method == "POST" else 200)


def next_task(draft: Draft, loaded: LoadedVersion) -> str:
    """The first part that is not done yet; the check page when all are."""
    for item in task_items(draft, loaded):
        if item["state"] != "done":
            return str(item["url"])
    return reverse("citizen:draft_check", args=[draft.pk])


@signed_in
def applicant(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Whose case it is and how to reach them."""
    draft, loaded = kept(request, draft_id)
    form = ApplicantForm(request.POST or None, initial=draft.applicant)
    if request.method == "POST":
        draft = save_draft(draft_id=draft_id, actor=actor_of(request), applicant=form.typed())
        if request.headers.get("X-Autosave"):
            return no_content()
        if form.is_valid():
            return redirect(next_task(draft, loaded))
    context = {"draft": draft, "bundle": loaded.bundle, "form": form}
    return render(request, "citizen/applicant.html", context, status=422 if form.is_bound else 200)


@signed_in
def page(request: HttpRequest, draft_id: UUID, page_key: str) -> HttpResponseBase:
    """One page of the form: always saved, then checked."""
    draft, loaded = kept(request, draft_id)
    form = loaded.form
    present = form.page(page_key) if form else None
    if form is None or present is None:
        raise NotFound(NO_PAGE)
    answers, errors, more = dict(draft.answers), {}, False
    if request.method == "POST":
        before = answers
        typed = changed_parts(before, _rows_changed({**before, **read_post(present, request.POST)}, request.POST))
        draft = save_draft(draft_id=draft_id, actor=actor_of(request), answers=typed)
        answers = draft.answers
        if request.headers.get("X-Autosave"):
            return no_content()
        if request.headers.get("X-Redraw"):
            return render(request, "citizen/_questions.html", {"present": said(loaded, present), "answers": answers})
        more = newly_asked(present, before, answers)
        if not more and not {"add", "remove"} & set(request.POST):
            errors = validate_page(form, page_key, answers)
            if not errors:
                return redirect(_after_page(request, draft, page_key, loaded=loaded))
    pages = form.pages_for(answers)
    context = {"draft": draft, "bundle": loaded.bundle, "present": said(loaded, present), "answers": answers}
    context |= {"errors": errors, "more": more, "steering": " ".join(steering(present))}
    context |= {"number": [one.key for one in pages].index(page_key) + 1 if present in pages else 1, "most": len(pages)}
    return render(request, "citizen/page.html", context, status=422 if errors else 200)


def said(loaded: LoadedVersion, present: Page) -> Page:
    """The page in the reader's language."""
    form = loaded.form_in(get_language() or "vi")
    return (form.page(present.key) if form else None) or present


def _rows_changed(answers: dict[str, Any], posted: Any) -> dict[str, Any]:
    if posted.get("add"):
        return add_row(answers, posted["add"])
    key, _, number = posted.get("remove", "").rpartition(".")
    return drop_row(answers, key, int(number)) if key and number.isdigit() else answers


def _after_page(request: HttpRequest, draft: Draft, page_key: str, *, loaded: LoadedVersion) -> str:
    following = loaded.form.next_page(page_key, draft.answers) if loaded.form else None
    if following and "back" not in request.GET:
        return reverse("citizen:draft_page", args=[draft.pk, following.key])
    return next_task(draft, loaded)


@signed_in
def delivery(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """How the result should come."""
    draft, loaded = kept(request, draft_id)
    form = DeliveryForm(request.POST or None, initial=draft.delivery or {"way": "online"})
    if request.method == "POST" and form.is_valid():
        draft = save_draft(draft_id=draft_id, actor=actor_of(request), delivery=form.cleaned_data)
        return redirect(next_task(draft, loaded))
    context = {"draft": draft, "bundle": loaded.bundle, "form": form}
    return render(request, "citizen/delivery.html", context, status=422 if form.errors else 200)


@signed_in
def check(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Everything once more before it is handed in, with what is still missing."""
    draft, loaded = kept(request, draft_id)
    return render(request, "citizen/check.html", check_context(draft, loaded))


def check_context(draft: Draft, loaded: LoadedVersion) -> dict[str, Any]:
    """Answers, papers, cost and errors of the whole application."""
    form, shown_form = loaded.form, loaded.form_in(get_language() or "vi")
    errors = dict(validate(form, draft.answers)) if form else {}
    errors |= applicant_errors(draft.applicant) | lacking(loaded.bundle, draft.papers)
    pages = form.pages if form else ()
    change = {one.key: reverse("citizen:draft_page", args=[draft.pk, one.key]) + "?back=1" for one in pages}
    known = directory()
    return {
        "draft": draft,
        "bundle": loaded.bundle,
        "door": door_of(draft.procedure_code, current_version(draft.procedure_code, clock.today())),
        "groups": summary(shown_form, draft.answers) if shown_form else [],
        "change": change,
        "errors": [(_anchor(path, loaded, draft), sentence) for path, sentence in errors.items()],
        "unit": known.unit(draft.unit_id) if draft.unit_id else None,
        "fee": assess(loaded.bundle.fees, {**draft.answers, "channel": "online"}),
        "papers": [(loaded.bundle.requirement(key), given) for key, given in draft.papers.items() if given],
    }


def _anchor(path: str, loaded: LoadedVersion, draft: Draft) -> str:
    """The page on which the error can be mended."""
    top = path.split(".", maxsplit=1)[0]
    if top in {"paper", "group"}:
        return reverse("citizen:draft_papers", args=[draft.pk])
    if top == "applicant":
        return reverse("citizen:draft_applicant", args=[draft.pk])
    pages = loaded.form.pages if loaded.form else ()
    where = next((one.key for one in pages if any(field.key == top for field in one.fields)), "")
    return reverse("citizen:draft_page", args=[draft.pk, where]) if where else ""


@signed_in_or_back("citizen:draft_check")
@require_POST
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Hand it in, once however often it is pressed."""
    try:
        dossier = submit_application(draft_id=draft_id, actor=actor_of(request))
    except WrongMoment as refusal:
        messages.warning(request, say(refusal.sentence))
        return redirect("citizen:draft", draft_id=draft_id)
    except Invalid as refusal:
        draft, loaded = kept(request, draft_id)
        context = {**check_context(draft, loaded), "refused": refusal}
        return render(request, "citizen/check.html", context, status=422)
    return redirect("citizen:done", dossier_id=dossier.pk)


@signed_in
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Throw the application away, after asking once."""
    draft, loaded = kept(request, draft_id)
    if request.method == "POST":
        discard_draft(draft_id=draft_id, actor=actor_of(request))
        messages.success(request, gettext(DISCARDED))
        return redirect("citizen:mine")
    return render(request, "citizen/discard.html", {"draft": draft, "bundle": loaded.bundle})
