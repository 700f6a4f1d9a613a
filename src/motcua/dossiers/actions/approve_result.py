"""The leader decides: the result is issued and goes to the desk; processing is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.policies import may_decide
from motcua.dossiers.queries import calendar_of, load_dossier, load_to_decide, parameters_of, terms_of
from motcua.dossiers.rules.clock import verdict
from motcua.dossiers.rules.terms import days_later
from motcua.dossiers.rules.text import required_text
from motcua.dossiers.steps import turn_for
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import Actor

WHY = N_("Hãy ghi lý do và căn cứ từ chối giải quyết.")


@dataclass(frozen=True)
class Failed:
    """One dossier of a batch that was not decided, and why."""

    dossier_id: UUID
    sentence: Sentence


def approve_result(*, dossier_id: UUID, actor: Actor) -> Dossier:
    """The drafted result is issued; the national status is 9 (processing finished) from this moment.

    Law: LC-12. Refuses with NotPermitted, WrongMoment or SomebodyWasFirst. Announces ``dossier.approve_result`` or
    ``dossier.reject_dossier`` as the draft says.
    """
    dossier, draft = load_to_decide(dossier_id)
    may_decide(actor, dossier, "approve_result").or_refuse()
    return decide(dossier, actor, draft, at=clock.now())


def reject_dossier(*, dossier_id: UUID, actor: Actor, reason: str) -> Dossier:
    """The leader declines on the merits, in writing. Announces ``dossier.reject_dossier``."""
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_decide(actor, dossier, "reject_dossier").or_refuse()
    return decide(dossier, actor, None, at=clock.now(), rejected_for=reason)


def approve_results(*, dossier_ids: Sequence[UUID], actor: Actor) -> tuple[list[Dossier], list[Failed]]:
    """A batch: each decided on its own, so one that fails loses nothing of the others."""
    done, failed = [], []
    for dossier_id in dossier_ids:
        try:
            done.append(approve_result(dossier_id=dossier_id, actor=actor))
        except Refused as refused:
            failed.append(Failed(dossier_id, refused.sentence))
    return done, failed


def decide(dossier: Dossier, actor: Actor, draft: Result | None, *, at: datetime, rejected_for: str = "") -> Dossier:
    """Write the decision."""
    outcome = "rejected" if rejected_for else draft.outcome if draft else "granted"
    bundle = terms_of(dossier).bundle
    last = next((one for one in reversed(bundle.process.steps) if one.role == "return"), None)
    remind_at = days_later(calendar_of(dossier), at, int(parameters_of(dossier)["return.remind_after"][0]))
    turn = turn_for(dossier, last or bundle.process.steps[0], at=at, due_at=remind_at)
    when = verdict(at, dossier.due_at, counted_late=dossier.counted_late)
    reason = rejected_for or (draft.text if draft else "")
    sets: dict[str, Any] = {
        **turn.sets,
        "step_due_at": None,
        "finished_at": at,
        "outcome": outcome,
        "has_e_result": bool(draft and draft.file_id and not rejected_for),
    }
    facts = {"outcome": outcome, "when": when, **turn.facts, "reason": reason}
    writes = Writes(
        sets=sets,
        rows=[] if draft and not rejected_for else [_issued(dossier, actor, outcome, text=reason, at=at)],
        amends=[*_amends(dossier, actor, draft, at=at, is_dropped=bool(rejected_for)), *dropped(dossier, at)],
        measures=[f"finished_{when}", outcome],
    )
    act = "reject_dossier" if outcome == "rejected" else "approve_result"
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)


def _amends(dossier: Dossier, actor: Actor, draft: Result | None, *, at: datetime, is_dropped: bool) -> list[Amend]:
    if is_dropped:
        return [Amend(Result, {"dossier_id": dossier.pk, "approved_at": None, "dropped_at": None}, {"dropped_at": at})]
    if draft is None:
        return []
    return [Amend(Result, {"id": draft.pk}, {"approved_by": actor.name, "approved_at": at})]


def _issued(dossier: Dossier, actor: Actor, outcome: str, *, text: str, at: datetime) -> Row:
    results = terms_of(dossier).bundle.results
    return Row(
        Result,
        {
            "id": uuid7(),
            "dossier_id": dossier.pk,
            "name": results[0].name[:300] if results else dossier.title,
            "number": "",
            "outcome": outcome,
            "text": text,
            "drafted_by": actor.name,
            "drafted_at": at,
            "approved_by": actor.name,
            "approved_at": at,
        },
    )
