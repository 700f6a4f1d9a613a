"""The applicant completes what was asked for; the clock goes on, or anew where the rules say so."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.submit_application import handed_in, how_kept, paper_rows
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.issue import FormFacts, issue, papers_of
from motcua.dossiers.models import Dossier, DossierPaper, SupplementRequest
from motcua.dossiers.policies import desk_seat, is_owner, may_supplement, supplement_act
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of
from motcua.dossiers.reusing import gathered_faults
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.facts import Brought
from motcua.dossiers.rules.terms import clock_mode, span, span_from
from motcua.dossiers.rules.text import plain_text
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor
from motcua.workdays.rules import Pause, due

STILL_MISSING = N_("Hãy gửi đủ những giấy tờ được yêu cầu. Những tệp bạn đã chọn vẫn được giữ.")
NOT_YET = N_("Chưa có giấy tờ mới cho “%(name)s”.")
NOT_ASKED = N_("Có tệp gửi cho giấy tờ không được yêu cầu. Hãy chỉ gửi những giấy tờ trong phiếu yêu cầu bổ sung.")
WHO_CAME = N_("Hãy ghi họ tên người mang giấy tờ đến.")
NOT_AGREED = N_("Hãy đọc lại những gì đã ghi nhận cho người mang giấy tờ nghe và đánh dấu là họ đồng ý.")
ANSWER = "answer"


def supplement_dossier(
    *,
    dossier_id: UUID,
    actor: Actor,
    papers: Mapping[str, Sequence[Mapping[str, Any]]],
    answer: str = "",
    brought: Brought | None = None,
) -> Dossier:
    """The papers by requirement replace those they answer for, and the case is back at the same desk.

    Law: LC-07 (clock anew at the door, with the time left in appraisal), LC-18 (``brought`` to a desk, any of them: who
    came and where is kept, and a receipt with the new date is given). A written ``answer`` may stand for a paper that
    cannot be had. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.supplement_dossier`` or
    ``dossier.supplement_at_door``.
    """
    dossier = load_dossier(dossier_id)
    act = supplement_act(dossier)
    may_supplement(actor, dossier).or_refuse()
    at_desk = {} if is_owner(actor, dossier) else desk_facts(dossier, actor, brought)
    request = SupplementRequest.objects.filter(dossier_id=dossier.pk, closed_at=None).first()
    asked = request.asks if request else []
    answer = plain_text(answer)
    check_asked(asked, papers)
    check_answered(asked, papers, answer)
    check_stored(dossier, papers)
    at = clock.now()
    facts: dict[str, Any] = {"papers": {key: len(kept) for key, kept in papers.items()}, "answer": answer, **at_desk}
    amends = [Amend(SupplementRequest, {"id": request.pk}, {"answered_at": at, "closed_at": at})] if request else []
    amends += [
        Amend(
            DossierPaper,
            {"dossier_id": dossier.pk, "requirement_key": key, "replaced_at": None},
            {"replaced_at": at},
        )
        for key, kept in papers.items()
        if kept and _replaces(asked, key)
    ]
    rows = [Row(DossierPaper, values) for values in paper_rows(dossier.pk, papers, at)]
    marks = how_kept(paper for kept in papers.values() for paper in kept)
    amends += handed_in(dossier, dossier.pk, at) if marks["reuses_papers"] else []
    sets = {**resumed(dossier, at), **{name: True for name, holds in marks.items() if holds}}
    facts |= {"due_at": sets["due_at"].isoformat()} if "due_at" in sets else {}
    if at_desk and dossier.code:
        replaced = {key for key, kept in papers.items() if kept and _replaces(asked, key)}
        rows.append(receipt_again(dossier, actor, at, sets=sets, added=rows, replaced=replaced))
    writes = Writes(sets=sets, rows=rows, amends=amends, measures=["supplemented"])
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def desk_facts(dossier: Dossier, actor: Actor, brought: Brought | None) -> dict[str, Any]:
    """Which desk took the papers in, and from whom; refuses where nobody is named or nothing was read out to them."""
    by = plain_text(brought.by, most=200) if brought else ""
    if not by:
        raise Invalid(WHO_CAME, {"by": Sentence(WHO_CAME)})
    if brought is None or not brought.is_agreed:
        raise Invalid(NOT_AGREED, {"consent": Sentence(NOT_AGREED)})
    seat = desk_seat(actor, dossier.competent_unit_id)
    return {"desk": seat.unit_id if seat else None, "brought_by": by}


def receipt_again(
    dossier: Dossier, actor: Actor, at: datetime, *, sets: dict[str, Any], added: list[Row], replaced: set[str]
) -> Row:
    """The receipt once more, with the papers as they are now and the new date; numbered under the first one."""
    first, *more = dossier.forms.filter(key="receipt").order_by("id").values_list("number", flat=True)
    book, slash, symbol = first.partition("/")
    kept = [one for one in papers_of(dossier) if one["requirement"] not in replaced]
    brought = [
        {"requirement": row.values["requirement_key"], "count": row.values["copies"], **_named(row)} for row in added
    ]
    number = f"{book}.{len(more) + 1}{slash}{symbol}"
    return issue("receipt", dossier, FormFacts(actor=actor, at=at, number=number, sets=sets, papers=[*kept, *brought]))


def _named(row: Row) -> dict[str, str]:
    return {"name": row.values["name"], "kind": row.values["kind"]}


def check_asked(asked: list[dict[str, Any]], papers: Mapping[str, Sequence[Any]]) -> None:
    """Refuse files for anything that was not asked for."""
    wanted = {one["requirement"] for one in asked}
    errors = {f"paper.{key}": Sentence(NOT_ASKED) for key, kept in papers.items() if kept and key not in wanted}
    if errors:
        raise Invalid(NOT_ASKED, errors)


def check_stored(dossier: Dossier, papers: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Refuse a paper of the store that was withdrawn, ran out or lost its consent since it was taken."""
    faults = gathered_faults(dossier, papers)
    if faults:
        raise Invalid(STILL_MISSING, faults)


def check_answered(asked: list[dict[str, Any]], papers: Mapping[str, Sequence[Any]], answer: str) -> None:
    """Refuse while an asked paper has neither a new file nor a written answer."""
    missing = [one for one in asked if not papers.get(one["requirement"])]
    if missing and not answer:
        errors = {f"paper.{one['requirement']}": Sentence(NOT_YET, {"name": one["name"]}) for one in missing}
        raise Invalid(STILL_MISSING, errors)


def _replaces(asked: list[dict[str, Any]], key: str) -> bool:
    return any(one["requirement"] == key and one["reason"] != "missing" for one in asked)


def resumed(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What goes on: the desk's answer time anew at the door, the clock of the law in appraisal."""
    anew: dict[str, Any] = {"warned_at": None, "escalated_at": None}
    if not dossier.clock:
        return {"attention_at": desk_answers_by(dossier, at), **anew}
    kept = CaseClock.from_json(dossier.clock).resume(at)
    due_at = kept.due(calendar_of(dossier)).at
    return {"clock": kept.to_json(), "due_at": due_at, "attention_at": due_at, **anew}


def desk_answers_by(dossier: Dossier, at: datetime) -> datetime:
    """Until when the desk answers what was completed at the door: its whole time anew, or what was left of it.

    Law: LC-04, LC-07 (``supplement.clock``: restart or resume).
    """
    calendar, parameters = calendar_of(dossier), parameters_of(dossier)
    if clock_mode(parameters, "door") == "restart":
        return span_from(calendar, at, parameters, key="online.answer_within")
    asked = SupplementRequest.objects.filter(dossier_id=dossier.pk, at_door=True).order_by("asked_at")
    waits = [Pause(start, end or at) for start, end in asked.values_list("asked_at", "closed_at")]
    return due(calendar, dossier.submitted_at, span(parameters, "online.answer_within"), pauses=waits).at
