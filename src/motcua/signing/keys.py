"""An open key as pyHanko signs with it."""

from collections.abc import Sequence
from threading import Lock

from asn1crypto import algos, x509
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.signing.ports import OpenKey

LONGEST = 512  # bytes of a signature, for the estimate before the real one


class HeldKey(Signer):
    """Signs by asking whoever holds the key."""

    def __init__(self, key: OpenKey, chain: Sequence[bytes]) -> None:
        certificate = x509.Certificate.load(key.certificate)
        known = SimpleCertificateStore()
        known.register_multiple([x509.Certificate.load(one) for one in chain])
        algorithm = "sha256_ecdsa" if certificate.public_key.algorithm == "ec" else "sha256_rsa"
        super().__init__(
            signing_cert=certificate,
            cert_registry=known,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": algorithm}),
            embed_roots=False,
        )
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """One signature; a dry run asks nobody."""
        return bytes(LONGEST) if dry_run else self._key.sign(data)


class OneByOne:
    """An open key that several threads may ask: a device makes one signature at a time."""

    def __init__(self, key: OpenKey) -> None:
        self._key, self._turn = key, Lock()

    @property
    def certificate(self) -> bytes:
        """Its certificate in DER."""
        return self._key.certificate

    def sign(self, data: bytes) -> bytes:
        """The signature, when its turn comes. Refuses with KeyRefused."""
        with self._turn:
            return self._key.sign(data)
