"""A key at a service, as the product holds keys: opened for one sitting, each signature asked for when it is due."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.hashes import SHA256

from motcua.adapters.csc.client import AuthorisationEnded, Credential, CscClient
from motcua.adapters.csc.options import ServiceOptions
from motcua.signing.ports import KeyRefused

RSA, ECDSA = "1.2.840.113549.1.1.1", "1.2.840.10045.4.3.2"


@dataclass(frozen=True)
class RemoteKey:
    """The key called ``credential`` of ``user``, whose certificate (DER) was registered here."""

    options: ServiceOptions
    user: str
    credential: str
    certificate: bytes

    @contextmanager
    def opened(self, pin: str, *, count: int = 1) -> Iterator["OpenRemoteKey"]:
        """The key, once the signer let ``count`` signatures be made. ``pin`` is a PIN or a one-time code, or empty.

        Waits while the signer is asked on the phone. Refuses with KeyRefused.
        """
        client = CscClient(self.options, self.user)
        known = client.credential(self.credential)
        if known.certificate != self.certificate:
            raise KeyRefused("no_key")
        key = OpenRemoteKey(client, self.credential, known, pin=pin, count=count)
        if not known.needs_hashes:
            key.authorise()
        yield key


class OpenRemoteKey:
    """A key that may be used while its authorisation lasts.

    Where the service wants to know what is signed before it asks the signer (SCAL 2), each signature is asked for by
    itself. What the signer refused once is not asked again in this sitting.
    """

    def __init__(self, client: CscClient, credential_id: str, known: Credential, *, pin: str, count: int) -> None:
        self.certificate = known.certificate
        self._client, self._id, self._known = client, credential_id, known
        self._pin, self._count = pin, count  # in memory for the sitting; never told, kept or written
        self._sad, self._left = "", 0
        self._refused = ""
        self._public: Any = x509.load_der_x509_certificate(known.certificate).public_key()

    def authorise(self, digest: str = "") -> None:
        """Ask the signer, for as many as one authorisation may cover. Refuses with KeyRefused."""
        if self._refused:
            raise KeyRefused(self._refused)
        most = 1 if digest else max(1, min(self._count, self._known.at_once))
        try:
            self._sad = self._client.authorise(
                self._id, count=most, secret=self._secret(), hashes=[digest] if digest else []
            )
        except KeyRefused as refusal:
            self._refused = refusal.code
            raise
        self._left = most

    def sign(self, data: bytes) -> bytes:
        """The signature of ``data`` with SHA-256. Refuses with KeyRefused."""
        digest = b64encode(sha256(data).digest()).decode()
        if self._known.needs_hashes:
            self.authorise(digest)
        elif self._left < 1:
            self.authorise()
        try:
            made = self._made(digest)
        except AuthorisationEnded:  # a long sitting outlives what was allowed: the signer is asked once more
            self.authorise(digest if self._known.needs_hashes else "")
            made = self._made(digest)
        self._count = max(1, self._count - 1)
        self._check(made, data)
        return made

    def _made(self, digest: str) -> bytes:
        self._left -= 1
        is_curve = isinstance(self._public, ec.EllipticCurvePublicKey)
        return self._client.sign(self._id, self._sad, digest, algorithm=ECDSA if is_curve else RSA)

    def _secret(self) -> Mapping[str, str]:
        if self._known.mode == "implicit" or not self._pin:
            return {}
        return {"OTP" if self._known.wants_code and not self._known.wants_pin else "PIN": self._pin}

    def _check(self, made: bytes, data: bytes) -> None:
        """What came back is by the key of the certificate, over what was asked."""
        try:
            if isinstance(self._public, ec.EllipticCurvePublicKey):
                self._public.verify(made, data, ec.ECDSA(SHA256()))
            else:
                self._public.verify(made, data, padding.PKCS1v15(), SHA256())
        except InvalidSignature:
            raise KeyRefused("failed") from None
