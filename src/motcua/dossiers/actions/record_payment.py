"""Fees: ask the applicant to pay what the law sets, and record what came in."""

from typing import Any
from uuid import UUID

from motcua.dossiers.actions.supplement_dossier import resumed
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_hold, may_see
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.terms import span_from
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.money import grouped
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted
from motcua.kernel.words import N_
from motcua.people.rules import Actor

NOTHING_DUE = N_("Hồ sơ này không còn khoản phí, lệ phí nào phải nộp.")
WHO = N_("Chỉ công chức một cửa mới ghi nhận được tiền nộp tại quầy.")
AMOUNT = N_("Số tiền phải đúng bằng số còn phải nộp: %(amount)s đồng.")
WAYS = ("cash", "transfer", "post")


def left_to_pay(dossier: Dossier) -> int:
    """Dong still to be paid."""
    return int(dossier.fees.get("total", 0)) - int(dossier.fees.get("paid", 0))


def request_payment(*, dossier_id: UUID, actor: Actor) -> Dossier:
    """The case waits until the fee is paid; the clock stands still.

    Law: LC-11. Refuses with NotPermitted, WrongMoment, AlreadyDone. Announces ``dossier.request_payment``.
    """
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "request_payment").or_refuse()
    amount = left_to_pay(dossier)
    if amount <= 0:
        raise AlreadyDone(NOTHING_DUE)
    at = clock.now()
    until = span_from(calendar_of(dossier), at, parameters_of(dossier), key="supplement.answer_within")
    sets = {"clock": CaseClock.from_json(dossier.clock).stop(at, "resume").to_json(), "attention_at": until}
    facts = {"amount": amount, "answer_due": until.isoformat()}
    return settle(dossier, actor, "request_payment", at=at, facts=facts, writes=Writes(sets=sets))


def record_payment(*, dossier_id: UUID, actor: Actor, amount: int, way: str, receipt: str = "") -> Dossier:
    """The money is in, to the dong; a case that waited for it goes on.

    ``way``: cash, transfer or post. Refuses with NotPermitted, AlreadyDone, Invalid. Announces
    ``dossier.record_payment`` or ``dossier.resume_after_payment``.
    """
    dossier = load_dossier(dossier_id)
    may_see(actor, dossier).or_refuse()
    if actor.kind != "system" and not actor.has_role("desk_officer"):
        raise NotPermitted(WHO)
    left = left_to_pay(dossier)
    if left <= 0:
        raise AlreadyDone(NOTHING_DUE)
    if amount != left or way not in WAYS:
        raise Invalid(AMOUNT, amount=grouped(left))
    at = clock.now()
    online = way == "transfer"
    sets: dict[str, Any] = {"fees": {**dossier.fees, "paid": amount + int(dossier.fees.get("paid", 0)), "way": way}}
    sets["paid_online"] = online
    act = "record_payment"
    if dossier.state == State.AWAITING_PAYMENT:
        act = "resume_after_payment"
        sets |= resumed(dossier, at)
    facts = {"amount": amount, "way": way, "receipt": receipt.strip()}
    writes = Writes(sets=sets, measures=["paid_online" if online else "paid"])
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)
