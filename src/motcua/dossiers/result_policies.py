"""Who may lay a result before the leader, decide it, issue it, hand it over; each answer with its reason."""

from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.policies import (
    ONLY_DESK,
    ONLY_LEADER,
    holder_name,
    in_state,
    is_owner,
    may_hold,
    may_receive_at,
    received_here,
    seat_holding,
)
from motcua.dossiers.way import is_decided_here, is_signed, onward, present_step, why_not_onward
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import AlreadyDone, NotYet, WrongMoment
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.queries import version

NOT_DECIDED_HERE = N_("Hồ sơ đang ở %(holder)s, chưa đến bước lãnh đạo duyệt kết quả.")
LOOK_THROUGH = N_("Bước này lãnh đạo xem dự thảo rồi chuyển bước tiếp theo.")
NO_LEADER_NEXT = N_("Bước tiếp theo là “%(step)s”, chưa phải bước của lãnh đạo: hãy chuyển bước tiếp theo.")
ATTACHED = N_("Hồ sơ này đã có bản điện tử của kết quả, hoặc không cần có.")
UNANSWERED = N_(
    "%(unit)s chưa trả lời câu hỏi về hồ sơ này. Thủ tục này không coi im lặng là đồng ý, nên phải có ý kiến rồi mới"
    " trình hoặc duyệt kết quả."
)
NOT_SIGNED = N_("Lãnh đạo chưa duyệt kết quả nên chưa phát hành được.")
MORE_STEPS = N_("Bước tiếp theo là “%(step)s”: hãy chuyển bước tiếp theo.")


def may_present_result(actor: Actor, dossier: Dossier) -> Answer:
    """The holder, when the next step is a leader's; a leader passes on the draft that came."""
    answer = in_state(dossier, "transfer_step")
    if not answer:
        return answer
    step, following = present_step(dossier), onward(dossier)
    if following is None:
        return no(why_not_onward(dossier), WrongMoment)
    if step and step.role == "leader":
        return no(LOOK_THROUGH, WrongMoment)
    if following.role != "leader":
        return no(NO_LEADER_NEXT, WrongMoment, step=following.name)
    return may_hold(actor, dossier, "transfer_step") and may_decide_yet(dossier)


def may_issue_result(actor: Actor, dossier: Dossier) -> Answer:
    """The holder of the last step after the leader's decision. Law: LC-19."""
    answer = in_state(dossier, "issue_result")
    if answer and not is_signed(dossier):
        return no(NOT_SIGNED, WrongMoment)
    following = onward(dossier)
    if answer and following:
        return no(MORE_STEPS, WrongMoment, step=following.name)
    return answer and may_hold(actor, dossier, "issue_result")


def may_decide(actor: Actor, dossier: Dossier, act: str) -> Answer:
    """The leader who holds the dossier at the step where its result is decided."""
    answer = in_state(dossier, act)
    if answer and not is_decided_here(dossier):
        return no(NOT_DECIDED_HERE, WrongMoment, holder=holder_name(dossier))
    answer = answer and may_hold(actor, dossier, act)
    if not answer or actor.kind == "system":
        return answer
    seat = seat_holding(actor, dossier)
    return may_decide_yet(dossier) if seat and seat.role == "leader" else no(ONLY_LEADER)


def may_decide_yet(dossier: Dossier) -> Answer:
    """Where silence is no agreement (``consult.silence``), an open question holds up the result. Law: LC-09."""
    if version(dossier.procedure_version_id).bundle.parameters["consult.silence"] != "wait":
        return yes()
    open_questions = Opinion.objects.filter(dossier_id=dossier.pk, kind="opinion", answered_at=None, dropped_at=None)
    asked = open_questions.order_by("asked_at").first()
    return no(UNANSWERED, NotYet, unit=directory().unit(asked.unit_id).name) if asked else yes()


def may_return_result(actor: Actor, dossier: Dossier) -> Answer:
    """The desk that holds the result or where it was received; online the applicant's own download is the hand-over."""
    if is_owner(actor, dossier) or received_here(actor, dossier):
        return in_state(dossier, "return_result")
    return may_receive_at(actor, dossier, "return_result")


def may_attach_result(actor: Actor, dossier: Dossier) -> Answer:
    """The desk that has or received the case, while what was granted has no electronic copy; after the return too."""
    answer = in_state(dossier, "attach_result")
    if answer and (dossier.outcome != "granted" or dossier.has_e_result):
        return no(ATTACHED, AlreadyDone)
    seat = seat_holding(actor, dossier)
    is_desk = received_here(actor, dossier) or (seat is not None and seat.role == "desk_officer")
    return answer and (yes() if is_desk else no(ONLY_DESK))
