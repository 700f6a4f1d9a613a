"""Where a case is on the way its procedure goes: the step it is at, its neighbours, and who decides the result."""

from typing import Any

from motcua.dossiers.models import Dossier
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_
from motcua.procedures.queries import version
from motcua.procedures.rules import Process, Step
from motcua.routing.rules import choosable_steps, is_decided_at, step_after, step_before, way

DECIDE = N_("Đây là bước duyệt kết quả: hãy duyệt, từ chối hoặc trả lại bước trước.")
LAST = N_("Bước tiếp theo là trả kết quả: hãy trình lãnh đạo duyệt kết quả trước.")
ISSUE = N_("Lãnh đạo đã duyệt kết quả và đây là bước cuối: hãy phát hành kết quả.")
NOT_CHOOSABLE = N_("Bước được chọn không nằm trong các bước có thể đi tiếp từ đây. Hãy chọn lại.")


def process_of(dossier: Dossier) -> Process:
    """The internal process that the case keeps for life; no statement once read."""
    return version(dossier.procedure_version_id).bundle.process


def way_facts(dossier: Dossier) -> dict[str, Any]:
    """What the conditions of steps look at: the answers, and the way it was handed in."""
    return {**dossier.answers, "channel": dossier.channel}


def way_of(dossier: Dossier) -> list[Step]:
    """The steps of this case, in order, with a chosen one where it is now."""
    going = way(process_of(dossier), way_facts(dossier))
    return [one for one in process_of(dossier).steps if one in going or one.key == dossier.step_key]


def present_step(dossier: Dossier) -> Step | None:
    """The step of the process where the case is."""
    return process_of(dossier).step(dossier.step_key)


def next_step(dossier: Dossier) -> Step | None:
    """The step that follows by itself; None after the last."""
    return step_after(process_of(dossier), dossier.step_key, way_facts(dossier))


def previous_step(dossier: Dossier) -> Step | None:
    """The step that stands before; None before the first."""
    return step_before(process_of(dossier), dossier.step_key, way_facts(dossier))


def is_decided_here(dossier: Dossier) -> bool:
    """The case is where its result is decided: at the last leader's step, earlier ones only look it through."""
    return is_decided_at(process_of(dossier), dossier.step_key, way_facts(dossier))


def onward(dossier: Dossier) -> Step | None:
    """The step that a transfer leads to by itself; None where the result is decided, or only its return is left."""
    following = next_step(dossier)
    return None if is_decided_here(dossier) or following is None or following.role == "return" else following


def choosable(dossier: Dossier) -> list[Step]:
    """The conditional steps that the holder may choose now; where the result is decided only another leader's."""
    found = choosable_steps(process_of(dossier), dossier.step_key, way_facts(dossier))
    return [one for one in found if one.role == "leader" or not is_decided_here(dossier)]


def why_not_onward(dossier: Dossier) -> str:
    """What is to be done here instead of a transfer."""
    if is_signed(dossier):
        return ISSUE
    return DECIDE if is_decided_here(dossier) else LAST


def is_signed(dossier: Dossier) -> bool:
    """The leader has decided, and steps of the process are left before the result is issued. Law: LC-19."""
    return bool(dossier.outcome) and dossier.finished_at is None


def choosable_after_decision(dossier: Dossier) -> list[Step]:
    """The conditional steps, no leader's, that the leader may choose for the signed result to go through."""
    found = choosable_steps(process_of(dossier), dossier.step_key, way_facts(dossier))
    return [one for one in found if one.role not in {"leader", "return"}]


def step_after_decision(dossier: Dossier, chosen: str = "") -> Step | None:
    """Where the signed result goes on to, by itself or as ``chosen``; None where only its return is left."""
    if chosen:
        found = next((one for one in choosable_after_decision(dossier) if one.key == chosen), None)
        if found is None:
            raise Invalid(NOT_CHOOSABLE)
        return found
    following = next_step(dossier)
    return None if following is None or following.role == "return" else following


def step_to(dossier: Dossier, chosen: str = "") -> Step:
    """The step that a transfer leads to, as the answers say or as ``chosen``; refuses with WrongMoment or Invalid."""
    following = next((one for one in choosable(dossier) if one.key == chosen), None) if chosen else onward(dossier)
    if following is None and chosen:
        raise Invalid(NOT_CHOOSABLE)
    if following is None:
        raise WrongMoment(why_not_onward(dossier))
    return following
