"""Who may do which act on which dossier, and why not; used to show a button and to refuse the act behind it."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.models import Dossier, Opinion
from motcua.dossiers.way import (
    choosable,
    is_signed,
    onward,
    previous_step,
    why_not_onward,
)
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.lifecycle import AFTER_SIGNING, STATE_NAMES, State, may_step
from motcua.kernel.refusals import AlreadyDone, NotFound, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.ledger.models import Entry
from motcua.people.directory import Directory, UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor, Seat
from motcua.procedures.queries import version

NOT_HERE = N_("Hồ sơ đang ở %(holder)s. Chỉ người đang giữ hồ sơ mới làm được việc này.")
NOT_YOURS = N_("Chỉ chủ hồ sơ hoặc người nộp mới làm được việc này.")
NO_SUCH = N_("Không tìm thấy hồ sơ này, hoặc bạn không được xem.")
WRONG_STATE = N_("Hồ sơ đang ở trạng thái “%(state)s” nên chưa làm được việc này.")
ONLY_LEADER = N_("Chỉ lãnh đạo của đơn vị giải quyết mới làm được việc này.")
ONLY_OF_BOTH = N_("Chỉ người quản trị của cả hai đơn vị mới bàn giao được hồ sơ giữa hai nơi.")
ONLY_KEEPER = N_("Chỉ người quản trị hoặc lãnh đạo của đơn vị mới chuyển được hồ sơ sang vị trí khác.")
AT_AGENCY = N_(
    "Hồ sơ đang ở cơ quan phối hợp %(holder)s. Cơ quan này chỉ trả lời và chuyển lại hồ sơ; các việc khác làm sau khi "
    "hồ sơ trở về."
)
OUTSIDE = N_(
    "Hồ sơ đã chuyển cho %(holder)s, cơ quan này trả lời ngoài hệ thống. Hãy ghi câu trả lời khi nhận được; các việc "
    "khác làm sau đó."
)
NOT_ASKED = N_("Yêu cầu này được gửi cho cơ quan khác.")
NOT_FORWARDED = N_("Hồ sơ không ở cơ quan phối hợp nên không có gì để trả lại.")
FIRST = N_("Đây là bước đầu tiên sau khi tiếp nhận nên không có bước trước để trả lại.")
NOTHING_DUE = N_("Hồ sơ này không còn khoản phí, lệ phí nào phải nộp.")
ONLY_DESK = N_("Chỉ công chức một cửa mới làm được việc này.")
SIGNED = N_("Lãnh đạo đã duyệt kết quả: chỉ còn làm nốt các bước sau, phát hành, hoặc trả lại lãnh đạo.")
ELSEWHERE = N_("Thủ tục này chỉ được tiếp nhận tại %(desk)s. Hãy hướng dẫn người dân đến đó.")
ASKED_AT_DOOR = N_(
    "Hồ sơ này đã được yêu cầu bổ sung một lần. Hãy tiếp nhận nếu đã đủ, hoặc từ chối tiếp nhận và ghi rõ lý do. "
    "Sau khi tiếp nhận, muốn yêu cầu lần nữa phải được lãnh đạo đồng ý và hồ sơ bị tính là trễ hạn."
)
ALREADY_ASKED = N_(
    "Hồ sơ này đã được yêu cầu bổ sung một lần. Yêu cầu lần nữa làm hồ sơ bị tính là trễ hạn "
    "và cần lãnh đạo đồng ý kèm lý do."
)


def holder_name(dossier: Dossier, known: Directory | None = None) -> str:
    """Post and unit that hold the dossier, as people read it; the unit alone where it works outside this system."""
    known = known or directory()
    if is_outside(dossier) and dossier.holder_unit_id:
        return known.unit(dossier.holder_unit_id).name
    post = known.post(dossier.holder_post_id) if dossier.holder_post_id else None
    if post is None:
        return ""
    return f"{post.title} – {known.unit(post.unit_id).name}"


def seat_holding(actor: Actor, dossier: Dossier) -> Seat | None:
    """The actor's seat that holds the dossier; colleagues at the same desk share its queue."""
    own = actor.seat_for(dossier.holder_post_id)
    if own:
        return own
    for seat in actor.seats:
        if seat.role == "desk_officer" and seat.unit_id == dossier.holder_unit_id:
            return seat
    return None


def may_see(actor: Actor, dossier: Dossier) -> Answer:
    """Owner, submitter, the units the case touches, and inspectors above them."""
    if actor.kind == "system":
        return yes()
    if actor.account_id and actor.account_id in (dossier.applicant_account_id, dossier.submitter_account_id):
        return yes()
    if seat_holding(actor, dossier) or any(sees(seat, dossier) for seat in actor.seats) or is_asked(actor, dossier):
        return yes()
    return no(NO_SUCH, NotFound)


def scope_of(seat: Seat, known: Directory) -> frozenset[int]:
    """The units whose cases a seat opens, and those that ended and went into one of them.

    A leader or inspector sees everything below their authority, a desk officer, specialist or clerk their own
    authority's body only, a consulted agency itself only, an administrator of the system no case at all.
    """
    return frozenset() if seat.role == "administrator" else known.with_predecessors(_own_scope(seat, known))


def _own_scope(seat: Seat, known: Directory) -> frozenset[int]:
    if any(unit.kind == "agency" for unit in known.ancestry(seat.unit_id)):
        return known.subtree_ids(seat.unit_id)
    authority = known.authority_of(seat.unit_id)
    top = authority.id if authority else seat.unit_id
    return known.subtree_ids(top) if seat.role in {"leader", "inspector"} else known.body_ids(top)


def sees(seat: Seat, dossier: Dossier) -> bool:
    """A case that touches the seat's units, a specialist's in their own fields; or one they hold."""
    touched = {dossier.competent_unit_id, dossier.received_unit_id, dossier.helped_unit_id, dossier.holder_unit_id}
    if not touched & scope_of(seat, directory()):
        return False
    return seat.role != "specialist" or seat.serves(dossier.procedure_field)


def is_asked(actor: Actor, dossier: Dossier) -> bool:
    """A question about the case waits at one of the actor's posts."""
    if not actor.seats:
        return False
    open_to = {"dossier_id": dossier.pk, "post_id__in": actor.post_ids, "answered_at": None, "dropped_at": None}
    return Opinion.objects.filter(**open_to).exists()


def is_away(dossier: Dossier) -> bool:
    """Another agency has the whole case until it gives it back."""
    return dossier.back_to_post_id is not None


def is_outside(dossier: Dossier) -> bool:
    """The body that has the case works in a system of its own; the post that forwarded it keeps watch meanwhile."""
    return is_away(dossier) and dossier.back_to_post_id == dossier.holder_post_id


def at_agency(dossier: Dossier) -> Answer:
    """Why nothing else can be done while another body has the case."""
    return no(OUTSIDE if is_outside(dossier) else AT_AGENCY, WrongMoment, holder=holder_name(dossier))


def may_hold(actor: Actor, dossier: Dossier, act: str) -> Answer:
    """The state allows the act and the actor holds the dossier; a case that was forwarded is only given back."""
    answer = in_state(dossier, act)
    if not answer:
        return answer
    if is_away(dossier) and act != "return_from_agency":
        return at_agency(dossier)
    return held_by(actor, dossier)


def held_by(actor: Actor, dossier: Dossier) -> Answer:
    """The actor holds the dossier."""
    if actor.kind == "system" or seat_holding(actor, dossier):
        return yes()
    return no(NOT_HERE, holder=holder_name(dossier))


def in_state(dossier: Dossier, act: str) -> Answer:
    """The lifecycle allows the act now."""
    state = State(dossier.state)
    if is_signed(dossier) and act not in AFTER_SIGNING:
        return no(SIGNED, WrongMoment)
    if may_step(act, state):
        return yes()
    return no(WRONG_STATE, WrongMoment, state=Sentence(STATE_NAMES[state]))


def may_receive_dossier(actor: Actor, dossier: Dossier) -> Answer:
    """A desk officer where the submission lies; of any desk where the procedure is received anywhere. Law: LC-15."""
    answer = in_state(dossier, "receive_dossier")
    if not answer or actor.kind == "system":
        return answer
    if actor.has_role("desk_officer") and seat_holding(actor, dossier):
        return yes()
    parameters = version(dossier.procedure_version_id).bundle.parameters
    return may_take_in(actor, dossier.competent_unit_id, parameters)


def may_take_in(actor: Actor, unit_id: int, parameters: Mapping[str, Any]) -> Answer:
    """A desk officer of the competent unit's own desk; of any desk where the parameter says so. Law: LC-15."""
    seat = desk_seat(actor, unit_id)
    if seat is None:
        return no(ONLY_DESK)
    if parameters["receive.anywhere"] or _serves(seat, unit_id):
        return yes()
    known = directory()
    return no(ELSEWHERE, desk=(known.desk_of(unit_id) or known.unit(unit_id)).name)


def desk_seat(actor: Actor, unit_id: int) -> Seat | None:
    """The seat from which a desk officer works for the unit: at its own desk where they sit there, else their first."""
    seats = [seat for seat in actor.seats if seat.role == "desk_officer"]
    return next((seat for seat in seats if _serves(seat, unit_id)), seats[0] if seats else None)


def _serves(seat: Seat, unit_id: int) -> bool:
    """The seat is inside the unit, or at the desk above that serves it."""
    known = directory()
    desk = known.desk_of(unit_id)
    return seat.unit_id in known.subtree_ids(unit_id) or (desk is not None and seat.unit_id == desk.id)


def may_open(actor: Actor, dossier: Dossier, *, is_told: bool = False) -> Answer:
    """Who may see the case; a desk that may receive it, or that took its papers in.

    Where the citizen told both facts (``is_told``) also any desk that may take its papers in. Law: LC-15, LC-18.
    """
    seen = may_see(actor, dossier)
    return yes() if not seen and _came_here(actor, dossier, is_told=is_told) else seen


def _came_here(actor: Actor, dossier: Dossier, *, is_told: bool) -> bool:
    if may_receive_dossier(actor, dossier) or took_papers(actor, dossier):
        return True
    return is_told and bool(may_supplement_at_desk(actor, dossier))


def seen_here(actor: Actor, dossier: Dossier) -> Answer:
    """Who may see the case; a desk that has it open because its applicant came there is told where it lies."""
    seen = may_see(actor, dossier)
    if not seen and _came_here(actor, dossier, is_told=True):
        return no(NOT_HERE, holder=holder_name(dossier))
    return seen


def took_papers(actor: Actor, dossier: Dossier) -> bool:
    """The actor's desk took in papers that were asked for: it gave the slip with the new date. Law: LC-18."""
    desks = [seat.unit_id for seat in actor.seats if seat.role == "desk_officer"]
    if not desks or not dossier.supplement_count:
        return False
    brought = Entry.objects.filter(subject_kind="dossier", subject_id=str(dossier.pk), facts__desk__in=desks)
    return brought.filter(act="supplement_dossier").exists()


def supplement_act(dossier: Dossier) -> str:
    """The act by which what was asked for comes: before the receipt or after it."""
    return "supplement_at_door" if dossier.state == State.DOOR_SUPPLEMENT else "supplement_dossier"


def may_supplement(actor: Actor, dossier: Dossier) -> Answer:
    """The applicant or who submitted for them; or a desk to which they bring the papers. Law: LC-18."""
    if is_owner(actor, dossier) or not actor.has_role("desk_officer"):
        return may_own(actor, dossier, supplement_act(dossier))
    return may_supplement_at_desk(actor, dossier)


def may_supplement_at_desk(actor: Actor, dossier: Dossier) -> Answer:
    """A desk officer of the desk that received the case, or of any desk that may receive the procedure. Law: LC-18."""
    answer = in_state(dossier, supplement_act(dossier))
    if not answer or received_here(actor, dossier):
        return answer
    return may_take_in(actor, dossier.competent_unit_id, version(dossier.procedure_version_id).bundle.parameters)


def may_ask_supplement(actor: Actor, dossier: Dossier) -> Answer:
    """The holder, at the door or in appraisal; once only without a leader's consent (LC-02)."""
    at_door = dossier.state == State.SUBMITTED
    answer = may_hold(actor, dossier, "request_door_supplement" if at_door else "request_supplement")
    return no(ASKED_AT_DOOR) if answer and at_door and asked_enough(dossier) else answer


def asked_enough(dossier: Dossier) -> bool:
    """Another request, at the door or in appraisal, would be beyond the number the rules of the procedure allow."""
    most = version(dossier.procedure_version_id).bundle.parameters["supplement.max_requests"]
    return dossier.supplement_count >= int(most)


def needs_consent(dossier: Dossier) -> bool:
    """Another request needs a leader; at the door there is none, the desk receives or refuses."""
    return dossier.state != State.SUBMITTED and asked_enough(dossier)


def may_consent(actor: Actor, dossier: Dossier) -> Answer:
    """A leader of the competent unit, whoever holds the dossier, unless another agency has it."""
    answer = may_lead(actor, dossier, "request_supplement")
    if answer and is_away(dossier):
        return at_agency(dossier)
    return answer


def is_owner(actor: Actor, dossier: Dossier) -> bool:
    """The applicant or who submitted for them."""
    return actor.account_id is not None and actor.account_id in (
        dossier.applicant_account_id,
        dossier.submitter_account_id,
    )


def may_own(actor: Actor, dossier: Dossier, act: str) -> Answer:
    """The state allows the act and it is the actor's own dossier."""
    if not is_owner(actor, dossier):
        return no(NOT_YOURS)
    return in_state(dossier, act)


def may_transfer_step(actor: Actor, dossier: Dossier) -> Answer:
    """The holder, when a step follows; the leader who decides does not pass the case on undecided."""
    answer = in_state(dossier, "transfer_step")
    if not answer:
        return answer
    if onward(dossier) is None and not choosable(dossier):
        return no(why_not_onward(dossier), WrongMoment)
    return may_hold(actor, dossier, "transfer_step")


def may_return_step(actor: Actor, dossier: Dossier) -> Answer:
    """The holder, when a step of the work stands before."""
    answer = in_state(dossier, "return_step")
    before = previous_step(dossier)
    if answer and (before is None or before.role == "reception"):
        return no(FIRST, WrongMoment)
    return answer and may_hold(actor, dossier, "return_step")


def may_return_from_agency(actor: Actor, dossier: Dossier) -> Answer:
    """The agency that a case was forwarded to; outside, whoever forwarded it or the desk that its answer reaches."""
    answer = in_state(dossier, "return_from_agency")
    if answer and not is_away(dossier):
        return no(NOT_FORWARDED, WrongMoment)
    if answer and is_outside(dossier) and received_here(actor, dossier):
        return yes()
    return answer and may_hold(actor, dossier, "return_from_agency")


def may_answer(actor: Actor, dossier: Dossier, opinion: Opinion) -> Answer:
    """Who sits where the question lies; for a body outside whoever has the case, or the desk that received it."""
    if opinion.post_id is not None:
        return yes() if opinion.post_id in actor.post_ids else no(NOT_ASKED)
    return held_by(actor, dossier) or (yes() if received_here(actor, dossier) else no(NOT_ASKED))


def may_assign_dossier(actor: Actor, dossier: Dossier) -> Answer:
    """The holder; or a leader of the competent unit, who may also take the case back from another agency."""
    return may_lead(actor, dossier, "assign_dossier") or may_hold(actor, dossier, "assign_dossier")


def left_to_pay(dossier: Dossier) -> int:
    """Dong still to be paid."""
    return int(dossier.fees.get("total", 0)) - int(dossier.fees.get("paid", 0))


def may_request_payment(actor: Actor, dossier: Dossier) -> Answer:
    """The holder, while something is to be paid."""
    answer = may_hold(actor, dossier, "request_payment")
    return answer if left_to_pay(dossier) > 0 else no(NOTHING_DUE, AlreadyDone)


def may_record_payment(actor: Actor, dossier: Dossier) -> Answer:
    """A desk officer who sees the case, while something is to be paid."""
    answer = seen_here(actor, dossier) and in_state(dossier, "record_payment")
    if answer and left_to_pay(dossier) <= 0:
        return no(NOTHING_DUE, AlreadyDone)
    if answer and actor.kind != "system" and not actor.has_role("desk_officer"):
        return no(ONLY_DESK)
    return answer


def may_lead(actor: Actor, dossier: Dossier, act: str) -> Answer:
    """A leader of the competent unit, whoever holds the dossier."""
    answer = in_state(dossier, act)
    if not answer:
        return answer
    path = directory().unit(dossier.competent_unit_id).path
    return yes() if actor.kind == "system" or actor.has_role("leader", path) else no(ONLY_LEADER)


def received_here(actor: Actor, dossier: Dossier) -> bool:
    """The actor sits at the desk that received the case. Law: LC-15."""
    return any(seat.role == "desk_officer" and seat.unit_id == dossier.received_unit_id for seat in actor.seats)


def may_receive_at(actor: Actor, dossier: Dossier, act: str) -> Answer:
    """A desk officer at the desk that holds the dossier."""
    answer = may_hold(actor, dossier, act)
    if answer and actor.kind != "system" and not actor.has_role("desk_officer"):
        return no(ONLY_DESK)
    return answer


def may_reseat_dossier(actor: Actor, dossier: Dossier, unit_id: int) -> Answer:
    """Who administers or leads the unit of the post that the case leaves."""
    path = directory().unit(unit_id).path
    if actor.kind == "system" or actor.has_role("administrator", path) or actor.has_role("leader", path):
        return in_state(dossier, "reseat_dossier")
    return no(ONLY_KEEPER)


def may_move_dossier(actor: Actor, dossier: Dossier, *, units: tuple[UnitRef, UnitRef]) -> Answer:
    """Who administers both the unit that gives the case up and the one that takes it over."""
    if actor.kind == "system" or all(actor.has_role("administrator", unit.path) for unit in units):
        return in_state(dossier, "move_dossier")
    return no(ONLY_OF_BOTH)


def may_withdraw(actor: Actor, dossier: Dossier) -> Answer:
    """The applicant while nothing is decided; the desk on the applicant's written request. Law: LC-03."""
    if is_owner(actor, dossier):
        return in_state(dossier, "withdraw_dossier")
    if not actor.has_role("desk_officer"):
        return no(ONLY_DESK if actor.is_officer else NOT_YOURS)
    return seen_here(actor, dossier) and in_state(dossier, "withdraw_dossier")
