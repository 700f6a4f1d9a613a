"""What a certificate says of itself, and whether it may be used now."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_

LEAST_RSA_BITS = 2048
UNREADABLE = N_("Tệp này không phải chứng thư số. Hãy chọn tệp .cer, .crt hoặc .pem do nơi cấp gửi.")
TOO_WEAK = N_("Khóa của chứng thư này quá yếu: cần RSA từ 2048 bit hoặc đường cong P-256 trở lên.")
EXPIRED = N_("Chứng thư số của %(subject)s đã hết hạn ngày %(on)s nên không ký được. Hãy gia hạn rồi đăng ký lại.")
TOO_EARLY = N_("Chứng thư số của %(subject)s đến ngày %(on)s mới có hiệu lực.")
ENDED = N_("Chứng thư số này đã được ghi là thôi dùng. Hãy chọn chứng thư khác.")
REVOKED = N_("Chứng thư số của %(subject)s đã bị thu hồi nên không ký được. Hãy liên hệ nơi cấp.")


@dataclass(frozen=True)
class CertificateFacts:
    """What stands in a certificate; ``der`` is the certificate itself."""

    der: bytes
    subject: str
    organisation: str
    issuer: str
    serial: int
    valid_from: datetime
    valid_until: datetime

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the certificate."""
        return hashlib.sha256(self.der).hexdigest()


def read_certificate(content: bytes) -> CertificateFacts:
    """The facts of a certificate in PEM or DER. Law: SG-04. Refuses with Invalid."""
    try:
        found = _loaded(content)
    except ValueError:
        raise Invalid(UNREADABLE) from None
    key = found.public_key()
    strong = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.key_size >= 256
    if not strong and not (isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA_BITS):
        raise Invalid(TOO_WEAK)
    body = _named(found.subject, NameOID.ORGANIZATION_NAME)
    return CertificateFacts(
        der=found.public_bytes(Encoding.DER),
        subject=_named(found.subject, NameOID.COMMON_NAME) or body,
        organisation=body,
        issuer=_named(found.issuer, NameOID.COMMON_NAME),
        serial=found.serial_number,
        valid_from=found.not_valid_before_utc,
        valid_until=found.not_valid_after_utc,
    )


def _loaded(content: bytes) -> x509.Certificate:
    if content.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(content)
    return x509.load_der_x509_certificate(content)


def _named(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value)[:200] if found else ""


def usable(subject: str, validity: tuple[datetime, datetime], *, ended: bool, at: datetime) -> Answer:
    """Whether one may sign with it at that moment."""
    valid_from, valid_until = validity
    if ended:
        return no(ENDED, WrongMoment)
    if at > valid_until:
        return no(EXPIRED, WrongMoment, subject=subject, on=f"{valid_until:%d/%m/%Y}")
    if at < valid_from:
        return no(TOO_EARLY, WrongMoment, subject=subject, on=f"{valid_from:%d/%m/%Y}")
    return yes()
