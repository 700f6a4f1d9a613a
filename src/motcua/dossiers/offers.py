"""Which acts a person sees on a dossier: the one to do now first, each refusal with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.kernel.answers import Answer
from motcua.kernel.lifecycle import LIFECYCLE_TABLE, State
from motcua.kernel.words import N_
from motcua.people.rules import Actor

Policy = Callable[[Actor, Dossier], Answer]


@dataclass(frozen=True)
class Offer:
    """One act as a button: allowed, or greyed with its reason."""

    act: str
    label: str
    answer: Answer
    is_primary: bool = False


def _hold(act: str) -> Policy:
    return lambda actor, dossier: policies.may_hold(actor, dossier, act)


def _lead(act: str) -> Policy:
    return lambda actor, dossier: policies.may_lead(actor, dossier, act)


def _decide(act: str) -> Policy:
    return lambda actor, dossier: policies.may_decide(actor, dossier, act)


def _desk(act: str) -> Policy:
    return lambda actor, dossier: policies.may_receive_at(actor, dossier, act)


OFFICE: tuple[tuple[str, str, Policy], ...] = (
    ("receive_dossier", N_("Tiếp nhận"), policies.may_receive_dossier),
    ("approve_result", N_("Duyệt kết quả"), _decide("approve_result")),
    ("present_result", N_("Trình lãnh đạo kết quả"), _hold("transfer_step")),
    ("transfer_step", N_("Chuyển bước tiếp theo"), _hold("transfer_step")),
    ("return_result", N_("Trả kết quả"), policies.may_return_result),
    ("return_from_agency", N_("Trả lời và chuyển lại"), _hold("return_from_agency")),
    ("request_supplement", N_("Yêu cầu bổ sung"), policies.may_ask_supplement),
    ("resume_dossier", N_("Tiếp tục giải quyết"), _hold("resume_dossier")),
    ("record_payment", N_("Ghi nhận phí, lệ phí"), _desk("record_payment")),
    ("request_payment", N_("Yêu cầu nộp phí, lệ phí"), _hold("request_payment")),
    ("ask_opinion", N_("Lấy ý kiến phối hợp"), _hold("ask_opinion")),
    ("forward_to_agency", N_("Chuyển cơ quan khác"), _hold("forward_to_agency")),
    ("return_step", N_("Trả lại bước trước"), _hold("return_step")),
    ("assign_dossier", N_("Phân công"), _lead("assign_dossier")),
    ("request_extension", N_("Đề nghị gia hạn"), _hold("request_extension")),
    ("apologise", N_("Xin lỗi và hẹn lại"), _lead("apologise")),
    ("suspend_dossier", N_("Tạm dừng"), _hold("suspend_dossier")),
    ("refuse_dossier", N_("Từ chối tiếp nhận"), _desk("refuse_dossier")),
    ("reject_dossier", N_("Từ chối giải quyết"), _decide("reject_dossier")),
    ("stop_dossier", N_("Dừng giải quyết"), _hold("stop_dossier")),
    ("withdraw_dossier", N_("Rút theo đề nghị của dân"), policies.may_withdraw),
)
LEGAL = {"present_result": "transfer_step"}


def office_offers(actor: Actor, dossier: Dossier, *, step_role: str = "") -> list[Offer]:
    """The acts the state knows, in the order of use; the first allowed one is primary.

    Acts that the state does not know at all are left out; those it knows but the actor may not do stay, with why.
    """
    offers = []
    for act, label, policy in OFFICE:
        if not _fits(act, dossier, step_role):
            continue
        offers.append(Offer(act, label, policy(actor, dossier)))
    first = next((offer.act for offer in offers if offer.answer), None)
    return [Offer(one.act, one.label, one.answer, is_primary=one.act == first) for one in offers]


def _fits(act: str, dossier: Dossier, step_role: str) -> bool:
    state = State(dossier.state)
    legal = LEGAL.get(act, act)
    if act == "request_supplement":
        return state in {State.SUBMITTED, State.RECEIVED, State.IN_PROCESS}
    if state not in LIFECYCLE_TABLE[legal].sources:
        return False
    if act in {"approve_result", "reject_dossier"}:
        return step_role == "leader"
    if act in {"present_result", "transfer_step"}:
        return step_role != "leader" and dossier.back_to_post_id is None
    if act == "return_from_agency":
        return dossier.back_to_post_id is not None
    if act in {"record_payment", "request_payment"}:
        return int(dossier.fees.get("total", 0)) > int(dossier.fees.get("paid", 0))
    return True
