"""Who this installation trusts and asks: the chain of certificates, lists of the revoked, time stamps, OCSP."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings

from motcua.signing.checking.trusting import Trust
from motcua.signing.pdf import Services, online_status
from motcua.signing.waiting import apart

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


def is_trusted(certificate: bytes, at: datetime) -> bool:
    """Whether it leads to a root of the folder of trust, was valid at that moment and is on no list of the revoked."""
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    if known_revoked(certificate):
        return False
    trust = Trust(Path(settings.TRUST_DIR))
    context = ValidationContext(trust_roots=trust.roots, other_certs=trust.others, moment=at, allow_fetching=False)
    asked = CertificateValidator(Certificate.load(certificate), validation_context=context)
    try:
        apart(lambda: asyncio.run(asked.async_validate_usage({"digital_signature"})))
    except (PathBuildingError, PathValidationError, ValueError):
        return False
    return True


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
