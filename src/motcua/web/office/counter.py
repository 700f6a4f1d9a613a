"""The counter: an officer enters a person's application for them, card first, in a few short pages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.save_draft import attach_paper, detach_paper, open_draft, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.models import Draft
from motcua.eforms.rules import compute, prefill, read_post, summary, validate_page
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.identifiers import parse_card_qr
from motcua.kernel.refusals import Invalid, NotFound, Refused
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, active_codes, version
from motcua.procedures.search import search
from motcua.web.office.access import actor_of, officer_only
from motcua.web.office.counter_forms import ApplicantForm

NO_PAGE = N_("Không có phần khai này trong tờ khai.")
PAPER_GIVEN = N_("Đã nhận bản giấy.")
FREQUENT = 8


def own_commune(actor: Actor) -> int | None:
    """The commune whose desk the officer sits at."""
    known = directory()
    for seat in actor.seats:
        commune = known.commune_of(seat.unit_id)
        if commune:
            return commune.id
    return None


def kept(request: HttpRequest, draft_id: UUID) -> tuple[Draft, LoadedVersion]:
    """The officer's open counter draft and its procedure."""
    draft = open_draft(draft_id, actor_of(request))
    return draft, version(draft.version_id)


@officer_only("desk_officer")
def start(request: HttpRequest) -> HttpResponse:
    """Which procedure, for which commune; the card's QR may be scanned right away."""
    actor = actor_of(request)
    unit_id = own_commune(actor)
    if request.method == "POST":
        chosen = int(request.POST.get("unit") or unit_id or 0) if request.POST.get("unit", "0").isdigit() else unit_id
        draft = start_draft(
            procedure_code=request.POST.get("procedure", ""), actor=actor, unit_id=chosen, at_counter=True
        )
        return redirect("office:counter_applicant", draft_id=draft.pk)
    text = request.GET.get("q", "").strip()[:200]
    active = active_codes(unit_id, clock.today()) if unit_id else frozenset()
    hits = [hit for hit in search(text or "chứng thực bản sao trích lục khai sinh", 20) if hit.code in active]
    communes = directory().communes()
    context = {
        "section": "counter",
        "search_words": text,
        "hits": hits[: 20 if text else FREQUENT],
        "unit_id": unit_id,
        "unit_options": [(one.id, one.name) for one in communes],
    }
    return render(request, "office/counter_start.html", context)


@officer_only("desk_officer")
def applicant(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Whose application it is; the card fills name, number, birth and address."""
    draft, loaded = kept(request, draft_id)
    warnings: list[Any] = []
    filled: dict[str, Any] = dict(draft.applicant)
    if request.method == "POST" and "scan" in request.POST:
        filled, warnings = from_card(request.POST.get("card", ""), {**filled, **_typed(request.POST)})
        form = ApplicantForm(initial=filled)
    else:
        form = ApplicantForm(request.POST or None, initial=filled)
        if request.method == "POST" and form.is_valid():
            facts = {**form.facts(), "kind": "person"}
            answers = prefill(loaded.form, {"applicant": facts}) if loaded.form else {}
            save_draft(
                draft_id=draft_id, actor=actor_of(request), applicant=facts, answers={**answers, **draft.answers}
            )
            return redirect(first_page(draft, loaded))
    context = {**_frame(draft, loaded, "applicant"), "form": form, "warnings": warnings}
    return render(request, "office/counter_applicant.html", context)


def _typed(post: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(post.get(name, "")) for name in ApplicantForm.base_fields if post.get(name)}


def from_card(text: str, filled: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """What the card's QR says over what was typed; a card that cannot be read changes nothing and says so."""
    try:
        card = parse_card_qr(text)
    except Refused as refusal:
        return filled, [refusal.sentence]
    found = {
        "name": card.name,
        "number": card.number,
        "birth_date": card.birth_date.strftime("%d/%m/%Y") if card.birth_date else "",
        "gender": card.gender,
        "address_text": card.address,
    }
    return {**filled, **{key: value for key, value in found.items() if value}}, list(card.warnings)


def first_page(draft: Draft, loaded: LoadedVersion) -> Any:
    """The address of the form's first page, or of the papers when there is no form."""
    pages = loaded.form.pages_for(draft.answers) if loaded.form else ()
    if pages:
        return redirect("office:counter_page", draft_id=draft.pk, page_key=pages[0].key).url
    return redirect("office:counter_papers", draft_id=draft.pk).url


@officer_only("desk_officer")
def page(request: HttpRequest, draft_id: UUID, page_key: str) -> HttpResponse:
    """One page of the form, typed from the citizen's words; wrong answers are kept and told."""
    draft, loaded = kept(request, draft_id)
    form = loaded.form
    present = form.page(page_key) if form else None
    if form is None or present is None:
        raise NotFound(NO_PAGE)
    answers, errors = dict(draft.answers), {}
    if request.method == "POST":
        typed = {key: request.POST.getlist(key) for key in request.POST}
        answers = compute(form, {**answers, **read_post(present, typed)})
        save_draft(draft_id=draft_id, actor=actor_of(request), answers=answers)
        errors = validate_page(form, page_key, answers)
        if not errors:
            following = form.next_page(page_key, answers)
            if following:
                return redirect("office:counter_page", draft_id=draft_id, page_key=following.key)
            return redirect("office:counter_papers", draft_id=draft_id)
    context = {
        **_frame(draft, loaded, page_key),
        "eform": form,
        "present": present,
        "answers": answers,
        "errors": errors,
    }
    return render(request, "office/counter_page.html", context, status=422 if errors else 200)


@officer_only("desk_officer")
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Which papers were handed over: on paper, or scanned and checked at once."""
    draft, loaded = kept(request, draft_id)
    refused = None
    if request.method == "POST":
        try:
            _take_paper(request, draft_id, loaded)
        except Invalid as refusal:
            refused = refusal
        else:
            return redirect("office:counter_papers", draft_id=draft_id)
    listed = [
        (one, draft.papers.get(one.key, []))
        for one in loaded.bundle.requirements
        if one.kind == "document" and one.mode == "submit"
    ]
    context = {**_frame(draft, loaded, "papers"), "listed": listed, "refused": refused}
    return render(request, "office/counter_papers.html", context, status=422 if refused else 200)


def _take_paper(request: HttpRequest, draft_id: UUID, loaded: LoadedVersion) -> None:
    """Attach what the form says: an original, a copy, a scan; or take one out again."""
    actor, key = actor_of(request), request.POST.get("requirement", "")
    asked = loaded.bundle.requirement(key)
    if asked is None:
        raise NotFound(N_("Thủ tục này không yêu cầu giấy tờ đó."))
    if request.POST.get("remove", "").isdigit():
        detach_paper(draft_id=draft_id, actor=actor, requirement_key=key, index=int(request.POST["remove"]))
        return
    paper: dict[str, Any] = {"name": asked.name, "source": "shown", "kind": "copy", "copies": 1}
    if request.POST.get("kind") == "original":
        paper["kind"] = "original"
    scanned = request.FILES.get("file")
    if scanned:
        stored = store_file(
            stream=scanned,
            name=scanned.name or "",
            actor=actor,
            accepts=asked.accepts,
            max_bytes=asked.max_mb * 1_000_000,
        )
        paper |= {"file": str(stored.pk), "source": "scan"}
    attach_paper(draft_id=draft_id, actor=actor, requirement_key=key, paper=paper)


@officer_only("desk_officer")
def finish(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read back, note consent and who typed, file and receive, print the receipt."""
    draft, loaded = kept(request, draft_id) if request.method == "GET" else (None, None)
    refused = None
    if request.method == "POST":
        actor = actor_of(request)
        try:
            dossier = _file(request, draft_id, actor)
        except Invalid as refusal:
            refused = refusal
            draft, loaded = kept(request, draft_id)
        else:
            messages.success(request, gettext(N_("Đã tiếp nhận. Hãy in giấy hẹn cho người dân.")))
            return redirect("office:dossier", dossier_id=dossier.pk)
    assert draft is not None
    assert loaded is not None
    groups = summary(loaded.form, draft.answers) if loaded.form else []
    context = {**_frame(draft, loaded, "finish"), "groups": groups, "refused": refused}
    return render(request, "office/counter_finish.html", context, status=422 if refused else 200)


def _file(request: HttpRequest, draft_id: UUID, actor: Actor) -> Any:
    """Save consent and delivery, then file; a draft that is a dossier already is simply shown."""
    from motcua.dossiers.actions.start_draft import own_draft

    if own_draft(draft_id, actor).submitted_at is None:
        consent = {
            "given": request.POST.get("consent") == "yes",
            "typed_by": request.POST.get("typed_by", "staff"),
            "by_post": request.POST.get("by_post") == "yes",
            "helper": actor.name,
        }
        way = request.POST.get("way", "desk")
        delivery = {"way": way if way in {"desk", "post", "online"} else "desk"}
        save_draft(draft_id=draft_id, actor=actor, consent=consent, delivery=delivery)
    return file_at_counter(draft_id=draft_id, actor=actor)


def _frame(draft: Draft, loaded: LoadedVersion, present: str) -> dict[str, Any]:
    """What every page of the counter shows around its own content."""
    pages = loaded.form.pages_for(draft.answers) if loaded.form else ()
    stations = [("applicant", N_("Người nộp")), *((one.key, one.title) for one in pages)]
    stations += [("papers", N_("Giấy tờ")), ("finish", N_("Đọc lại và tiếp nhận"))]
    keys = [key for key, _ in stations]
    where = keys.index(present) if present in keys else 0
    steps = [
        {"label": label, "state": "done" if at < where else "current" if at == where else "todo"}
        for at, (_, label) in enumerate(stations)
    ]
    return {"section": "counter", "draft": draft, "bundle": loaded.bundle, "steps": steps}
