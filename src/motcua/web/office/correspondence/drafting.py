"""Drafting a document on the page: from nothing, a dossier, as an answer or in place of another; and revising it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.correspondence.actions.draft_outgoing import begun_from, draft_outgoing, letter_of, revise_outgoing
from motcua.correspondence.drafting import Text, from_odt, from_pdf
from motcua.correspondence.models import Outgoing
from motcua.correspondence.policies import may_act_out, may_change
from motcua.correspondence.ports import Purpose
from motcua.correspondence.queries import incoming_for, outgoing_for
from motcua.correspondence.rules.kinds import KINDS
from motcua.correspondence.rules.numbering import symbol_for
from motcua.correspondence.rules.signers import usual_mode
from motcua.correspondence.wording import (
    Letter,
    Receiver,
    book_of,
    is_collective,
    signer_posts,
    values_of,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import load_dossier
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.office.correspondence.deeds import Deed, show
from motcua.web.office.correspondence.forms import DraftForm
from motcua.web.office.correspondence.outgoing import WRITERS
from motcua.web.office.desk import opens
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.deeds import filled
from motcua.web.ui.posted import ids_in

NO_UNIT = N_("Bạn không giữ vị trí nào được soạn văn bản.")
BAD_AXIS = N_("Mỗi dòng ghi mã định danh, dấu chấm phẩy, rồi tên nơi nhận, ví dụ: H01.18; Sở Nội vụ")
NOT_A_DRAFT = N_("Tệp dự thảo phải là ODT hoặc PDF.")
CHANGES = {"thay": Purpose.REPLACE, "dinh-chinh": Purpose.UPDATE}
TITLES = {
    Purpose.NEW: N_("Soạn văn bản"),
    Purpose.REPLACE: N_("Soạn văn bản thay thế"),
    Purpose.UPDATE: N_("Soạn văn bản đính chính"),
}
CONSEQUENCE = N_("Hệ thống lập dự thảo từ mẫu của cơ quan. Bạn xem lại rồi mới trình duyệt.")


@officer_only(*WRITERS)
def outgoing_new(request: HttpRequest) -> HttpResponse:
    """A new draft; what it is begun from is named in the address."""
    actor = actor_of(request)
    base = _begun(request, actor)
    deed = Deed(
        TITLES[Purpose(base.purpose)],
        CONSEQUENCE,
        filled(request, DraftForm, initial=_initial(base), unit_id=base.unit_id),
        lambda given: draft_outgoing(actor=actor, letter=_told(base, given), text=_text(base, given, actor)),
        reverse("office:letters"),
        N_("Đã lập dự thảo. Hãy xem bản PDF rồi trình duyệt."),
        lands=lambda made: reverse("office:outgoing", args=[made.pk]),
        template="office/letters/draft.html",
        more={"base": base, "button": N_("Lập dự thảo")},
    )
    return show(request, deed)


@officer_only(*WRITERS)
def outgoing_edit(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """A new version of a draft."""
    actor = actor_of(request)
    document = outgoing_for(actor, outgoing_id)
    may_act_out(actor, document, "revise_outgoing").or_refuse()
    base = letter_of(document)
    deed = Deed(
        N_("Sửa dự thảo"),
        N_("Bản cũ vẫn giữ lại để so sánh."),
        filled(request, DraftForm, initial=_initial(base), unit_id=base.unit_id),
        lambda given: _revised(document, base, given, actor=actor),
        reverse("office:outgoing", args=[document.pk]),
        N_("Đã lưu bản mới."),
        subject=document.subject,
        template="office/letters/draft.html",
        more={"base": base, "button": N_("Lưu bản mới"), "document": document},
    )
    return show(request, deed)


def _revised(document: Outgoing, base: Letter, given: dict[str, Any], *, actor: Actor) -> Outgoing:
    letter = _told(base, given)
    return revise_outgoing(outgoing_id=document.pk, actor=actor, letter=letter, text=_text(base, given, actor))


def _begun(request: HttpRequest, actor: Actor) -> Letter:
    """The letter that the page begins with."""
    seat = next((one for one in actor.seats if one.role in WRITERS), None)
    authority = directory().authority_of(seat.unit_id) if seat else None
    if authority is None:
        raise NotPermitted(NO_UNIT)
    signers = signer_posts(authority.id)
    signer = signers[0] if signers else None
    mode = usual_mode(signer.title if signer else "", is_collective=is_collective(authority))
    base = Letter(authority.id, request.GET.get("loai", "CV"), "", signer.id if signer else 0, mode)
    for name, begin in (("tra-loi", _answering), ("ho-so", _about_case), *((one, _changing) for one in CHANGES)):
        found = ids_in([request.GET.get(name, "")], 1)
        if found:
            base = begin(request, base, pk=found[0], name=name)
    return base


def _answering(request: HttpRequest, base: Letter, *, pk: UUID, name: str) -> Letter:
    document = incoming_for(actor_of(request), pk)
    return replace(base, unit_id=document.unit_id, **begun_from(document))


def _about_case(request: HttpRequest, base: Letter, *, pk: UUID, name: str) -> Letter:
    dossier = load_dossier(pk)
    opens(request, dossier).or_refuse()
    receiver = Receiver(f"Ông (bà) {dossier.applicant_name}")
    return replace(base, dossier_id=dossier.pk, facts=facts_of(dossier), receivers=[receiver])


def _changing(request: HttpRequest, base: Letter, *, pk: UUID, name: str) -> Letter:
    before = outgoing_for(actor_of(request), pk)
    may_change(actor_of(request), before).or_refuse()
    kept = letter_of(before)
    words = f"đính chính văn bản số {before.code}" if name == "dinh-chinh" else before.subject
    kind = "CV" if name == "dinh-chinh" else before.kind
    return replace(kept, kind=kind, subject=words, changes_id=before.pk, purpose=CHANGES[name])


def facts_of(dossier: Dossier) -> dict[str, str]:
    """What a template may say of a dossier."""
    hand_in = dossier.submitted_at.astimezone(clock.VIETNAM)
    due = dossier.due_at.astimezone(clock.VIETNAM) if dossier.due_at else None
    return {
        "nguoi_nop": dossier.applicant_name,
        "dia_chi_nguoi_nop": str(dossier.applicant.get("address_text") or ""),
        "ma_ho_so": dossier.code or dossier.reference,
        "thu_tuc": dossier.title,
        "ngay_nop": f"{hand_in:%d/%m/%Y}",
        "ngay_hen": f"{due:%d/%m/%Y}" if due else "",
    }


def _initial(base: Letter) -> dict[str, Any]:
    """The form as the letter stands."""
    inside = [str(one.unit_id) for one in base.receivers if one.way == "inside"]
    axis = [f"{one.organ_id}; {one.name}" for one in base.receivers if one.way == "axis"]
    main = [one.name for one in base.receivers if one.way == "paper" and one.is_main]
    copies = [one.name for one in base.receivers if one.way == "paper" and not one.is_main]
    return {
        "kind": base.kind,
        "subject": base.subject,
        "to_units": inside,
        "to_axis": "\n".join(axis),
        "to_paper": "\n".join(main),
        "copies": "\n".join(copies),
        "grounds": base.grounds,
        "body": base.body,
        "signer": str(base.signer_post_id),
        "sign_mode": base.sign_mode,
        "mandate": base.mandate,
        "mandate_until": base.mandate_until,
        "priority": str(int(base.priority)),
        "steering": str(int(base.steering)),
        "due_on": base.due_on,
    }


def _told(base: Letter, given: dict[str, Any]) -> Letter:
    """The letter as the form tells it."""
    return replace(
        base,
        kind=given["kind"],
        subject=given["subject"],
        signer_post_id=int(given["signer"]),
        sign_mode=given["sign_mode"],
        body=given["body"],
        grounds=given["grounds"],
        receivers=_receivers(given),
        priority=int(given["priority"]),
        steering=int(given["steering"]),
        secrecy=given["secrecy"],
        due_on=given["due_on"],
        mandate=given["mandate"],
        mandate_until=given["mandate_until"],
    )


def _receivers(given: dict[str, Any]) -> list[Receiver]:
    known = directory()
    inside = [Receiver(known.unit(int(one)).authority_name, "inside", int(one)) for one in given["to_units"]]
    axis = [_on_axis(line) for line in _lines(given["to_axis"])]
    paper = [Receiver(line) for line in _lines(given["to_paper"])]
    return [*inside, *axis, *paper, *(Receiver(line, is_main=False) for line in _lines(given["copies"]))]


def _on_axis(line: str) -> Receiver:
    organ_id, _, name = (part.strip() for part in line.partition(";"))
    if not organ_id or not name:
        raise Invalid(BAD_AXIS, {"to_axis": Sentence(BAD_AXIS)})
    return Receiver(name[:300], "axis", organ_id=organ_id[:32])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _text(base: Letter, given: dict[str, Any], actor: Actor) -> Text | None:
    """The file that was sent, if any; the places that it still leaves open are filled."""
    file = given["file"]
    if not file:
        return None
    name = file.name.casefold()
    if name.endswith(".pdf"):
        return from_pdf(file, file.name, actor=actor)
    if not name.endswith(".odt"):
        raise Invalid(NOT_A_DRAFT, {"file": Sentence(NOT_A_DRAFT)})
    letter, book = _told(base, given), book_of(base.unit_id)
    symbol = symbol_for(KINDS[letter.kind], book.symbol, book.section)
    values = values_of(letter, symbol=symbol, drafted_by=book.section, on=clock.today())
    return from_odt(file, values, actor=actor)
