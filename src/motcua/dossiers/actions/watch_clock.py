"""What the watch job does to one dossier: warn its holder, tell those above, remind the applicant."""

from uuid import UUID

from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.queries import calendar_of, load_dossier, parameters_of
from motcua.dossiers.rules.terms import days_later
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone
from motcua.kernel.words import N_
from motcua.ledger.commit import Amend
from motcua.people.rules import SYSTEM

DONE = N_("Đã nhắc rồi.")


def warn_holder(*, dossier_id: UUID) -> Dossier:
    """The holder is warned that the time runs out, once a turn. Announces ``dossier.warn_holder``."""
    dossier = load_dossier(dossier_id)
    if dossier.warned_at:
        raise AlreadyDone(DONE)
    at = clock.now()
    facts = {"due_at": dossier.due_at.isoformat() if dossier.due_at else "", "to": dossier.holder_post_id}
    return settle(dossier, SYSTEM, "warn_holder", at=at, facts=facts, writes=Writes(sets={"warned_at": at}))


def escalate(*, dossier_id: UUID) -> Dossier:
    """The leader of the unit is told that the time has passed, once a turn. Announces ``dossier.escalate``."""
    dossier = load_dossier(dossier_id)
    if dossier.escalated_at:
        raise AlreadyDone(DONE)
    at = clock.now()
    facts = {"due_at": dossier.due_at.isoformat() if dossier.due_at else "", "to": dossier.holder_post_id}
    writes = Writes(sets={"escalated_at": at}, measures=["escalated"])
    return settle(dossier, SYSTEM, "escalate", at=at, facts=facts, writes=writes)


def remind_applicant(*, dossier_id: UUID) -> Dossier:
    """The applicant is reminded: of papers asked for at half their time, of a result not collected.

    Announces ``dossier.remind_applicant``.
    """
    dossier = load_dossier(dossier_id)
    at = clock.now()
    if dossier.state == State.FINISHED:
        waits = [int(days) for days in parameters_of(dossier)["return.remind_after"]]
        again = days_later(calendar_of(dossier), at, max(waits[-1], 1))
        facts = {"about": "result"}
        writes = Writes(sets={"attention_at": again, "warned_at": at})
    else:
        open_request = {"dossier_id": dossier.pk, "closed_at": None}
        facts = {"about": "supplement"}
        writes = Writes(sets={"warned_at": at}, amends=[Amend(SupplementRequest, open_request, {"reminded_at": at})])
    return settle(dossier, SYSTEM, "remind_applicant", at=at, facts=facts, writes=writes)
