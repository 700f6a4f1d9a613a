"""What the simulated service keeps: its clients, the keys of its signers, and who is being asked right now."""

import hashlib
import json
import os
import secrets
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

SETUP = "service.json"
MOST_WRONG = 5
SAD_SECONDS = 300.0


class Declined(Exception):
    """The service says no; ``error`` as CSC names it."""

    def __init__(self, error: str, words: str) -> None:
        self.error, self.words = error, words
        super().__init__(words)


@dataclass(frozen=True)
class Signer:
    """A key at the service: whose, and how its owner is asked: phone, pin or otp. ``pin`` is salted and hashed."""

    credential: str
    user: str
    name: str
    asks: str = "phone"
    pin: str = ""
    scal: str = "1"
    at_once: int = 200


@dataclass
class Asking:
    """One question to a signer on the phone."""

    id: str
    signer: Signer
    count: int
    answer: bool | None = None


@dataclass
class _Sad:
    signer: Signer
    left: int
    hashes: frozenset[str]
    until: float


@dataclass(frozen=True)
class Setup:
    """The folder's settings."""

    port: int
    client_id: str
    client_secret: str
    signers: list[dict[str, Any]] = field(default_factory=list)


class Vault:
    """Keys in a folder; questions, tokens and authorisations in memory."""

    def __init__(self, folder: Path, *, wait_seconds: float = 120.0) -> None:
        self.folder, self.wait_seconds = folder, wait_seconds
        self.codes: dict[str, str] = {}
        self._asked: dict[str, Asking] = {}
        self._sads: dict[str, _Sad] = {}
        self._tokens: dict[str, str] = {}
        self._wrong: dict[str, int] = {}
        self._changed = threading.Condition()

    @classmethod
    def create(cls, folder: Path, signers: Iterable[Signer], *, port: int) -> Setup:
        """A new service that knows these signers; their keys and certificates are put in its folder by the caller."""
        (folder / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Setup(port, "motcua-demo", secrets.token_urlsafe(24), [asdict(one) for one in signers])
        path = folder / SETUP
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(made), ensure_ascii=False, indent=1))
        return made

    @property
    def setup(self) -> Setup:
        """As it stands in the folder."""
        return Setup(**json.loads((self.folder / SETUP).read_text()))

    def signers(self) -> list[Signer]:
        """Everybody who has a key here."""
        return [Signer(**one) for one in self.setup.signers]

    def login(self, client_id: str, client_secret: str, user: str) -> str:
        """A token for this user. Raises Declined."""
        setup = self.setup
        same = secrets.compare_digest(client_secret.encode(), setup.client_secret.encode())
        if client_id != setup.client_id or not same:
            raise Declined("invalid_client", "Unknown client")
        token = secrets.token_urlsafe(24)
        self._tokens[token] = user
        return token

    def user_of(self, token: str) -> str | None:
        """Whom a token stands for."""
        return self._tokens.get(token)

    def forget_logins(self) -> None:
        """As when the tokens ended."""
        self._tokens.clear()

    def signer(self, credential: str, user: str) -> Signer:
        """The user's key. Raises Declined."""
        found = next((one for one in self.signers() if one.credential == credential and one.user == user), None)
        if found is None:
            raise Declined("invalid_request", "Invalid parameter credentialID")
        return found

    def certificate(self, signer: Signer) -> bytes:
        """In DER."""
        return (self.folder / "keys" / f"{signer.credential}.der").read_bytes()

    # --- asking the signer -------------------------------------------------------------------------------------------

    def authorise(self, signer: Signer, *, count: int, hashes: list[str], pin: str, code: str) -> str:
        """What lets ``count`` signatures be made. Waits for the phone. Raises Declined."""
        if count > signer.at_once:
            raise Declined("invalid_request", "Invalid parameter numSignatures")
        if signer.scal == "2" and not hashes:
            raise Declined("invalid_request", "Missing parameter hash")
        if signer.asks == "phone":
            self._ask(signer, count)
        else:
            self._compare(signer, pin, code)
        sad = secrets.token_urlsafe(24)
        self._sads[sad] = _Sad(signer, count, frozenset(hashes), time.monotonic() + SAD_SECONDS)
        return sad

    def _ask(self, signer: Signer, count: int) -> None:
        asking = Asking(secrets.token_urlsafe(9), signer, count)
        with self._changed:
            self._asked[asking.id] = asking
            self._changed.wait_for(lambda: asking.answer is not None, self.wait_seconds)
            self._asked.pop(asking.id, None)
        if asking.answer is None:
            raise Declined("expired_transaction", "The signer did not answer in time")
        if not asking.answer:
            raise Declined("access_denied", "The signer declined")

    def _compare(self, signer: Signer, pin: str, code: str) -> None:
        if self._wrong.get(signer.credential, 0) >= MOST_WRONG:
            raise Declined("invalid_request", "Credential locked")
        if signer.asks == "pin":
            is_right, error = _matches(pin, signer.pin), "invalid_pin"
        else:
            is_right, error = bool(code) and self.codes.pop(signer.credential, "") == code, "invalid_otp"
        if not is_right:
            self._wrong[signer.credential] = self._wrong.get(signer.credential, 0) + 1
            raise Declined(error, "It is not the right one")
        self._wrong.pop(signer.credential, None)

    def questions(self, credential: str) -> list[Asking]:
        """What waits on the phone of this signer, the newest first: an older one was left by whoever asked."""
        open_ones = [one for one in list(self._asked.values()) if one.answer is None]
        return [one for one in reversed(open_ones) if one.signer.credential == credential]

    def answer(self, asking_id: str, *, is_yes: bool) -> bool:
        """The signer's answer; False where nobody asks any more."""
        with self._changed:
            found = self._asked.get(asking_id)
            if found is None or found.answer is not None:
                return False
            found.answer = is_yes
            self._changed.notify_all()
        return True

    def code_for(self, signer: Signer) -> str:
        """The one-time code that the phone shows now; a used one is followed by another."""
        return self.codes.setdefault(signer.credential, f"{secrets.randbelow(1_000_000):06d}")

    # --- signing -----------------------------------------------------------------------------------------------------

    def sign(self, signer: Signer, sad: str, digests: list[str]) -> list[str]:
        """Signatures of digests (SHA-256), all in base64. Raises Declined."""
        found = self._sads.get(sad)
        if found is None or found.signer != signer or found.until < time.monotonic():
            raise Declined("invalid_request", "Invalid parameter SAD")
        if len(digests) > found.left or (found.hashes and not found.hashes.issuperset(digests)):
            raise Declined("invalid_request", "Hash is not authorized by the SAD")
        found.left -= len(digests)
        key = load_pem_private_key((self.folder / "keys" / f"{signer.credential}.pem").read_bytes(), None)
        return [b64encode(_signed(key, b64decode(one))).decode() for one in digests]


def _signed(key: Any, digest: bytes) -> bytes:
    how = utils.Prehashed(SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(digest, ec.ECDSA(how))
    return bytes(key.sign(digest, padding.PKCS1v15(), how))


def locked_pin(pin: str) -> str:
    """A PIN as the service keeps it."""
    salt = os.urandom(8).hex()
    return f"{salt}:{hashlib.scrypt(pin.encode(), salt=salt.encode(), n=2**12, r=8, p=1).hex()}"


def _matches(pin: str, kept: str) -> bool:
    salt, _, hashed = kept.partition(":")
    told = hashlib.scrypt(pin.encode(), salt=salt.encode(), n=2**12, r=8, p=1).hex()
    return secrets.compare_digest(told, hashed)
