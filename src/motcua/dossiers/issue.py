"""Issuing a statutory document: its number and the facts it is printed from, frozen with the act."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from motcua.dossiers.models import Dossier, DossierPaper, StatutoryForm
from motcua.dossiers.places import place_told
from motcua.dossiers.prints.sets import in_set, numbered_by
from motcua.dossiers.queries import PAPER_KEYS, last_numbers, terms_of
from motcua.dossiers.rules.papers import listed
from motcua.kernel.clock import VIETNAM
from motcua.kernel.ids import uuid7
from motcua.ledger.commit import Row
from motcua.people.directory import UnitRef
from motcua.people.queries import directory, phone_of
from motcua.people.rules import Actor
from motcua.procedures.rules import filled


@dataclass(frozen=True)
class FormFacts:
    """What a document says beyond the dossier itself; no ``at`` means a draft.

    ``sets`` are the columns that the act writes with it: the document tells the case as it will be. ``papers`` are
    given where already read.
    """

    actor: Actor
    at: datetime | None
    number: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict)
    papers: list[dict[str, Any]] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def form_book(key: str, dossier: Dossier, at: datetime) -> str:
    """The book of a form's numbers in a unit and year."""
    return f"form/{key}/{dossier.competent_unit_id}/{at.astimezone(VIETNAM).year}"


def numbered(key: str, dossier: Dossier, at: datetime) -> tuple[str, dict[str, int]]:
    """The next number of the form and the book it moves."""
    book = form_book(key, dossier, at)
    last = last_numbers(book)[book]
    return numbered_by(key, rules_day(key, dossier, at), last + 1), {book: last}


def rules_day(key: str, dossier: Dossier, at: datetime) -> date:
    """The day whose forms are used: that of receipt; of issue, where the forms of that time knew no such paper."""
    day = (dossier.received_at or at).astimezone(VIETNAM).date()
    return day if in_set(key, day) else at.astimezone(VIETNAM).date()


def issue(key: str, dossier: Dossier, told: FormFacts) -> Row:
    """The record of a document that is issued (or drafted, where ``at`` is None)."""
    moment = told.at or dossier.waiting_since
    case = copy.copy(dossier)
    vars(case).update(told.sets)
    facts = {**case_facts(case, told.papers), **_head(key, case), **_issuer(told), **_own_words(key, case)}
    return Row(
        StatutoryForm,
        {
            "id": uuid7(),
            "dossier_id": case.pk,
            "key": key,
            "number": told.number,
            "serial": f"{form_book(key, case, moment)}/{told.number}" if told.at else None,
            "rules_on": rules_day(key, case, moment),
            "facts": {**facts, **told.more},
            "issued_by": told.actor.name,
            "issued_at": told.at,
        },
    )


def _head(key: str, case: Dossier) -> dict[str, Any]:
    """The receipt is headed by the body whose desk received the case, the other documents by the competent one.

    Code, number and book are the competent unit's: a receipt of another desk says whose. Law: LC-15.
    """
    if key != "receipt" or case.received_unit_id is None:
        return {}
    known = directory()
    head = known.authority_of(case.received_unit_id) or known.unit(case.received_unit_id)
    competent = known.authority_of(case.competent_unit_id) or known.unit(case.competent_unit_id)
    handled_by = {} if head == competent else {"handled_by": competent.authority_name}
    return {"office": office_facts(head), **handled_by}


def _own_words(key: str, case: Dossier) -> dict[str, str]:
    """What the procedure adds to this form, filled; nothing where it adds nothing."""
    text = terms_of(case).bundle.templates.own_words(key)
    return {"own_words": filled(text, lambda name: place_told(case, name))} if text else {}


def _issuer(told: FormFacts) -> dict[str, Any]:
    """The officer who gives the document out; nobody where the system does, for itself or on a citizen's click."""
    return {
        "by": told.actor.name if told.actor.is_officer else "",
        "at": told.at.isoformat() if told.at else None,
    }


def reached_at(actor: Actor) -> dict[str, str]:
    """The officer's own number, for the documents that say whom to ask."""
    return {"by_phone": phone_of(actor.account_id) if actor.account_id and actor.is_officer else ""}


def office_facts(unit: UnitRef) -> dict[str, str]:
    """The head of a document of a unit, as it is today."""
    desk = directory().desk_of(unit.id)
    return {
        "name": unit.authority_name,
        "desk": desk.name if desk else unit.name,
        "address": (desk.address if desk else "") or unit.address,
        "phone": (desk.phone if desk else "") or unit.phone,
        "email": (desk.email if desk else "") or unit.email,
        "place": unit.short_name,
    }


def case_facts(dossier: Dossier, papers: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The facts of the case that the documents share, as they are at this moment; its papers where already read."""
    terms = terms_of(dossier)
    kept = papers_of(dossier) if papers is None else papers
    return {
        "office": office_facts(directory().unit(dossier.competent_unit_id)),
        "code": dossier.code or "",
        "reference": dossier.reference,
        "channel": dossier.channel,
        "procedure_code": dossier.procedure_code,
        "procedure": terms.bundle.name,
        "person": dict(dossier.applicant),
        "submitted_at": dossier.submitted_at.isoformat(),
        "received_at": dossier.received_at.isoformat() if dossier.received_at else None,
        "due_at": dossier.due_at.isoformat() if dossier.due_at else None,
        "register_number": dossier.register_number or "",
        "delivery": dict(dossier.delivery),
        "fees": dict(dossier.fees),
        "papers": listed(terms.bundle, kept, e_form=terms.form.title if terms.form else ""),
        "limit": dict(dossier.clock.get("limit", {})),
    }


def papers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers of the case that count; one statement."""
    kept = DossierPaper.objects.filter(dossier_id=dossier.pk, replaced_at=None).order_by("id")
    columns = kept.values_list("requirement_key", "name", "kind", "copies")
    return [dict(zip(PAPER_KEYS, paper, strict=True)) for paper in columns]
