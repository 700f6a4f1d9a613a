"""What is known of signed documents and of certificates."""

from motcua.signing.models import SignatureMade, SignedDocument
from motcua.signing.rules import Report


def known_document(report: Report) -> SignedDocument | None:
    """The document that these very bytes are, or were when one of its signatures was made."""
    made = {report.sha256, *(one.revision for one in report.signatures)}
    found = SignatureMade.objects.filter(sha256__in=made).select_related("document").order_by("-pk").first()
    return found.document if found else None
