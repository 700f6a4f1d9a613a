"""The holder is done with the step: the case goes to whoever has the next one, or back to the one before."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_hold
from motcua.dossiers.queries import load_dossier, terms_of
from motcua.dossiers.rules.text import required_text
from motcua.dossiers.steps import turn_for
from motcua.kernel import clock
from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.routing.rules import step_after, step_before

LAST = N_("Bước tiếp theo là trả kết quả: hãy trình lãnh đạo duyệt kết quả trước.")
FIRST = N_("Đây là bước đầu tiên sau khi tiếp nhận nên không có bước trước để trả lại.")
WHY_BACK = N_("Hãy ghi lý do trả lại để người nhận biết cần sửa gì.")


def transfer_step(*, dossier_id: UUID, actor: Actor, note: str = "") -> Dossier:
    """The case is with the holder of the next step.

    Refuses with NotPermitted, WrongMoment, SomebodyWasFirst. Announces ``dossier.transfer_step``.
    """
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "transfer_step").or_refuse()
    following = step_after(terms_of(dossier).bundle.process, dossier.step_key)
    if following is None or following.role == "return":
        raise WrongMoment(LAST)
    at = clock.now()
    turn = turn_for(dossier, following, at=at, due_at=dossier.due_at)
    facts = {"from": dossier.step_key, **turn.facts, "note": note.strip()}
    return settle(dossier, actor, "transfer_step", at=at, facts=facts, writes=Writes(sets=turn.sets))


def return_step(*, dossier_id: UUID, actor: Actor, reason: str) -> Dossier:
    """The case is back with the step before, with what to mend.

    Refuses with NotPermitted, WrongMoment, Invalid without a reason. Announces ``dossier.return_step``.
    """
    reason = required_text(reason, WHY_BACK)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "return_step").or_refuse()
    before = step_before(terms_of(dossier).bundle.process, dossier.step_key)
    if before is None or before.role == "reception":
        raise WrongMoment(FIRST)
    at = clock.now()
    turn = turn_for(dossier, before, at=at, due_at=dossier.due_at)
    facts = {"from": dossier.step_key, **turn.facts, "reason": reason}
    return settle(dossier, actor, "return_step", at=at, facts=facts, writes=Writes(sets=turn.sets))
