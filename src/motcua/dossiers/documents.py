"""The statutory documents as PDF: from the frozen facts of an issued form, or told from the ledger."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render
from motcua.dossiers.queries import history
from motcua.dossiers.rules.facts import REASONS
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.people.directory import UnitRef
from motcua.people.queries import directory

KINDS = {"original": "bản chính", "copy": "bản sao", "electronic": "bản điện tử"}
DELIVERY = {"online": "Trực tuyến", "desk": "Tại bộ phận một cửa", "post": "Qua dịch vụ bưu chính công ích"}
HANDED = frozenset(
    {
        "receive_dossier",
        "transfer_step",
        "return_step",
        "assign_dossier",
        "reseat_dossier",
        "forward_to_agency",
        "return_from_agency",
        "approve_result",
        "reject_dossier",
        "return_result",
    }
)


def form_pdf(form: StatutoryForm) -> bytes:
    """The document as it was issued, by the form set of the day of receipt."""
    return render(form.key, _facts(form), on=form.rules_on)


def _facts(form: StatutoryForm) -> Any:
    kept = form.facts
    paper = told.Paper(_office(kept["office"]), form.number, form.issued_at)
    build = {
        "receipt": _receipt,
        "supplement": _supplement,
        "refusal": _refusal,
        "apology": _apology,
        "stop": _stop,
    }[form.key]
    return build(kept, paper, _case(kept))


def _office(kept: Mapping[str, str]) -> told.Office:
    return told.Office(
        name=kept["desk"], parent_name=kept["name"], address=kept["address"], phone=kept["phone"], place=kept["place"]
    )


def _case(kept: Mapping[str, Any]) -> told.Case:
    person = kept["person"]
    return told.Case(
        code=kept["code"],
        procedure_code=kept["procedure_code"],
        procedure=kept["procedure"],
        person=told.Person(
            name=str(person.get("name", "")),
            number=str(person.get("number", "")),
            address=str(person.get("address_text", "")),
            phone=str(person.get("phone", "")),
            email=str(person.get("email", "")),
            is_organisation=person.get("kind") == "business",
        ),
        lookup_url=f"{settings.PUBLIC_URL}/tra-cuu/?ma={kept['code']}",
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(clock.VIETNAM) if text else None


def _at(text: str | None) -> datetime:
    return _moment(text) or clock.now()


def _signed(kept: Mapping[str, Any], title: str = "") -> told.Signature:
    return told.Signature(name=kept["by"], title=title, is_electronic=True)


def _contact(kept: Mapping[str, Any]) -> told.Contact:
    return told.Contact(name=kept["by"], phone=kept["office"]["phone"], web=settings.PUBLIC_URL)


def _receipt(kept: Mapping[str, Any], paper: told.Paper, case: told.Case) -> told.ReceiptFacts:
    fees = kept.get("fees", {})
    register = str(kept.get("register_number", ""))
    return told.ReceiptFacts(
        paper=paper,
        case=case,
        received_at=_at(kept["at"]),
        due_at=_moment(kept["due_at"]),
        papers=tuple(
            told.PaperRow(one["name"], KINDS.get(one["kind"], one["kind"]), one["count"]) for one in kept["papers"]
        ),
        limit=limit_words(kept.get("limit") or {}),
        delivery=DELIVERY.get(kept["delivery"].get("way", "desk"), ""),
        fees=tuple(told.FeeRow(str(one["label"]), int(one["amount"])) for one in fees.get("lines", ())),
        is_paid=bool(fees.get("total")) and fees.get("paid", 0) >= fees["total"],
        book=register.split("/")[1] if register.count("/") == 2 else "",
        book_number=register.rsplit("/", 1)[-1].lstrip("0"),
        submitter=told.Signature(name=case.person.name),
        receiver=_signed(kept),
    )


def limit_words(limit: Mapping[str, Any]) -> str:
    """A time limit as the slip names it."""
    if not limit:
        return ""
    units = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ làm việc"}
    if limit["unit"] == "same_day":
        return "trong ngày"
    return f"{str(limit['value']).replace('.', ',')} {units[limit['unit']]}"


def _supplement(kept: Mapping[str, Any], paper: told.Paper, case: told.Case) -> told.SupplementFacts:
    asks = tuple(
        told.AskRow(one["name"], originals=1, reason=f"{REASONS[one['reason']]}: {one['explain']}", rule=one["rule"])
        for one in kept["asks"]
    )
    return told.SupplementFacts(
        paper=paper,
        case=case,
        asks=asks,
        answer_by=_moment(kept["answer_due"]),
        contact=_contact(kept),
        guide=_signed(kept),
    )


def _refusal(kept: Mapping[str, Any], paper: told.Paper, case: told.Case) -> told.RefusalFacts:
    return told.RefusalFacts(
        paper=paper,
        case=case,
        reasons=(kept["reason"],),
        legal_basis=kept.get("rule", ""),
        competent=told.Competent(kept["competent"]) if kept.get("competent") else None,
        contact=_contact(kept),
        submitter=told.Signature(name=case.person.name),
        receiver=_signed(kept),
    )


def _apology(kept: Mapping[str, Any], paper: told.Paper, case: told.Case) -> told.ApologyFacts:
    return told.ApologyFacts(
        paper=paper,
        case=case,
        received_at=_at(kept["received_at"]),
        old_due_at=_at(kept["due_at"]),
        new_due_at=_at(kept["new_due"]),
        reason=kept["reason"],
        received_by=kept["office"]["desk"],
        contact=_contact(kept),
        head=_signed(kept),
    )


def _stop(kept: Mapping[str, Any], paper: told.Paper, case: told.Case) -> told.StopFacts:
    return told.StopFacts(
        paper=paper,
        case=case,
        received_at=_moment(kept["received_at"]),
        stopped_at=_at(kept["at"]),
        reason=kept["reason"],
        papers_note="Giấy tờ đã nộp được trả lại khi ông/bà yêu cầu.",
        contact=_contact(kept),
        signer=_signed(kept),
    )


def office_of(unit: UnitRef) -> told.Office:
    """The head of a document of a unit, as it is today."""
    desk = directory().desk_of(unit.id)
    return told.Office(
        name=desk.name if desk else unit.name,
        parent_name=unit.name,
        address=(desk.address if desk else "") or unit.address,
        phone=(desk.phone if desk else "") or unit.phone,
        place=unit.short_name,
    )


def control_sheet_pdf(dossier: Dossier) -> bytes:
    """Form 06 of a case, told from its ledger at this moment."""
    from motcua.dossiers.issue import case_facts

    kept = case_facts(dossier)
    unit = directory().unit(dossier.competent_unit_id)
    received = dossier.received_at or dossier.submitted_at
    facts = told.ControlSheetFacts(
        paper=told.Paper(office_of(unit), str(dossier), clock.now()),
        case=_case(kept),
        received_at=received.astimezone(clock.VIETNAM),
        due_at=dossier.due_at.astimezone(clock.VIETNAM) if dossier.due_at else None,
        handling=unit.name,
        hand_overs=tuple(_hand_overs(dossier)),
        cooperating=tuple(one.unit.name for one in dossier.opinions.select_related("unit").order_by("asked_at")),
    )
    return render("control_sheet", facts, on=received.astimezone(clock.VIETNAM).date())


def _hand_overs(dossier: Dossier) -> Iterable[told.HandOver]:
    known = directory()
    for entry in reversed(list(history(dossier))):
        if entry.act not in HANDED:
            continue
        giver = known.unit(entry.actor["unit"]).name if entry.actor.get("unit") else ""
        post = known.post(int(entry.facts["to"])) if entry.facts.get("to") else None
        yield told.HandOver(
            giver_unit=giver,
            receiver_unit=known.unit(post.unit_id).name if post else dossier.applicant_name,
            at=entry.at.astimezone(clock.VIETNAM),
            giver=str(entry.actor.get("name", "")),
            receiver=post.title if post else str(entry.facts.get("receiver", "")),
            outcome=str(entry.facts.get("when", "")),
            note=str(entry.facts.get("reason") or entry.facts.get("note") or "")[:200],
        )


def register_pdf(unit: UnitRef, first: date, last: date, *, dossiers: Iterable[Dossier]) -> bytes:
    """Form 07: every dossier received in the span."""
    rows = tuple(_register_row(one, unit) for one in dossiers)
    facts = told.RegisterFacts(
        paper=told.Paper(office_of(unit), "", clock.now()), rows=rows, since=first, until=last, book=str(first.year)
    )
    return render("register", facts, on=first)


def _register_row(one: Dossier, unit: UnitRef) -> told.RegisterRow:
    local = clock.VIETNAM
    returned = one.closed_at if one.state == State.RETURNED else None
    assert one.received_at is not None
    return told.RegisterRow(
        code=str(one),
        procedure=one.title,
        person=one.applicant_name,
        contact=str(one.applicant.get("phone", "")),
        handling=unit.name,
        received_at=one.received_at.astimezone(local),
        due_at=one.due_at.astimezone(local) if one.due_at else None,
        returned_at=returned.astimezone(local) if returned else None,
        delivery=DELIVERY.get(one.delivery.get("way", "desk"), ""),
    )
