"""The holder is done with the step: the case goes to whoever has the next one, or back to the one before."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.policies import may_return_step, may_transfer_step
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import plain_text, required_text
from motcua.dossiers.steps import turn_for
from motcua.dossiers.way import is_signed, previous_step, step_to
from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend
from motcua.people.rules import Actor

WHY_BACK = N_("Hãy ghi lý do trả lại để người nhận biết cần sửa gì.")


def transfer_step(*, dossier_id: UUID, actor: Actor, note: str = "", step: str = "") -> Dossier:
    """The case is with the holder of the next step: as the answers say, or the conditional ``step`` that was chosen.

    Refuses with NotPermitted, WrongMoment, Invalid, SomebodyWasFirst. Announces ``dossier.transfer_step``.
    """
    dossier = load_dossier(dossier_id)
    may_transfer_step(actor, dossier).or_refuse()
    at = clock.now()
    turn = turn_for(dossier, step_to(dossier, step), at=at, due_at=dossier.due_at)
    facts = {"from": dossier.step_key, **turn.facts, "note": plain_text(note)}
    return settle(dossier, actor, "transfer_step", at=at, facts=facts, writes=Writes(sets=turn.sets))


def return_step(*, dossier_id: UUID, actor: Actor, reason: str) -> Dossier:
    """The case is back with the step before, with what to mend; back at the leader, what was signed is a draft again.

    Refuses with NotPermitted, WrongMoment, Invalid without a reason. Announces ``dossier.return_step``.
    """
    reason = required_text(reason, WHY_BACK)
    dossier = load_dossier(dossier_id)
    may_return_step(actor, dossier).or_refuse()
    at = clock.now()
    before = previous_step(dossier)
    turn = turn_for(dossier, before, at=at, due_at=dossier.due_at)
    facts = {"from": dossier.step_key, **turn.facts, "reason": reason}
    sets, amends = turn.sets, []
    if is_signed(dossier) and before and before.role == "leader":
        sets = {**sets, "outcome": "", "has_e_result": False}
        taken_back = {"approved_at": None, "approved_by": ""}
        amends = [Amend(Result, {"dossier_id": dossier.pk, "dropped_at": None}, taken_back)]
    return settle(dossier, actor, "return_step", at=at, facts=facts, writes=Writes(sets=sets, amends=amends))
