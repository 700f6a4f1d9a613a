"""The middle of the counter: the questions of the form, and the papers that were handed over."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.dossiers.actions.save_draft import attach_paper, detach_paper, save_draft
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.intake import changed_parts, lacking
from motcua.eforms.rules import Page, add_row, drop_row, newly_asked, read_post, validate_page
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.procedures.queries import LoadedVersion
from motcua.procedures.rules import Requirement
from motcua.scanning.models import Scan
from motcua.scanning.queries import scans_about
from motcua.scanning.rules import NAMES, State
from motcua.web.office.counter_frame import after, frame, handed_in, kept
from motcua.web.office.counter_store import store_context
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.naming import form_page, worded

NOT_ASKED = N_("Thủ tục này không yêu cầu giấy tờ đó.")
KINDS = frozenset({"original", "copy"})


@officer_only("desk_officer")
def page(request: HttpRequest, draft_id: UUID, page_key: str) -> HttpResponse:
    """One page of the form, typed from the citizen's words; wrong answers are kept and told."""
    draft, loaded = kept(request, draft_id)
    form, present = form_page(loaded, page_key)
    answers, errors = dict(draft.answers), {}
    if request.method == "POST":
        before = answers
        typed = changed_parts(before, typed_answers(request, present, before))
        draft = save_draft(draft_id=draft_id, actor=actor_of(request), answers=typed)
        answers = draft.answers
        if {"add", "remove"} & set(request.POST) or newly_asked(present, before, answers):
            return redirect("office:counter_page", draft_id=draft_id, page_key=page_key)
        errors = validate_page(form, page_key, answers, today=clock.today())
        if not errors:
            return redirect(after(draft, loaded, page_key))
    context = {"eform": form, "present": present, "answers": answers, "errors": errors}
    context |= frame(draft, loaded, page_key)
    return render(request, "office/counter_page.html", context, status=422 if errors else 200)


def typed_answers(request: HttpRequest, present: Page, answers: dict[str, Any]) -> dict[str, Any]:
    """All answers with those of the page that was sent, and a row more or less where that was asked."""
    typed = {key: request.POST.getlist(key) for key in request.POST}
    found = {**answers, **read_post(present, typed, clock.today())}
    if "add" in request.POST:
        found = {**found, **add_row(found, request.POST["add"])}
    if "remove" in request.POST:
        key, _, number = request.POST["remove"].rpartition(".")
        found = {**found, **drop_row(found, key, int(number))} if number.isdigit() else found
    return found


@officer_only("desk_officer")
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Which papers were handed over: on paper, or scanned and checked at once."""
    draft, loaded = kept(request, draft_id)
    refused = None
    if request.method == "POST":
        try:
            _take(request, draft, loaded)
        except Invalid as refusal:
            refused = refusal
        else:
            return redirect("office:counter_papers", draft_id=draft_id)
    context = {
        **frame(draft, loaded, "papers"),
        "listed": [(one, draft.papers.get(one.key, [])) for one in handed_in(worded(loaded))],
        "shown": [one for one in worded(loaded).requirements if one.mode == "present"],
        "lacking": still_lacking(draft, loaded),
        **store_context(request, draft, loaded),
        "scans": scans_of_papers(draft.pk),
        "refused": refused,
        "advice": refused.verdict.advice if isinstance(refused, FileRefused) else None,
    }
    return render(request, "office/counter_papers.html", context, status=422 if refused else 200)


def scans_of_papers(draft_id: UUID) -> dict[str, list[tuple[Scan, str]]]:
    """The scans of each paper of the draft, with where they stand."""
    found: dict[str, list[tuple[Scan, str]]] = {}
    for one in scans_about([draft_id]):
        found.setdefault(one.requirement_key, []).append((one, NAMES[State(one.state)]))
    return found


def still_lacking(draft: Draft, loaded: LoadedVersion) -> list[Requirement]:
    """Those that this person must hand in and that are not there yet."""
    missing = lacking(loaded.bundle, draft.papers, draft.answers)
    return [one for one in handed_in(loaded.bundle) if f"paper.{one.key}" in missing]


def _take(request: HttpRequest, draft: Draft, loaded: LoadedVersion) -> None:
    """Take in what the form says: everything at once, an original, a copy, a scan; or take one out again."""
    actor = actor_of(request)
    if "all" in request.POST:
        for one in still_lacking(draft, loaded):
            attach_paper(draft_id=draft.pk, actor=actor, requirement_key=one.key, paper=_on_paper(one, "original"))
        return
    key = request.POST.get("requirement", "")
    asked = next((one for one in handed_in(loaded.bundle) if one.key == key), None)
    if asked is None:
        raise NotFound(NOT_ASKED)
    if request.POST.get("remove", "").isdigit():
        detach_paper(draft_id=draft.pk, actor=actor, requirement_key=key, index=int(request.POST["remove"]))
        return
    paper = _scanned(request, asked) if request.POST.get("kind") == "scan" else None
    kind = request.POST.get("kind", "")
    paper = paper or _on_paper(asked, kind if kind in KINDS else "copy")
    attach_paper(draft_id=draft.pk, actor=actor, requirement_key=key, paper=paper)


def _on_paper(asked: Requirement, kind: str) -> dict[str, Any]:
    return {"name": asked.name, "source": "shown", "kind": kind, "copies": 1}


def _scanned(request: HttpRequest, asked: Requirement) -> dict[str, Any]:
    scanned = request.FILES.get("file")
    if scanned is None:
        raise Invalid(N_("Hãy chọn tệp đã quét rồi bấm Gửi bản quét."))
    stored = store_file(
        stream=scanned,
        name=scanned.name or "",
        actor=actor_of(request),
        accepts=asked.accepts,
        max_bytes=asked.max_mb * 1_000_000,
    )
    return {**_on_paper(asked, "electronic"), "file": str(stored.pk), "source": "scan"}
