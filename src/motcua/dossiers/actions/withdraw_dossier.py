"""The case ends before a decision: withdrawn by the applicant, or stopped by the office with form 05."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered, reached_at
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_hold, may_withdraw
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.text import plain_text, required_text
from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.people.rules import Actor

WHY_WITHDRAW = N_("Hãy ghi lý do rút hồ sơ (một câu ngắn là đủ).")
WHY_STOP = N_("Hãy ghi lý do và căn cứ dừng giải quyết.")


@with_numbers
def withdraw_dossier(*, dossier_id: UUID, actor: Actor, reason: str) -> Dossier:
    """Withdrawn on the applicant's wish while nothing is decided; form 05 is issued.

    Law: LC-03. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.withdraw_dossier``.
    """
    reason = required_text(reason, WHY_WITHDRAW)
    dossier = load_dossier(dossier_id)
    may_withdraw(actor, dossier).or_refuse()
    return end(dossier, actor, "withdraw_dossier", reason=reason, measure="withdrawn")


@with_numbers
def stop_dossier(*, dossier_id: UUID, actor: Actor, reason: str, rule: str = "") -> Dossier:
    """Stopped by the office for a lawful reason; form 05 is issued and names the ground (``rule``).

    Law: LC-14. Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.stop_dossier``.
    """
    reason = required_text(reason, WHY_STOP)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "stop_dossier").or_refuse()
    return end(dossier, actor, "stop_dossier", reason=reason, rule=plain_text(rule), measure="stopped")


def end(dossier: Dossier, actor: Actor, act: str, *, reason: str, measure: str, rule: str = "") -> Dossier:
    """Write the end with its notice; where no ``rule`` is given the notice names that of the forms in force."""
    at = clock.now()
    number, taken = numbered("stop", dossier, at)
    more = {"act": act, "reason": reason, "rule": rule, **reached_at(actor)}
    form = issue("stop", dossier, FormFacts(actor=actor, at=at, number=number, more=more))
    facts = {"reason": reason, "rule": rule, "form": number}
    sets = {"finished_at": at, "back_to_post_id": None}
    writes = Writes(rows=[form], amends=dropped(dossier, at), measures=[measure], numbers=taken, sets=sets)
    return settle(dossier, actor, act, at=at, facts=facts, writes=writes)
