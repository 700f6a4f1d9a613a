"""Who this installation trusts and asks: the chain of certificates, lists of the revoked, time stamps, OCSP."""

from pathlib import Path
from typing import Literal

from django.conf import settings

from motcua.signing.checking.trusting import Trust
from motcua.signing.pdf import Services, online_status

Status = Literal["good", "revoked", "unknown"]


def services() -> Services:
    """As the settings and the folder of trust tell."""
    trust = Trust(Path(settings.TRUST_DIR))
    return Services(
        chain=[one.dump() for one in (*trust.others, *trust.roots)],
        time_stamps=settings.TIME_STAMP_URL,
        roots=[one.dump() for one in trust.roots],
    )


def status_of(certificate: bytes, known: Services) -> Status:
    """What its issuer says of a certificate at this moment; unknown where nobody answers."""
    if known_revoked(certificate):
        return "revoked"
    return online_status(certificate, known)


def known_revoked(certificate: bytes) -> bool:
    """Whether a list of the revoked that was fetched before names it."""
    from asn1crypto.x509 import Certificate

    asked = Certificate.load(certificate)
    return any(
        one["user_certificate"].native == asked.serial_number
        for each in Trust(Path(settings.TRUST_DIR)).lists
        if each.issuer == asked.issuer
        for one in each["tbs_cert_list"]["revoked_certificates"] or ()
    )
