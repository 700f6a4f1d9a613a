"""One dossier on one page: answers, papers, process, history, and only the acts of this moment."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.archive.queries import standing_of
from motcua.correspondence.policies import visible_outgoing
from motcua.correspondence.queries import directives_of
from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.offers import Offer, office_offers
from motcua.dossiers.policies import holder_name, may_answer, may_open, may_see
from motcua.dossiers.queries import history, load_dossier, terms_of
from motcua.dossiers.rules.timeline import given_back, who
from motcua.dossiers.standing import clock_view, measured
from motcua.dossiers.way import way_of
from motcua.eforms.rules import summary
from motcua.kernel import clock
from motcua.kernel.answers import Answer
from motcua.kernel.lifecycle import NATIONAL_STATUS, STATE_NAMES, State
from motcua.ledger.models import Entry
from motcua.papers.queries import used_in
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.scanning.policies import may_scan
from motcua.web.office.ended import ended
from motcua.web.office.letters import to_sign
from motcua.web.office.told import applicant_rows, line_of
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.naming import FORM_NAMES, form_worded, paper_named, worded
from motcua.web.ui.stored import for_officer

ICONS = {
    "receive_dossier": "clipboard-check",
    "approve_result": "check",
    "present_result": "send",
    "issue_result": "send",
    "transfer_step": "arrow-right",
    "return_result": "package",
    "attach_result": "file-plus",
    "put_digitised": "file-check",
    "request_supplement": "file-plus",
    "supplement_dossier": "file-plus",
    "ask_opinion": "users",
    "forward_to_agency": "forward",
    "return_from_agency": "reply",
    "return_step": "undo-2",
    "assign_dossier": "user-plus",
    "request_extension": "calendar-days",
    "apologise": "mail",
    "suspend_dossier": "circle-pause",
    "resume_dossier": "circle-play",
    "request_payment": "wallet",
    "record_payment": "receipt",
}
TOLD, MOST_TOLD = "cases_told", 20
FINAL = frozenset({"refuse_dossier", "reject_dossier", "stop_dossier", "withdraw_dossier"})


def seen(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """The dossier, if this officer may see it; otherwise it does not exist for them."""
    dossier = load_dossier(dossier_id)
    opens(request, dossier).or_refuse()
    return dossier


def opens(request: HttpRequest, dossier: Dossier) -> Answer:
    """Whether the dossier is there for this officer."""
    return may_open(actor_of(request), dossier, is_told=str(dossier.pk) in request.session.get(TOLD, ()))


def remember_told(request: HttpRequest, dossier_id: UUID) -> None:
    """Whoever is signed in here was told both facts of the case by its applicant; the last few cases are kept."""
    others = [one for one in request.session.get(TOLD, ()) if one != str(dossier_id)]
    request.session[TOLD] = [*others, str(dossier_id)][-MOST_TOLD:]


@officer_only()
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The desk of one dossier; looking at it is recorded."""
    found = seen(request, dossier_id)
    actor = actor_of(request)
    record_reading(dossier_id=found.pk, actor=actor, way="office")
    return render(request, "office/dossier.html", {**head_context(found, actor), **desk_context(found, actor)})


@officer_only()
def brief(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The short of it beside a list, with the acts; looking at it is recorded."""
    found = seen(request, dossier_id)
    actor = actor_of(request)
    record_reading(dossier_id=found.pk, actor=actor, way="office")
    context = {**head_context(found, actor), "papers": papers_of(found), "lines": lines_of(found)[:5]}
    return render(request, "office/brief.html", context)


def head_context(found: Dossier, actor: Actor) -> dict[str, Any]:
    """Who, what, where it stands, until when, and what the reader may do now."""
    loaded = terms_of(found)
    view, stations = clock_view(found, clock.now(), with_trace=True), way_of(found)
    return {
        "section": "inbox",
        "dossier": found,
        "bundle": worded(loaded),
        "named": partial(paper_named, loaded),
        "state": STATE_NAMES[State(found.state)],
        "national": NATIONAL_STATUS[State(found.state)],
        "holder": holder_name(found),
        "unit": directory().unit(found.competent_unit_id),
        "acts": [button_for(found, offer) for offer in office_offers(actor, found)],
        "applicant_rows": applicant_rows(found),
        "process": [station_of(one, found, stations) for one in stations],
        "clock": view,
        "measured": measured(view),
    }


def desk_context(found: Dossier, actor: Actor) -> dict[str, Any]:
    """Everything else the desk shows of a dossier."""
    form = form_worded(terms_of(found))
    papers, entries = papers_of(found), list(history(found))
    kept = standing_of(found) if found.closed_at else {}
    return {
        "form_names": FORM_NAMES,
        "viewed": next((one for one in papers if is_shown(one)), None),
        "groups": summary(form, found.answers) if form and not kept.get("destroyed") else [],
        "papers": papers,
        "stored": stored_in(found),
        "may_scan": may_scan(actor).allowed and may_see(actor, found).allowed,
        "lines": [line_of(entry) for entry in entries],
        "returned": returned_by(found, entries),
        "supplements": list(found.supplements.order_by("-asked_at")),
        "consents": list(found.consents.order_by("-asked_at", "-id")),
        "opinions": list(found.opinions.select_related("unit").order_by("-asked_at")),
        "may_answer": lambda opinion: bool(may_answer(actor, found, opinion)),
        "extensions": list(found.extensions.order_by("-asked_at")),
        "results": list(found.results.filter(dropped_at=None).select_related("file").order_by("drafted_at")),
        **documents_of(found, actor),
        "notes": list(found.notes.order_by("-at")),
        "may_note": may_see(actor, found).allowed,
        **ended(found),
        "kept": kept,
        "readings": list(found.readings.order_by("-at")[:10]),
        "letters": list(visible_outgoing(actor).filter(dossier_id=found.pk).order_by("-drafted_at")[:20]),
        "tasks": list(directives_of([found.pk])[:20]),
    }


def stored_in(found: Dossier) -> dict[tuple[str, UUID], dict[str, Any]]:
    """The papers that came from a store, by requirement and file, in the words for an officer."""
    return {key: for_officer(one) for key, one in used_in(found.pk).items()} if found.reuses_papers else {}


def is_shown(paper: DossierPaper) -> bool:
    """It is a file that still stands and counts."""
    return paper.file is not None and paper.file.destroyed_at is None and paper.replaced_at is None


def documents_of(found: Dossier, actor: Actor) -> dict[str, Any]:
    """The documents that were issued, those that the reader has still to sign, and those drafted that may still be."""
    kept = list(found.forms.order_by("id"))
    issued = [one for one in kept if one.issued_at]
    past = {one.key for one in issued}
    drafted = [one for one in kept if not one.issued_at and one.key not in past and found.finished_at is None]
    return {"forms": issued, "drafted": drafted, "to_sign": {one.pk for one in to_sign(found, actor, issued)}}


def papers_of(found: Dossier) -> list[DossierPaper]:
    """The papers that count first, replaced ones after them."""
    kept = list(found.papers.select_related("file").order_by("id"))
    return sorted(kept, key=lambda paper: paper.replaced_at is not None)


def returned_by(found: Dossier, entries: Iterable[Entry]) -> dict[str, Any] | None:
    """Who gave the case back to this step, when and why, until it is passed on again."""
    last = given_back(entries) if found.finished_at is None else None
    return {"who": who(last.actor), "at": last.at, "reason": last.facts.get("reason", "")} if last else None


def lines_of(found: Dossier) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [line_of(entry) for entry in history(found)]


def button_for(found: Dossier, offer: Offer) -> dict[str, Any]:
    """An offer as the act bar draws it; every act has a page of its own, so it works without script."""
    route, told = ("office:supplement", ()) if offer.act == "supplement_dossier" else ("office:act", (offer.act,))
    return {
        "key": offer.act,
        "label": offer.label,
        "url": reverse(route, args=[found.pk, *told]),
        "method": "get",
        "primary": offer.is_primary,
        "answer": offer.answer,
        "icon": ICONS.get(offer.act, "circle-x" if offer.act in FINAL else "circle"),
        "danger": offer.act in FINAL,
    }


def station_of(step: Any, found: Dossier, steps: Sequence[Any]) -> dict[str, Any]:
    """A station of the process: passed, present or to come; all are passed once the result is handed over."""
    keys = [one.key for one in steps]
    where = keys.index(found.step_key) if found.step_key in keys else -1
    where = len(keys) if found.state == State.RETURNED else where
    at = keys.index(step.key)
    return {"label": step.name, "state": "done" if at < where else "current" if at == where else "todo"}
