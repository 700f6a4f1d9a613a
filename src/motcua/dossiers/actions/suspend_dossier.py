"""The case stands still for a named reason, and goes on again."""

from datetime import date
from uuid import UUID

from motcua.dossiers.actions.supplement_dossier import resumed
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_hold
from motcua.dossiers.queries import calendar_of, load_dossier
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.rules.text import plain_text, required_text
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.people.rules import Actor

WHY = N_("Hãy ghi lý do và căn cứ tạm dừng.")
FUTURE = N_("Ngày xem lại phải là ngày làm việc sau hôm nay.")


def suspend_dossier(*, dossier_id: UUID, actor: Actor, reason: str, review_on: date) -> Dossier:
    """The clock stands still until ``review_on`` at the latest, when the holder must look again.

    Refuses with NotPermitted, WrongMoment, Invalid. Announces ``dossier.suspend_dossier``.
    """
    reason = required_text(reason, WHY)
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "suspend_dossier").or_refuse()
    at = clock.now()
    calendar = calendar_of(dossier)
    review_at = calendar.close_of(review_on)
    if not calendar.is_working_day(review_on) or review_at <= at:
        raise Invalid(FUTURE)
    sets = {"clock": CaseClock.from_json(dossier.clock).stop(at, "resume").to_json(), "attention_at": review_at}
    facts = {"reason": reason, "review_at": review_at.isoformat()}
    writes = Writes(sets=sets, measures=["suspended"])
    return settle(dossier, actor, "suspend_dossier", at=at, facts=facts, writes=writes)


def resume_dossier(*, dossier_id: UUID, actor: Actor, note: str = "") -> Dossier:
    """The clock goes on with the time that was left. Announces ``dossier.resume_dossier``."""
    dossier = load_dossier(dossier_id)
    may_hold(actor, dossier, "resume_dossier").or_refuse()
    at = clock.now()
    writes = Writes(sets=resumed(dossier, at))
    return settle(dossier, actor, "resume_dossier", at=at, facts={"note": plain_text(note)}, writes=writes)
