"""The leader decides: the result is issued and goes to the desk; processing is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.actions.issue_result import Finish, finish
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.policies import may_decide
from motcua.dossiers.queries import load_dossier, load_to_decide, terms_of
from motcua.dossiers.rules.text import required_text
from motcua.dossiers.steps import turn_for
from motcua.dossiers.way import step_after_decision
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


@dataclass(frozen=True)
class Decision:
    """What the leader decides on: the draft before them if there is one, or why they decline; where it goes on to."""

    draft: Result | None
    at: datetime
    rejected_for: str = ""
    step: str = ""

    @property
    def outcome(self) -> str:
        """Granted or rejected."""
        return "rejected" if self.rejected_for else self.draft.outcome if self.draft else "granted"

    @property
    def reason(self) -> str:
        """The words of the decision."""
        return self.rejected_for or (self.draft.text if self.draft else "")


def approve_result(*, dossier_id: UUID, actor: Actor, step: str = "") -> Dossier:
    """The drafted result is issued; the national status is 9 (processing finished) from this moment.

    Where steps follow the decision (a clerk numbers and seals, or a conditional ``step`` is chosen) it is signed and
    goes on to them instead. Law: LC-12, LC-19. Refuses with NotPermitted, WrongMoment, Invalid or SomebodyWasFirst.
    Announces ``dossier.approve_result`` or ``dossier.reject_dossier`` as the draft says, or ``dossier.sign_result``.
    """
    dossier, draft = load_to_decide(dossier_id)
    may_decide(actor, dossier, "approve_result").or_refuse()
    return decide(dossier, actor, Decision(draft, clock.now(), step=step))


def reject_dossier(*, dossier_id: UUID, actor: Actor, reason: str) -> Dossier:
    """The leader declines on the merits, in writing. Announces as ``approve_result`` does for a draft that rejects."""
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_decide(actor, dossier, "reject_dossier").or_refuse()
    return decide(dossier, actor, Decision(None, clock.now(), rejected_for=reason))


def approve_results(*, dossier_ids: Sequence[UUID], actor: Actor) -> tuple[list[Dossier], list[Failed]]:
    """A batch: each decided on its own, so one that fails loses nothing of the others."""
    done, failed = [], []
    for dossier_id in dossier_ids:
        try:
            done.append(approve_result(dossier_id=dossier_id, actor=actor))
        except Refused as refused:
            failed.append(Failed(dossier_id, refused.sentence))
    return done, failed


def decide(dossier: Dossier, actor: Actor, decision: Decision) -> Dossier:
    """Write the decision: the end of the processing, or the way on where the process has more steps."""
    outcome, reason, at = decision.outcome, decision.reason, decision.at
    draft, is_rejected = decision.draft, bool(decision.rejected_for)
    further = step_after_decision(dossier, decision.step)
    if further is None:
        done, measures = finish(dossier, at), [outcome]
        measures.insert(0, f"finished_{done.facts['when']}")
        act = "reject_dossier" if outcome == "rejected" else "approve_result"
    else:
        turn = turn_for(dossier, further, at=at, due_at=dossier.due_at)
        done, measures, act = Finish(turn.sets, turn.facts), [], "sign_result"
    has_file = bool(draft and draft.file_id and not is_rejected)
    writes = Writes(
        sets={**done.sets, "outcome": outcome, "has_e_result": has_file},
        rows=[] if draft and not is_rejected else [_issued(dossier, actor, outcome, text=reason, at=at)],
        amends=[*_amends(dossier, actor, draft, at=at, is_dropped=is_rejected), *dropped(dossier, at)],
        measures=measures,
    )
    facts = {"outcome": outcome, **done.facts, "reason": reason}
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
