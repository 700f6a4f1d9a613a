"""At the counter: an officer enters a person's application for them and receives it in the same minute."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import own_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import ONLY_DESK
from motcua.dossiers.rules.representing import at_counter_of, reached_by
from motcua.kernel.refusals import Invalid, NotPermitted
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import account_of
from motcua.people.rules import Actor

CONSENT = N_("Hãy đọc lại nội dung cho người dân nghe và đánh dấu là họ đồng ý.")
NOT_ONLINE = N_(
    "Người này chưa có tài khoản, điện thoại hay thư điện tử nên không nhận được kết quả trực tuyến. Hãy chọn nhận tại "
    "bộ phận một cửa hoặc qua bưu điện, hoặc ghi thêm điện thoại, thư điện tử."
)
TYPISTS = ("assisted", "staff")


def file_at_counter(*, draft_id: UUID, actor: Actor) -> Dossier:
    """Submitted for the applicant (who consented) and received at once, here, for whichever unit is competent.

    Three facts stay apart: helped at, received at, competent unit. Law: LC-15. Refuses with NotPermitted, before
    anything is written where only the unit's own desk takes the procedure; with Invalid, as where the result is wanted
    online by somebody without account, phone or e-mail. A second call returns the same dossier.
    """
    if not actor.has_role("desk_officer"):
        raise NotPermitted(ONLY_DESK)
    draft = own_draft(draft_id, actor)
    if not draft.consent.get("given") or draft.consent.get("typed_by") not in TYPISTS:
        raise Invalid(CONSENT, {"consent": Sentence(CONSENT)})
    if draft.delivery.get("way") == "online" and not _is_reached_online(draft.applicant):
        raise Invalid(NOT_ONLINE, {"way": Sentence(NOT_ONLINE)})
    channel = "post" if draft.consent.get("by_post") else "counter"
    dossier = submit_application(draft_id=draft_id, actor=actor, channel=channel)
    if dossier.code:
        return dossier
    return receive_dossier(dossier_id=dossier.pk, actor=actor)


def _is_reached_online(applicant: Mapping[str, Any]) -> bool:
    """The person is told of the result where they can open it: by an account, a phone or an e-mail."""
    is_reached = reached_by(applicant, "phone") or reached_by(applicant, "email")
    return bool(is_reached) or account_of(str(at_counter_of(applicant).get("number") or "")) is not None
