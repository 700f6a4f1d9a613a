"""The counter: an officer enters a person's application for them, card first, in a few short pages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.save_draft import discard_draft, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.known import known_anew
from motcua.dossiers.rules.representing import is_business, representative_of, standing_of
from motcua.kernel import clock
from motcua.kernel.identifiers import Card, parse_card_qr
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import account_of, directory
from motcua.people.rules import Actor
from motcua.procedures.queries import LoadedVersion, active_codes
from motcua.procedures.search import Hit, search
from motcua.web.office.card_photo import text_of_photo
from motcua.web.office.counter_applicant import STANDINGS, Asking, asking
from motcua.web.office.counter_frame import after, frame, kept, own_commune, unfinished
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.posted import number_in

MOST_HITS = 20
FREQUENT = ("chứng thực bản sao", "chứng thực chữ ký", "tình trạng hôn nhân", "khai sinh", "trích lục", "hộ kinh doanh")
CHOOSE = N_("Hãy chọn thủ tục trong danh sách.")
DISCARDED = N_("Đã xoá bản nhập dở.")
FROM_CARD = N_("Đã điền theo thẻ. Hãy đối chiếu với thẻ thật và người đứng trước quầy.")


@officer_only("desk_officer")
def start(request: HttpRequest) -> HttpResponse:
    """Which procedure, for which commune."""
    actor, refused = actor_of(request), None
    unit_id = number_in(request.POST.get("unit") or request.GET.get("unit")) or own_commune(actor)
    if request.method == "POST":
        try:
            return _started(request, actor, unit_id)
        except Refused as refusal:
            refused = refusal
    text = request.GET.get("q", "").strip()[:200]
    context = {
        "section": "counter",
        "search_words": text,
        "hits": hits_for(text, unit_id),
        "unit_id": unit_id,
        "unit_options": [(one.id, one.name) for one in directory().communes()],
        "unfinished": unfinished(actor),
        "refused": refused,
    }
    return render(request, "office/counter_start.html", context, status=422 if refused else 200)


def _started(request: HttpRequest, actor: Actor, unit_id: int | None) -> HttpResponse:
    code = request.POST.get("procedure", "")
    if not code:
        raise Invalid(CHOOSE)
    draft = start_draft(procedure_code=code, actor=actor, unit_id=unit_id, at_counter=True)
    return redirect("office:counter_applicant", draft_id=draft.pk)


def hits_for(text: str, unit_id: int | None) -> list[Hit]:
    """The procedures that the unit takes today: those found, or without words those most asked at counters."""
    active = active_codes(unit_id, clock.today()) if unit_id else frozenset()
    if text:
        return [hit for hit in search(text, 100) if hit.code in active][:MOST_HITS]
    found = {}
    for words in FREQUENT:
        first = next((hit for hit in search(words, MOST_HITS) if hit.code in active and hit.code not in found), None)
        if first:
            found[first.code] = first
    return list(found.values())


@officer_only("desk_officer")
@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw away what was begun and will not be finished."""
    discard_draft(draft_id=draft_id, actor=actor_of(request))
    messages.success(request, gettext(DISCARDED))
    return redirect("office:counter")


@officer_only("desk_officer")
def applicant(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Whose application it is; the card fills name, number, birth and address."""
    draft, loaded = kept(request, draft_id)
    if "scan" in request.POST:
        card = parse_card_qr(request.POST.get("card", ""), clock.today())
        return _filled(request, draft, loaded, card=card)
    if request.POST.get("switch") in STANDINGS:
        return _page(request, draft, loaded, asked=asking(request.POST["switch"], draft.applicant, typed=request.POST))
    asked = asking(_standing(request, draft), draft.applicant, request.POST if request.method == "POST" else None)
    if request.method == "POST" and asked.is_valid():
        saved = save_applicant(draft, loaded, actor_of(request), asked.applicant())
        return redirect(after(saved, loaded, "applicant"))
    return _page(request, draft, loaded, asked=asked, status=422 if asked.errors else 200)


def _standing(request: HttpRequest, draft: Draft) -> str:
    """Whose application the page is about: as it was chosen, else as it was kept."""
    chosen = request.POST.get("standing", "")
    return chosen if chosen in STANDINGS else standing_of(draft.applicant)


def _page(
    request: HttpRequest, draft: Draft, loaded: LoadedVersion, *, asked: Asking, status: int = 200, **more: Any
) -> HttpResponse:
    context = {**frame(draft, loaded, "applicant"), "asked": asked, "standings": STANDINGS, **more}
    return render(request, "office/counter_applicant.html", context, status=status)


@officer_only("desk_officer")
@require_POST
def card_photo(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The same filling from a photo of the card; what was typed stays when the photo is of no use."""
    draft, loaded = kept(request, draft_id)
    if "X-Fragment" in request.headers:
        return _frame_read(request)
    try:
        card = parse_card_qr(text_of_photo(request.FILES.get("photo")), clock.today())
    except Invalid as refusal:
        card = Card(valid=False, warnings=(refusal.sentence,))
    return _filled(request, draft, loaded, card=card)


def _frame_read(request: HttpRequest) -> HttpResponse:
    """What a frame of the camera says, for a browser that reads no codes itself; nothing of the frame is kept."""
    try:
        return HttpResponse(text_of_photo(request.FILES.get("photo")), content_type="text/plain; charset=utf-8")
    except Invalid:
        return HttpResponse(status=204)


def _filled(request: HttpRequest, draft: Draft, loaded: LoadedVersion, *, card: Card) -> HttpResponse:
    """The page with what the card says over what was typed."""
    typed = {**request.POST.dict(), **from_card(card)}
    asked = asking(_standing(request, draft), draft.applicant, typed=typed)
    read = Sentence(FROM_CARD) if card.number else None
    status = 200 if card.number else 422
    return _page(request, draft, loaded, asked=asked, status=status, warnings=list(card.warnings), read=read)


def from_card(card: Card) -> dict[str, str]:
    """What the card says, as the form writes it; nothing of a card that could not be read."""
    found = {
        "name": card.name,
        "number": card.number,
        "birth_date": card.birth_date.strftime("%d/%m/%Y") if card.birth_date else "",
        "gender": card.sex,
        "address_text": card.address,
    }
    return {key: value for key, value in found.items() if value}


def save_applicant(draft: Draft, loaded: LoadedVersion, actor: Actor, facts: dict[str, Any]) -> Draft:
    """Keep the person, link their own account where they have one, and answer what the form asks about them."""
    person = _linked(facts)
    whom = representative_of(facts)
    if whom or representative_of(draft.applicant):
        person["representative"] = _linked(whom) if whom else {}
    else:
        del person["representative"]
    known = known_anew(loaded.form, draft.answers, before=draft.applicant, after=person)
    return save_draft(draft_id=draft.pk, actor=actor, applicant=person, answers=known)


def _linked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the person's own account; an organisation has none."""
    account = None if is_business(facts) else account_of(str(facts.get("number", "")))
    return {**facts, "account": str(account.pk) if account else ""}
