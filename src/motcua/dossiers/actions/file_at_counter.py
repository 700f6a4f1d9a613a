"""At the counter: an officer enters a person's application for them and receives it in the same minute."""

from uuid import UUID

from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import own_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import ONLY_DESK
from motcua.kernel.refusals import Invalid, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor

CONSENT = N_("Hãy đọc lại nội dung cho người dân nghe và đánh dấu là họ đồng ý.")
TYPISTS = ("assisted", "staff")


def file_at_counter(*, draft_id: UUID, actor: Actor) -> Dossier:
    """Submitted for the applicant (who consented) and received at once, here, for whichever unit is competent.

    Three facts stay apart: helped at, received at, competent unit. Law: LC-15. Refuses with NotPermitted, before
    anything is written where only the unit's own desk takes the procedure; with Invalid. A second call returns the same
    dossier.
    """
    if not actor.has_role("desk_officer"):
        raise NotPermitted(ONLY_DESK)
    draft = own_draft(draft_id, actor)
    if not draft.consent.get("given") or draft.consent.get("typed_by") not in TYPISTS:
        raise Invalid(CONSENT, {"consent": Sentence(CONSENT)})
    channel = "post" if draft.consent.get("by_post") else "counter"
    dossier = submit_application(draft_id=draft_id, actor=actor, channel=channel)
    if dossier.code:
        return dossier
    return receive_dossier(dossier_id=dossier.pk, actor=actor)
