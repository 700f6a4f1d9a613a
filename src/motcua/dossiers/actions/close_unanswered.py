"""No answer in its time closes the dossier, with notice."""

from datetime import datetime
from uuid import UUID

from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.issue import FormFacts, issue, numbered
from motcua.dossiers.loose_ends import dropped
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import in_state
from motcua.dossiers.prints.sets import form_on
from motcua.dossiers.queries import load_dossier
from motcua.kernel import clock
from motcua.kernel.refusals import WrongMoment
from motcua.kernel.words import N_
from motcua.people.rules import SYSTEM

REASON = "Quá thời hạn bổ sung mà cơ quan chưa nhận được giấy tờ được yêu cầu."
GROUND = "{title} số {number}, hạn bổ sung {until:%H:%M ngày %d/%m/%Y}."
TOO_EARLY = N_("Chưa hết thời hạn bổ sung.")


@with_numbers
def close_unanswered(*, dossier_id: UUID) -> Dossier:
    """Stopped (form 05) because the asked papers did not come in their time; done by the system.

    Law: LC-08. Refuses with WrongMoment while there is time. Announces ``dossier.close_unanswered``.
    """
    dossier = load_dossier(dossier_id)
    in_state(dossier, "close_unanswered").or_refuse()
    at = clock.now()
    if dossier.attention_at is None or at < dossier.attention_at:
        raise WrongMoment(TOO_EARLY)
    number, taken = numbered("stop", dossier, at)
    more = {"act": "close_unanswered", "reason": REASON, "rule": asked_by(dossier)}
    form = issue("stop", dossier, FormFacts(actor=SYSTEM, at=at, number=number, more=more))
    sets = {"finished_at": at}
    writes = Writes(rows=[form], amends=dropped(dossier, at), measures=["stopped"], numbers=taken, sets=sets)
    return settle(dossier, SYSTEM, "close_unanswered", at=at, facts={"reason": REASON, "form": number}, writes=writes)


def asked_by(dossier: Dossier) -> str:
    """The request that nobody answered, as the ground of the notice."""
    form = dossier.forms.filter(key="supplement").order_by("id").last()
    if form is None:
        return ""
    until = datetime.fromisoformat(form.facts["answer_due"]).astimezone(clock.VIETNAM)
    return GROUND.format(title=form_on("supplement", form.rules_on).title, number=form.number, until=until)
