"""Form 07: what a unit received in a span of days, and how each result was handed over."""

from collections.abc import Iterable
from datetime import date

from motcua.dossiers.documents.parts import DELIVERY, office, register_place
from motcua.dossiers.issue import office_facts
from motcua.dossiers.models import Dossier, HandOver
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render
from motcua.kernel import clock
from motcua.people.directory import UnitRef

ON_SYSTEM = "Đã nhận trên hệ thống"


def register_pdf(unit: UnitRef, first: date, last: date, *, dossiers: Iterable[Dossier]) -> bytes:
    """Form 07 of these dossiers (read with their hand-overs), each under its running number of the year's book."""
    facts = told.RegisterFacts(
        paper=told.Paper(office(office_facts(unit)), "", clock.now()),
        rows=tuple(sorted(_rows(unit, dossiers), key=_in_book)),
        since=first,
        until=last,
        book=", ".join(str(year) for year in range(first.year, last.year + 1)),
    )
    return render("register", facts, on=first)


def _rows(unit: UnitRef, dossiers: Iterable[Dossier]) -> Iterable[told.RegisterRow]:
    for one in dossiers:
        assert one.received_at is not None
        taken: HandOver | None = getattr(one, "hand_over", None)
        reached = (str(one.applicant.get("address_text") or ""), str(one.applicant.get("phone") or ""))
        yield told.RegisterRow(
            number=register_place(one.register_number or "")[1],
            code=str(one),
            procedure=one.title,
            person=one.applicant_name,
            contact="; ".join(filter(None, reached)),
            handling=unit.authority_name,
            received_at=one.received_at.astimezone(clock.VIETNAM),
            due_at=one.due_at.astimezone(clock.VIETNAM) if one.due_at else None,
            returned_at=taken.at.astimezone(clock.VIETNAM) if taken else None,
            delivery=DELIVERY.get(taken.way if taken else one.delivery.get("way", "desk"), ""),
            signed_by=_taken_by(taken) if taken else "",
        )


def _in_book(row: told.RegisterRow) -> tuple[int, int]:
    return row.received_at.year, row.number or 0


def _taken_by(taken: HandOver) -> str:
    """Who took the result; the post's number, the mandate or the system stand where nobody signs in the book."""
    proof = {"online": ON_SYSTEM, "post": f"Mã bưu gửi {taken.tracking}"}.get(taken.way, taken.mandate)
    return "; ".join(filter(None, (taken.receiver_name, proof)))
