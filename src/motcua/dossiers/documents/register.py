"""Form 07: what a unit received, for others too, in a span of days, and how each result was handed over."""

from collections.abc import Iterable
from datetime import date

from motcua.dossiers.documents.parts import DELIVERY, office, register_place
from motcua.dossiers.issue import office_facts
from motcua.dossiers.models import Dossier, HandOver
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render
from motcua.dossiers.queries import terms_of
from motcua.dossiers.register import is_above
from motcua.kernel import clock
from motcua.people.directory import UnitRef
from motcua.people.queries import directory

ON_SYSTEM = "Đã nhận trên hệ thống"


def register_pdf(unit: UnitRef, first: date, last: date, *, dossiers: Iterable[Dossier]) -> bytes:
    """Form 07 of these dossiers, each under its running number of the year's book."""
    facts = told.RegisterFacts(
        paper=told.Paper(office(office_facts(unit)), "", clock.now()),
        rows=tuple(sorted(_rows(unit, dossiers), key=_in_book)),
        since=first,
        until=last,
        book="" if is_above(unit) else ", ".join(str(year) for year in range(first.year, last.year + 1)),
    )
    return render("register", facts, on=first)


def _rows(unit: UnitRef, dossiers: Iterable[Dossier]) -> Iterable[told.RegisterRow]:
    for one in dossiers:
        assert one.received_at is not None
        taken: HandOver | None = getattr(one, "hand_over", None)
        reached = (str(one.applicant.get("address_text") or ""), str(one.applicant.get("phone") or ""))
        yield told.RegisterRow(
            number=register_place(one.register_number or "")[1] if _is_own(unit, one) else None,
            code=str(one),
            procedure=terms_of(one).bundle.name,
            person=one.applicant_name,
            contact="; ".join(filter(None, reached)),
            handling=_handling(unit, one),
            received_at=one.received_at.astimezone(clock.VIETNAM),
            due_at=one.due_at.astimezone(clock.VIETNAM) if one.due_at else None,
            returned_at=taken.at.astimezone(clock.VIETNAM) if taken else None,
            delivery=DELIVERY.get(taken.way if taken else one.delivery.get("way", "desk"), ""),
            signed_by=_taken_by(taken) if taken else "",
        )


def _is_own(unit: UnitRef, one: Dossier) -> bool:
    """Whether the case stands in the unit's own book; one that was handed over stays in the book it began in."""
    return _book_of(one) in directory().body_ids(unit.id)


def _book_of(one: Dossier) -> int:
    first, _, _ = (one.register_number or "").partition("/")
    return int(first) if first.isdecimal() else one.competent_unit_id


def _handling(unit: UnitRef, one: Dossier) -> str:
    """Who handles the case; with its place in their book where this desk took it in for them. Law: LC-15."""
    known = directory()
    book, number = register_place(one.register_number or "")
    if one.competent_unit_id in known.body_ids(unit.id) and not _is_own(unit, one):
        before = known.unit(_book_of(one)).authority_name
        return f"{unit.authority_name} (nhận bàn giao của {before}; sổ {book} ở đó, số thứ tự {number})"
    if not _is_own(unit, one):
        other = known.unit(one.competent_unit_id).authority_name
        return f"{other} (tiếp nhận thay; sổ {book} của nơi giải quyết, số thứ tự {number})"
    if one.received_unit_id and one.received_unit_id not in known.subtree_ids(unit.id):
        return f"{unit.authority_name} (nhận tại {known.unit(one.received_unit_id).name})"
    return unit.authority_name


def _in_book(row: told.RegisterRow) -> tuple[bool, int, int]:
    """The unit's own book first, then what its desk took in for others."""
    return row.number is None, row.received_at.year, row.number or 0


def _taken_by(taken: HandOver) -> str:
    """Who took the result; the post's number, the mandate or the system stand where nobody signs in the book."""
    proof = {"online": ON_SYSTEM, "post": f"Mã bưu gửi {taken.tracking}"}.get(taken.way, taken.mandate)
    return "; ".join(filter(None, (taken.receiver_name, proof)))
