"""The applicant completes what was asked for; the clock goes on, or anew where the rules say so."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.submit_application import paper_rows
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, DossierPaper, SupplementRequest
from motcua.dossiers.policies import in_state, is_owner, may_own, may_see
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.terms import clock_mode, span, span_from
from motcua.dossiers.rules.text import plain_text
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor
from motcua.workdays.rules import Pause, due

STILL_MISSING = N_("Hãy gửi đủ những giấy tờ được yêu cầu. Những tệp bạn đã chọn vẫn được giữ.")
NOT_YET = N_("Chưa có giấy tờ mới cho “%(name)s”.")
NOT_ASKED = N_("Có tệp gửi cho giấy tờ không được yêu cầu. Hãy chỉ gửi những giấy tờ trong phiếu yêu cầu bổ sung.")
ANSWER = "answer"


def supplement_dossier(
    *, dossier_id: UUID, actor: Actor, papers: Mapping[str, Sequence[Mapping[str, Any]]], answer: str = ""
) -> Dossier:
    """The papers by requirement replace those they answer for, and the case is back at the same desk.

    Law: LC-07 (clock anew at the door, with the time left in appraisal). A written ``answer`` may stand for a paper
    that cannot be had. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.supplement_dossier`` or
    ``dossier.supplement_at_door``.
    """
    dossier = load_dossier(dossier_id)
    act = "supplement_at_door" if dossier.state == State.DOOR_SUPPLEMENT else "supplement_dossier"
    if is_owner(actor, dossier) or not actor.has_role("desk_officer"):
        may_own(actor, dossier, act).or_refuse()
    else:
        may_see(actor, dossier).or_refuse()
        in_state(dossier, act).or_refuse()
    request = SupplementRequest.objects.filter(dossier_id=dossier.pk, closed_at=None).first()
    asked = request.asks if request else []
    answer = plain_text(answer)
    check_asked(asked, papers)
    check_answered(asked, papers, answer)
    at = clock.now()
    facts: dict[str, Any] = {"papers": {key: len(kept) for key, kept in papers.items()}, "answer": answer}
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
    sets = resumed(dossier, at)
    facts |= {"due_at": sets["due_at"].isoformat()} if "due_at" in sets else {}
    writes = Writes(sets=sets, rows=rows, amends=amends, measures=["supplemented"])
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def check_asked(asked: list[dict[str, Any]], papers: Mapping[str, Sequence[Any]]) -> None:
    """Refuse files for anything that was not asked for."""
    wanted = {one["requirement"] for one in asked}
    errors = {f"paper.{key}": Sentence(NOT_ASKED) for key, kept in papers.items() if kept and key not in wanted}
    if errors:
        raise Invalid(NOT_ASKED, errors)


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
