"""The holder is done with the step: the case goes to whoever has the next one, or back to the one before."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_hold
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import required_text
from motcua.dossiers.steps import process_of, turn_for, way_facts
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.procedures.rules import Step
from motcua.routing.rules import choosable_steps, step_after, step_before

LAST = N_("Bước tiếp theo là trả kết quả: hãy trình lãnh đạo duyệt kết quả trước.")
NOT_CHOOSABLE = N_("Bước được chọn không nằm trong các bước có thể đi tiếp từ đây. Hãy chọn lại.")
FIRST = N_("Đây là bước đầu tiên sau khi tiếp nhận nên không có bước trước để trả lại.")
WHY_BACK = N_("Hãy ghi lý do trả lại để người nhận biết cần sửa gì.")


def transfer_step(*, dossier_id: UUID, actor: Actor, note: str = "", step: str = "") -> Dossier:
    """The case is with the holder of the next step: as the answers say, or the conditional ``step`` that was chosen.

    Refuses with NotPermitted, WrongMoment, Invalid, SomebodyWasFirst. Announces ``dossier.transfer_step``.
    """
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "transfer_step").or_refuse()
    following = chosen_step(dossier, step) if step else next_step(dossier)
    if following is None or following.role == "return":
        raise WrongMoment(LAST)
    at = clock.now()
    turn = turn_for(dossier, following, at=at, due_at=dossier.due_at)
    facts = {"from": dossier.step_key, **turn.facts, "note": note.strip()}
    return settle(dossier, actor, "transfer_step", at=at, facts=facts, writes=Writes(sets=turn.sets))


def next_step(dossier: Dossier) -> Step | None:
    """The step that follows by itself."""
    return step_after(process_of(dossier), dossier.step_key, way_facts(dossier))


def chosen_step(dossier: Dossier, key: str) -> Step:
    """The conditional step of this key, if it may be chosen now; refuses with Invalid."""
    choosable = choosable_steps(process_of(dossier), dossier.step_key, way_facts(dossier))
    found = next((one for one in choosable if one.key == key), None)
    if found is None:
        raise Invalid(NOT_CHOOSABLE)
    return found


def return_step(*, dossier_id: UUID, actor: Actor, reason: str) -> Dossier:
    """The case is back with the step before, with what to mend.

    Refuses with NotPermitted, WrongMoment, Invalid without a reason. Announces ``dossier.return_step``.
    """
    reason = required_text(reason, WHY_BACK)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "return_step").or_refuse()
    before = step_before(process_of(dossier), dossier.step_key, way_facts(dossier))
    if before is None or before.role == "reception":
        raise WrongMoment(FIRST)
    at = clock.now()
    turn = turn_for(dossier, before, at=at, due_at=dossier.due_at)
    facts = {"from": dossier.step_key, **turn.facts, "reason": reason}
    return settle(dossier, actor, "return_step", at=at, facts=facts, writes=Writes(sets=turn.sets))
