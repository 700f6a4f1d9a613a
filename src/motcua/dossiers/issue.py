"""Issuing a statutory document: its number and the facts it is printed from, frozen with the act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier, DossierPaper, StatutoryForm
from motcua.dossiers.queries import last_numbers, terms_of
from motcua.kernel.clock import VIETNAM
from motcua.kernel.ids import uuid7
from motcua.ledger.commit import Row
from motcua.people.queries import directory

SYMBOLS: Mapping[str, str] = {
    "receipt": "TTPVHCC",
    "supplement": "PBS-TTPVHCC",
    "refusal": "PTC-TTPVHCC",
    "apology": "PXL",
    "stop": "STD-TTPVHCC",
}


@dataclass(frozen=True)
class FormFacts:
    """What a document says beyond the dossier itself; ``number`` and ``papers`` are given where known."""

    by: str
    at: datetime | None
    due_at: datetime | None = None
    number: str = ""
    papers: list[dict[str, Any]] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def form_book(key: str, dossier: Dossier, at: datetime) -> str:
    """The book of a form's numbers in a unit and year."""
    return f"form/{key}/{dossier.competent_unit_id}/{at.astimezone(VIETNAM).year}"


def numbered(key: str, dossier: Dossier, at: datetime) -> tuple[str, dict[str, int]]:
    """The next number of the form and the book it moves."""
    book = form_book(key, dossier, at)
    last = last_numbers(book)[book]
    return f"{last + 1:02d}/{SYMBOLS[key]}", {book: last}


def issue(key: str, dossier: Dossier, told: FormFacts) -> Row:
    """The record of a document that is issued (or drafted, where ``at`` is None)."""
    moment = told.at or dossier.waiting_since
    rules_on = (dossier.received_at or moment).astimezone(VIETNAM).date()
    number = f"{told.number}/{SYMBOLS[key]}" if key == "receipt" else told.number
    return Row(
        StatutoryForm,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "key": key,
            "number": number,
            "serial": f"{form_book(key, dossier, moment)}/{number}" if told.at else None,
            "rules_on": rules_on,
            "facts": {**case_facts(dossier, told.papers), **_told(told), **told.more},
            "issued_by": told.by,
            "issued_at": told.at,
        },
    )


def _told(told: FormFacts) -> dict[str, Any]:
    return {
        "by": told.by,
        "at": told.at.isoformat() if told.at else None,
        "due_at": told.due_at.isoformat() if told.due_at else None,
    }


def case_facts(dossier: Dossier, papers: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The facts of the case that the documents share, as they are at this moment; its papers where already read."""
    known = directory()
    unit = known.unit(dossier.competent_unit_id)
    desk = known.desk_of(unit.id)
    parent = known.unit(unit.parent_id) if unit.parent_id else None
    return {
        "office": {
            "name": unit.name,
            "parent": parent.name if parent else "",
            "desk": desk.name if desk else unit.name,
            "address": (desk.address if desk else "") or unit.address,
            "phone": (desk.phone if desk else "") or unit.phone,
            "place": unit.short_name,
        },
        "code": dossier.code or dossier.reference,
        "procedure_code": dossier.procedure_code,
        "procedure": terms_of(dossier).bundle.name,
        "person": dict(dossier.applicant),
        "submitted_at": dossier.submitted_at.isoformat(),
        "received_at": dossier.received_at.isoformat() if dossier.received_at else None,
        "case_due_at": dossier.due_at.isoformat() if dossier.due_at else None,
        "register_number": dossier.register_number or "",
        "delivery": dict(dossier.delivery),
        "fees": dict(dossier.fees),
        "papers": papers_listed(dossier) if papers is None else papers,
        "limit": dict(dossier.clock.get("limit", {})),
    }


def papers_listed(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers of the case as the receipt lists them; one statement."""
    kept = DossierPaper.objects.filter(dossier_id=dossier.pk, replaced_at=None).order_by("id")
    return [{"name": paper.name, "kind": paper.kind, "count": paper.copies} for paper in kept]
