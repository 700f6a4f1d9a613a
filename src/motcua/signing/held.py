"""A key that the server holds, as the seal of an agency: in a file that only the PIN of its keeper opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from motcua.signing.ports import KeyRefused


@dataclass(frozen=True)
class FileKey:
    """The key at ``path`` (PKCS#8, encrypted) with its certificate in DER."""

    path: Path
    certificate: bytes

    @contextmanager
    def opened(self, pin: str, *, count: int = 1) -> Iterator["OpenFileKey"]:
        """The key, in memory for as long as the block lasts. Refuses with KeyRefused."""
        try:
            key: Any = load_pem_private_key(self.path.read_bytes(), pin.encode())
        except FileNotFoundError:
            raise KeyRefused("no_key") from None
        except (TypeError, ValueError):
            raise KeyRefused("wrong_pin") from None
        yield OpenFileKey(self.certificate, key)


@dataclass(frozen=True)
class OpenFileKey:
    """An open key of the server."""

    certificate: bytes
    _key: Any

    def sign(self, data: bytes) -> bytes:
        """The signature of ``data`` with SHA-256."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), SHA256())
        return bytes(self._key.sign(data, ec.ECDSA(SHA256())))


def lock_key(pem: bytes, pin: str) -> bytes:
    """An unprotected key as it is kept: encrypted with the PIN."""
    key = load_pem_private_key(pem, None)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(pin.encode()))
