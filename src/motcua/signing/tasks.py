"""What is done about signatures in the background: proof for the long term, lists of the revoked."""

from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

from asn1crypto import crl, x509
from cryptography import x509 as read
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from motcua.kernel import clock
from motcua.outbox.registry import Happened
from motcua.signing.actions.strengthen_document import strengthen_document
from motcua.signing.checking.trusting import Trust
from motcua.signing.models import Certificate, SignatureMade, SignedDocument
from motcua.signing.outside import services

LARGEST_LIST = 50_000_000
FETCH_SECONDS = 20
RENEW_AFTER = timedelta(days=365)
RENEW_BEFORE = timedelta(days=90)  # the certificate of the last time stamp ends
A_DAY = timedelta(days=1)  # a service that goes on with an ending certificate is asked once a day
AT_ONCE = 20


def strengthen(happened: Happened) -> None:
    """Add to a document that was just signed what proves it for long. Done twice it only proves more."""
    code = happened.payload.get("facts", {}).get("signed", {}).get("document")
    document = SignedDocument.objects.select_related("file").filter(code=code).first() if code else None
    if document and services().time_stamps:
        strengthen_document(document)


def renew_proofs() -> int:
    """Stamp anew what was stamped a year ago or by a certificate that soon ends, and what never got its proof.

    Says how many documents.
    """
    if not services().time_stamps:
        return 0
    old, soon = clock.now() - RENEW_AFTER, clock.now() + RENEW_BEFORE
    weak = SignatureMade.objects.filter(document=OuterRef("pk")).exclude(level="B-LTA")
    due = SignedDocument.objects.filter(withdrawn_at=None).select_related("file")
    stamped = due.filter(Q(proven_at__lt=old) | Q(proof_ends_at__lt=soon, proven_at__lt=clock.now() - A_DAY))
    waiting = [*stamped[:AT_ONCE], *due.filter(Exists(weak), created_at__lt=old)[:AT_ONCE]]
    found = {document.pk: document for document in waiting}
    for document in found.values():
        strengthen_document(document)
    return len(found)


def fetch_lists() -> int:
    """Fetch the lists of the revoked of every authority that is trusted; how many came. An old one stays till then."""
    trust = Trust(settings.TRUST_DIR)
    known = [x509.Certificate.load(bytes(der)) for der in Certificate.objects.values_list("der", flat=True)]
    issuers = [*trust.roots, *trust.others]
    wanted = {url for one in (*known, *trust.others) for url in _list_urls(one)}
    return sum(_fetch(url, issuers) for url in sorted(wanted))


def _list_urls(certificate: Any) -> list[str]:
    return [point.url for point in certificate.crl_distribution_points if point.url]


def _fetch(url: str, issuers: list[Any]) -> bool:
    if not url.startswith(("http://", "https://")):
        return False
    try:
        with urlopen(Request(url), timeout=FETCH_SECONDS) as answer:  # noqa: S310 - http only, named by who is trusted
            content = answer.read(LARGEST_LIST)
        found = crl.CertificateList.load(content)
        issuer = next(one for one in issuers if one.subject == found.issuer)
        key = read.load_der_x509_certificate(issuer.dump()).public_key()
        if not read.load_der_x509_crl(content).is_signature_valid(key):  # type: ignore[arg-type]
            return False
    except (OSError, ValueError, StopIteration):
        return False
    fresh = settings.TRUST_DIR / f"{issuer.sha256.hex()[:16]}.crl.new"
    fresh.write_bytes(content)
    fresh.replace(fresh.with_suffix(""))
    return True
