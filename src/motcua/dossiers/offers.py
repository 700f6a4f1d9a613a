"""Which acts a person sees on a dossier: the one to do now first, each refusal with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

from motcua.dossiers import policies, result_policies
from motcua.dossiers.actions.rate_service import ONCE
from motcua.dossiers.actions.return_result import NOTHING_ONLINE
from motcua.dossiers.models import Dossier, Rating, Result
from motcua.kernel.answers import Answer, no
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, NotYet, WrongMoment
from motcua.kernel.words import N_
from motcua.people.rules import Actor

RECORD_ANSWER = N_("Ghi trả lời của cơ quan phối hợp")
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
    return lambda actor, dossier: result_policies.may_decide(actor, dossier, act)


def _desk(act: str) -> Policy:
    return lambda actor, dossier: policies.may_receive_at(actor, dossier, act)


OFFICE: tuple[tuple[str, str, Policy], ...] = (
    ("receive_dossier", N_("Tiếp nhận"), policies.may_receive_dossier),
    ("approve_result", N_("Duyệt kết quả"), _decide("approve_result")),
    ("present_result", N_("Trình lãnh đạo kết quả"), result_policies.may_present_result),
    ("transfer_step", N_("Chuyển bước tiếp theo"), policies.may_transfer_step),
    ("issue_result", N_("Phát hành kết quả"), result_policies.may_issue_result),
    ("return_result", N_("Trả kết quả"), result_policies.may_return_result),
    ("attach_result", N_("Đính kèm bản quét kết quả"), result_policies.may_attach_result),
    ("return_from_agency", N_("Trả lời và chuyển lại"), policies.may_return_from_agency),
    ("request_supplement", N_("Yêu cầu bổ sung"), policies.may_ask_supplement),
    ("supplement_dossier", N_("Nhận giấy tờ bổ sung"), policies.may_supplement_at_desk),
    ("resume_dossier", N_("Tiếp tục giải quyết"), _hold("resume_dossier")),
    ("record_payment", N_("Ghi nhận phí, lệ phí"), policies.may_record_payment),
    ("request_payment", N_("Yêu cầu nộp phí, lệ phí"), policies.may_request_payment),
    ("ask_opinion", N_("Lấy ý kiến phối hợp"), _hold("ask_opinion")),
    ("forward_to_agency", N_("Chuyển cơ quan khác"), _hold("forward_to_agency")),
    ("return_step", N_("Trả lại bước trước"), policies.may_return_step),
    ("assign_dossier", N_("Phân công"), policies.may_assign_dossier),
    ("request_extension", N_("Đề nghị gia hạn"), _hold("request_extension")),
    ("apologise", N_("Xin lỗi và hẹn lại"), _lead("apologise")),
    ("suspend_dossier", N_("Tạm dừng"), _hold("suspend_dossier")),
    ("refuse_dossier", N_("Từ chối tiếp nhận"), _desk("refuse_dossier")),
    ("reject_dossier", N_("Từ chối giải quyết"), _decide("reject_dossier")),
    ("stop_dossier", N_("Dừng giải quyết"), _hold("stop_dossier")),
    ("withdraw_dossier", N_("Rút theo đề nghị của dân"), policies.may_withdraw),
)
ENDS = frozenset({"refuse_dossier", "reject_dossier", "stop_dossier", "withdraw_dossier"})  # never what to do first
OUT_OF_MOMENT = (WrongMoment, AlreadyDone)


def _supplement(actor: Actor, dossier: Dossier) -> Answer:
    act = "supplement_at_door" if dossier.state == State.DOOR_SUPPLEMENT else "supplement_dossier"
    return policies.may_own(actor, dossier, act)


def _collect(actor: Actor, dossier: Dossier) -> Answer:
    answer = policies.may_own(actor, dossier, "return_result")
    issued = Result.objects.filter(dossier_id=dossier.pk, approved_at__isnull=False, dropped_at=None)
    if answer and not any(one.is_electronic for one in issued):
        return no(NOTHING_ONLINE, NotYet)
    return answer


def _rate(actor: Actor, dossier: Dossier) -> Answer:
    answer = policies.may_own(actor, dossier, "rate_service")
    is_rated = answer and Rating.objects.filter(dossier_id=dossier.pk).exists()
    return no(ONCE, AlreadyDone) if is_rated else answer


OWNER: tuple[tuple[str, str, Policy], ...] = (
    ("supplement_dossier", N_("Bổ sung giấy tờ"), _supplement),
    ("return_result", N_("Nhận kết quả trực tuyến"), _collect),
    ("rate_service", N_("Đánh giá cách phục vụ"), _rate),
    ("withdraw_dossier", N_("Rút hồ sơ"), policies.may_withdraw),
)


def office_offers(actor: Actor, dossier: Dossier) -> list[Offer]:
    """The acts whose moment it is, in the order of use; the first allowed one is primary, unless it ends the case.

    An act out of its moment is left out; one that the actor may not do, or not yet, stays with why.
    """
    return _offers(OFFICE, actor, dossier)


def own_offers(actor: Actor, dossier: Dossier) -> list[Offer]:
    """The same for the owner of the case."""
    return _offers(OWNER, actor, dossier)


def _offers(table: tuple[tuple[str, str, Policy], ...], actor: Actor, dossier: Dossier) -> list[Offer]:
    offers = [Offer(act, _named(act, label, dossier), policy(actor, dossier)) for act, label, policy in table]
    shown = [one for one in offers if one.answer or one.answer.refusal not in OUT_OF_MOMENT]
    first = next((offer.act for offer in shown if offer.answer and offer.act not in ENDS), None)
    return [Offer(one.act, one.label, one.answer, is_primary=one.act == first) for one in shown]


def _named(act: str, label: str, dossier: Dossier) -> str:
    """The answer of a body outside is recorded by those who asked it."""
    return RECORD_ANSWER if act == "return_from_agency" and policies.is_outside(dossier) else label


def offer_for(actor: Actor, dossier: Dossier, act: str) -> Answer | None:
    """Whether the owner may do the act now, with the reason when not."""
    return next((policy(actor, dossier) for key, _, policy in OWNER if key == act), None)


def answer_for(actor: Actor, dossier: Dossier, act: str) -> Answer | None:
    """Whether the actor may do the act now, with the reason when not; None for what every officer may."""
    return next((policy(actor, dossier) for key, _, policy in OFFICE if key == act), None)
