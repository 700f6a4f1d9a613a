"""What is known of signed documents and of certificates."""

from motcua.kernel import clock
from motcua.people.rules import Actor
from motcua.signing.models import Certificate, SignatureMade, SignedDocument
from motcua.signing.rules import Report
from motcua.signing.sitting import may_use


def known_document(report: Report) -> SignedDocument | None:
    """The document that these very bytes are, or were when one of its signatures was made."""
    made = {report.sha256, *(one.revision for one in report.signatures)}
    found = SignatureMade.objects.filter(sha256__in=made).select_related("document").order_by("-pk").first()
    return found.document if found else None


def document_by_code(code: str) -> SignedDocument | None:
    """The document whose code is on its page."""
    return SignedDocument.objects.select_related("unit").filter(code=code).first()


def document_of(subject_kind: str, subject_id: object) -> SignedDocument | None:
    """What was signed of this subject, with its newest file."""
    found = SignedDocument.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    return found.select_related("file").order_by("-created_at").first()


def certificates_of(actor: Actor, kind: str) -> list[Certificate]:
    """The certificates that the actor may sign with now: own ones, or the seals of the bodies whose clerk they are."""
    found = Certificate.objects.filter(kind=kind, ended_at=None)
    if kind == "personal":
        found = found.filter(account=actor.account_id) if actor.account_id else found.none()
    at = clock.now()
    return [one for one in found.order_by("-registered_at") if may_use(actor, one, at)]
