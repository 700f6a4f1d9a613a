"""Forms 01 to 05 and the answer of a rejection as they were issued, from the facts frozen with them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from motcua.dossiers.documents.parts import ONLINE, POST, case, moment, office, person, register_place, sure
from motcua.dossiers.models import StatutoryForm
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import form_on, render
from motcua.dossiers.rules.facts import REASONS
from motcua.dossiers.rules.representing import at_counter_of, representative_of
from motcua.files.queries import open_file
from motcua.kernel.money import format_dong
from motcua.signing.queries import document_of

KINDS = {"original": "bản chính", "copy": "bản sao", "electronic": "bản điện tử"}
LIMITS = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ làm việc"}
KEPT_PAPERS = "Bản giấy đã nộp được trả lại tại {desk} khi có đề nghị."
NO_PAPERS = "Hồ sơ nộp bằng bản điện tử nên không có bản giấy phải trả lại."
FREE = "Hồ sơ này không phải nộp phí, lệ phí."
UNPAID = "Chưa thu phí, lệ phí."
PAID = "Đã nộp {amount}; việc hoàn trả theo quy định về phí, lệ phí của thủ tục này."


def form_pdf(form: StatutoryForm, *, to_sign: bool = False) -> bytes:
    """The document as it was issued, by the form set of the day of receipt; as it was signed since, where it was.

    ``to_sign`` leaves the place of whoever gave it out free for their digital signature.
    """
    signed = document_of("form", form.pk) if form.file_id else None
    if signed:
        with open_file(signed.file) as file:
            return file.read()
    kept = {**form.facts, "rules_on": form.rules_on, "to_sign": to_sign}
    paper = told.Paper(office(kept["office"]), form.number, moment(kept["at"]), kept.get("own_words", ""))
    return render(form.key, BUILT[form.key](kept, paper, case(kept)), on=form.rules_on)


def _receipt(kept: Mapping[str, Any], paper: told.Paper, about: told.Case) -> told.ReceiptFacts:
    fees = kept["fees"]
    book, number = register_place(kept["register_number"])
    return told.ReceiptFacts(
        paper=paper,
        case=about,
        received_at=sure(kept["received_at"]),
        due_at=moment(kept["due_at"]),
        may_change=bool(kept.get("may_change")),
        papers=tuple(
            told.PaperRow(one["name"], KINDS.get(one["kind"], one["kind"]), one["count"]) for one in kept["papers"]
        ),
        limit=limit_words(kept["limit"]),
        delivery=_delivery(kept),
        fees=tuple(told.FeeRow(str(one["label"]), int(one["amount"])) for one in fees.get("lines", ())),
        is_paid=bool(fees.get("total")) and fees.get("paid", 0) >= fees["total"],
        is_fee_open=bool(fees.get("is_open")),
        representative=_representative(kept),
        book=book,
        book_number=str(number or ""),
        handled_by=str(kept.get("handled_by", "")),
        submitter=_submitter(kept),
        receiver=_officer(kept),
    )


def _representative(kept: Mapping[str, Any]) -> told.Representative | None:
    whom = representative_of(kept["person"])
    return told.Representative(person(whom), str(whom.get("mandate", ""))) if whom else None


def limit_words(limit: Mapping[str, Any]) -> str:
    """A time limit as the slip names it."""
    if not limit:
        return ""
    if limit["unit"] == "same_day":
        return "trong ngày"
    return f"{str(limit['value']).replace('.', ',')} {LIMITS[limit['unit']]}"


def _delivery(kept: Mapping[str, Any]) -> str:
    way, address = kept["delivery"].get("way", "desk"), str(kept["delivery"].get("address") or "")
    if way == "post":
        return f"{POST}, địa chỉ: {address}" if address else POST
    return ONLINE if way == "online" else str(kept["office"]["desk"])


def _officer(kept: Mapping[str, Any]) -> told.Signature:
    """Whoever gave the document out; a draft is nobody's word yet.

    On the papers of an online case the system says who confirmed it and when; those of the others are signed by hand.
    """
    if kept["at"] is None:
        return told.Signature()
    if kept["to_sign"]:
        return told.Signature(kept["by"], to_sign=True)
    if not kept["by"]:
        return told.Signature(title=kept["office"]["desk"], made_at=moment(kept["at"]))
    return told.Signature(kept["by"], confirmed_at=moment(kept["at"]) if kept["channel"] == "online" else None)


def _submitter(kept: Mapping[str, Any]) -> told.Signature:
    sent_at = moment(kept["submitted_at"]) if kept["channel"] == "online" else None
    return told.Signature(str(at_counter_of(kept["person"]).get("name", "")), confirmed_at=sent_at)


def _desk(kept: Mapping[str, Any]) -> told.Contact:
    return told.Contact(name=kept["office"]["desk"], phone=kept["office"]["phone"], web=settings.PUBLIC_URL)


def _contact(kept: Mapping[str, Any]) -> told.Contact:
    """The officer by name and phone; the desk where the system wrote."""
    if not kept["by"]:
        return _desk(kept)
    return replace(_desk(kept), name=kept["by"], phone=kept["by_phone"] or kept["office"]["phone"])


def _supplement(kept: Mapping[str, Any], paper: told.Paper, about: told.Case) -> told.SupplementFacts:
    return told.SupplementFacts(
        paper=paper,
        case=about,
        asks=tuple(_ask(one) for one in kept["asks"]),
        answer_by=moment(kept["answer_due"]),
        contact=_contact(kept),
        guide=_officer(kept),
        consent_by=kept.get("consent", {}).get("leader", ""),
        consent_reason=kept.get("consent", {}).get("reason", ""),
    )


def _ask(one: Mapping[str, Any]) -> told.AskRow:
    counts = {key: one.get(key, 0) for key in ("originals", "certified", "copies")}
    return told.AskRow(one["name"], **counts, reason=reason_words(one["reason"], one["explain"]), rule=one["rule"])


def reason_words(reason: str, explain: str) -> str:
    """Why a paper is asked for: the kind of fault, then what the officer wrote, never the same word twice."""
    fault, explain = REASONS[reason], explain.strip()
    if explain.casefold().startswith(fault.casefold()):
        return explain
    return f"{fault}: {explain}"


def _refusal(kept: Mapping[str, Any], paper: told.Paper, about: told.Case) -> told.RefusalFacts:
    return told.RefusalFacts(
        paper=paper,
        case=about,
        reasons=(kept["reason"],),
        legal_basis=kept["rule"],
        competent=told.Competent(**kept["competent"]) if kept["competent"] else None,
        contact=_contact(kept),
        submitter=_submitter(kept),
        receiver=_officer(kept),
    )


def _apology(kept: Mapping[str, Any], paper: told.Paper, about: told.Case) -> told.ApologyFacts:
    return told.ApologyFacts(
        paper=paper,
        case=about,
        received_at=sure(kept["received_at"]),
        old_due_at=sure(kept["due_at"]),
        new_due_at=sure(kept["new_due"]),
        reason=kept["reason"],
        received_by=kept["office"]["desk"],
        contact=_desk(kept),
        head=_officer(kept),
    )


def _stop(kept: Mapping[str, Any], paper: told.Paper, about: told.Case) -> told.StopFacts:
    grounds = form_on("stop", kept["rules_on"]).options["grounds"]
    return told.StopFacts(
        paper=paper,
        case=about,
        received_at=moment(kept["received_at"]),
        stopped_at=sure(kept["at"]),
        reason=kept["reason"],
        legal_basis=kept["rule"] or grounds.get(kept["act"], ""),
        papers_note=_papers_note(kept),
        fees_note=_fees_note(kept["fees"]),
        contact=_contact(kept),
        signer=_officer(kept),
    )


def _rejection(kept: Mapping[str, Any], paper: told.Paper, about: told.Case) -> told.RejectionFacts:
    """The body that decides answers itself, not its desk; who decided signs under the title of the post."""
    head = replace(paper.office, name=kept["office"]["name"], parent_name="")
    return told.RejectionFacts(
        paper=replace(paper, office=head),
        case=about,
        received_at=moment(kept["received_at"]),
        reason=kept["reason"],
        legal_basis=kept["rule"],
        contact=_desk(kept),
        signer=replace(_officer(kept), title=kept["title"]),
    )


def _papers_note(kept: Mapping[str, Any]) -> str:
    on_paper = any(one["kind"] != "electronic" for one in kept["papers"])
    return KEPT_PAPERS.format(desk=kept["office"]["desk"]) if on_paper else NO_PAPERS


def _fees_note(fees: Mapping[str, Any]) -> str:
    if not fees.get("total") and not fees.get("is_open"):
        return FREE
    return PAID.format(amount=format_dong(fees["paid"])) if fees.get("paid") else UNPAID


BUILT: Mapping[str, Callable[[Mapping[str, Any], told.Paper, told.Case], Any]] = {
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "stop": _stop,
    "rejection": _rejection,
}
