"""What the watch job does to one dossier: warn its holder, tell those above, remind the applicant."""

from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of
from motcua.dossiers.rules.terms import days_later, span_from
from motcua.dossiers.rules.watch import ranks_over, to_escalate, to_warn
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM

DONE = N_("Đã nhắc rồi.")


def warn_holder(*, dossier_id: UUID) -> Dossier:
    """The holder is warned that the time runs out, once for each deadline. Announces ``dossier.warn_holder``."""
    dossier, at = load_dossier(dossier_id), clock.now()
    deadline = to_warn(dossier, calendar_of(dossier), at, parameters=parameters_of(dossier))
    if deadline is None:
        raise AlreadyDone(DONE)
    facts = {"due_at": deadline.until.isoformat(), "to": dossier.holder_post_id}
    return settle(dossier, SYSTEM, "warn_holder", at=at, facts=facts, writes=Writes(sets={"warned_at": at}))


def escalate(*, dossier_id: UUID) -> Dossier:
    """Those above are told of a missed deadline: who leads first, then rank by rank while the turn stays the same.

    Only posts where somebody sits are told. Announces ``dossier.escalate``.
    """
    dossier, at = load_dossier(dossier_id), clock.now()
    above = (dossier.holder_unit_id, dossier.competent_unit_id)
    ranks = ranks_over(directory(), above, but=dossier.holder_post_id)
    parameters = parameters_of(dossier)
    missed = to_escalate(dossier, calendar_of(dossier), at, ranks=len(ranks), parameters=parameters)
    if missed is None:
        raise AlreadyDone(DONE)
    facts = {
        "due_at": missed.until.isoformat(),
        "to": dossier.holder_post_id,
        "level": missed.level,
        "leaders": ranks[missed.level - 1] if ranks else [],
    }
    writes = Writes(sets={"escalated_at": at, "escalation_level": missed.level}, measures=["escalated"])
    return settle(dossier, SYSTEM, "escalate", at=at, facts=facts, writes=writes)


def remind_applicant(*, dossier_id: UUID) -> Dossier:
    """The applicant is reminded: of papers or money at half their time, of money past it, of a result to collect.

    Announces ``dossier.remind_applicant``.
    """
    dossier, at = load_dossier(dossier_id), clock.now()
    is_past = dossier.attention_at is not None and dossier.attention_at <= at
    if dossier.warned_at and not is_past:
        raise AlreadyDone(DONE)
    sets: dict[str, Any] = {"warned_at": at}
    amends = []
    if dossier.state in (State.FINISHED, State.AWAITING_PAYMENT):
        about = "result" if dossier.state == State.FINISHED else "payment"
        if is_past:
            sets["attention_at"] = _look_again(dossier, at)
    else:
        about = "supplement"
        amends = [Amend(SupplementRequest, {"dossier_id": dossier.pk, "closed_at": None}, {"reminded_at": at})]
    facts = {"about": about}
    return settle(dossier, SYSTEM, "remind_applicant", at=at, facts=facts, writes=Writes(sets=sets, amends=amends))


def _look_again(dossier: Dossier, at: datetime) -> datetime:
    """When a result not collected, or a fee not paid, is next reminded of."""
    calendar, parameters = calendar_of(dossier), parameters_of(dossier)
    if dossier.state == State.FINISHED:
        return days_later(calendar, at, max(int(parameters["return.remind_after"][-1]), 1))
    return span_from(calendar, at, parameters, key="supplement.answer_within")
