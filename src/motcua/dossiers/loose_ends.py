"""What is still open beside a case when it ends: dropped in the same commit, so nobody waits for an answer."""

from datetime import datetime

from motcua.dossiers.models import Dossier, Extension, Opinion, SupplementConsent, SupplementRequest
from motcua.ledger.commit import Amend

OPEN_WHILE = (
    (Opinion, "answered_at", "dropped_at"),
    (Extension, "decided_at", "dropped_at"),
    (SupplementConsent, "decided_at", "dropped_at"),
    (SupplementRequest, "answered_at", "closed_at"),
)


def dropped(dossier: Dossier, at: datetime) -> list[Amend]:
    """Questions, wishes and requests that nobody answered are closed, not answered."""
    return [
        Amend(model, {"dossier_id": dossier.pk, answered: None, closed: None}, {closed: at})
        for model, answered, closed in OPEN_WHILE
    ]


def taken_back(dossier: Dossier, at: datetime) -> Amend:
    """The question that went to another agency with the whole case is closed when the case is fetched from there."""
    forwarded = {"dossier_id": dossier.pk, "kind": "forward", "answered_at": None, "dropped_at": None}
    return Amend(Opinion, forwarded, {"dropped_at": at})
