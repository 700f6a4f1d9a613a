"""Fees: ask the applicant to pay what the law sets, and record what came in."""

from typing import Any
from uuid import UUID

from motcua.dossiers.actions.supplement_dossier import resumed
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import left_to_pay, may_record_payment, may_request_payment
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.terms import span_from
from motcua.dossiers.rules.text import plain_text
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.money import grouped
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.people.rules import Actor

AMOUNT = N_("Số tiền phải đúng bằng số còn phải nộp: %(amount)s đồng.")
WAYS = ("cash", "transfer", "post")


def request_payment(*, dossier_id: UUID, actor: Actor) -> Dossier:
    """The case waits until the fee is paid; the clock stands still.

    Law: LC-11. Refuses with NotPermitted, WrongMoment, AlreadyDone. Announces ``dossier.request_payment``.
    """
    dossier = load_dossier(dossier_id)
    may_request_payment(actor, dossier).or_refuse()
    amount = left_to_pay(dossier)
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
    may_record_payment(actor, dossier).or_refuse()
    left = left_to_pay(dossier)
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
    facts = {"amount": amount, "way": way, "receipt": plain_text(receipt)}
    writes = Writes(sets=sets, measures=["paid_online" if online else "paid"])
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)
