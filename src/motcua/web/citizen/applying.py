"""Applying: one question group a page, saved as one goes."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.dossiers.actions.save_draft import move_draft_to_version, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.intake import NO_UNIT, unit_fault
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.intake import changed_parts
from motcua.eforms.rules import (
    Page,
    add_row,
    drop_row,
    newly_asked,
    read_post,
    steering,
    validate_page,
)
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import Sentence
from motcua.people.models import Account
from motcua.people.queries import directory
from motcua.procedures.queries import LoadedVersion, current_version, is_active
from motcua.web.citizen.access import actor_of, no_content, signed_in_or_back
from motcua.web.citizen.catalogue import served_communes
from motcua.web.citizen.doors import door_context
from motcua.web.citizen.drafts import next_task, of_draft, task_items
from motcua.web.citizen.forms import DeliveryForm
from motcua.web.citizen.moved import moved_of, remember_move
from motcua.web.ui.kept import is_scripted
from motcua.web.ui.naming import form_page, worded
from motcua.web.ui.posted import number_in
from motcua.web.ui.words import say


@signed_in_or_back("citizen:start")
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


@of_draft
def tasks(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """The task list: what is done, what is left; told when the rules changed meanwhile."""
    current = current_version(draft.procedure_code, clock.today())
    if current is not None and current.id != draft.version_id:
        draft, dropped = move_draft_to_version(draft_id=draft.pk, actor=actor_of(request), version_id=current.id)
        remember_move(request, draft, loaded, current, dropped=dropped)
        loaded = current
    items = task_items(draft, loaded)
    context = {"draft": draft, "bundle": worded(loaded), "items": items, "moved": moved_of(request, draft)}
    context["is_ready"] = all(item["state"] == "done" for item in items)
    context |= door_context(draft.procedure_code, current)
    return render(request, "citizen/tasks.html", context)


@of_draft
def unit(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """Which commune decides."""
    wrong = unit_fault(draft).get("unit") if draft.unit_id else None
    if request.method == "POST":
        chosen = number_in(request.POST.get("unit"))
        wrong = None if chosen else Sentence(NO_UNIT)
        try:
            draft = save_draft(draft_id=draft.pk, actor=actor_of(request), unit_id=chosen)
        except Invalid as refusal:
            wrong = refusal.sentence
        if not wrong:
            return redirect(next_task(draft, loaded))
    options = served_communes(draft.procedure_code)
    context = {"draft": draft, "bundle": worded(loaded), "options": options, "wrong": wrong}
    return render(request, "citizen/unit.html", context, status=422 if request.method == "POST" else 200)


@of_draft
def page(request: HttpRequest, draft: Draft, loaded: LoadedVersion, *, page_key: str) -> HttpResponseBase:
    """One page of the form: always saved, then checked."""
    form, present = form_page(loaded, page_key)
    errors, more = {}, False
    if request.method == "POST":
        before, draft = draft.answers, save_page(request, draft, present)
        if is_scripted(request):
            return _scripted(request, draft, present)
        more = newly_asked(present, before, draft.answers)
        if not more and not {"add", "remove"} & set(request.POST):
            errors = validate_page(form, page_key, draft.answers)
            if not errors:
                return redirect(_after_page(request, draft, page_key, loaded=loaded))
    context = {**page_context(draft, loaded, present), "errors": errors, "more": more}
    return render(request, "citizen/page.html", context, status=422 if errors else 200)


def save_page(request: HttpRequest, draft: Draft, present: Page) -> Draft:
    """The draft with what was changed on the page, and a row more or less where that was asked."""
    typed = _rows_changed({**draft.answers, **read_post(present, request.POST, clock.today())}, request.POST)
    return save_draft(draft_id=draft.pk, actor=actor_of(request), answers=changed_parts(draft.answers, typed))


def _scripted(request: HttpRequest, draft: Draft, present: Page) -> HttpResponseBase:
    """Saved on the way: nothing to say, or the questions that now stand there."""
    if request.headers.get("X-Autosave"):
        return no_content()
    return render(request, "citizen/_questions.html", {"present": present, "answers": draft.answers})


def page_context(draft: Draft, loaded: LoadedVersion, present: Page) -> dict[str, Any]:
    """The questions of the page and where it stands in the form."""
    keys = [one.key for one in loaded.form.pages_for(draft.answers)] if loaded.form else []
    return {
        "draft": draft,
        "bundle": worded(loaded),
        "present": present,
        "answers": draft.answers,
        "steering": " ".join(steering(present)),
        "number": keys.index(present.key) + 1 if present.key in keys else 1,
        "most": len(keys),
    }


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


@of_draft
def delivery(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> HttpResponseBase:
    """How the result should come."""
    initial = draft.delivery or {"way": "online"}
    form = DeliveryForm(request.POST or None, initial=initial, applicant=draft.applicant)
    if request.method == "POST" and form.is_valid():
        draft = save_draft(draft_id=draft.pk, actor=actor_of(request), delivery=form.cleaned_data)
        return redirect(next_task(draft, loaded))
    context = {"draft": draft, "bundle": worded(loaded), "form": form}
    return render(request, "citizen/delivery.html", context, status=422 if form.errors else 200)
