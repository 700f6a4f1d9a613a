"""The authority's folder: its keys, who it certified, whom it revoked; certomancer makes certificates from that."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from motcua.adapters.pki.profile import architecture

ARCH = "motcua"
REGISTER = "register.json"
CHAIN = ("issuing", "root")
OWN_KEYS = (*CHAIN, "ocsp", "tsa")
LIFE_OF_AUTHORITY, LIFE_OF_PERSON = timedelta(days=3650), timedelta(days=1095)
BEFORE = timedelta(days=365)  # certified some time before the demo begins: its history is signed too


@dataclass(frozen=True)
class Subject:
    """Who is certified: a person of a body, or a body itself (``name`` empty)."""

    label: str
    body: str
    name: str = ""
    title: str = ""
    algorithm: str = "rsa"  # or "ec"


class Authority:
    """An authority kept in a folder; ``create`` makes one, ``Authority(folder)`` opens it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.register: dict[str, Any] = json.loads((folder / REGISTER).read_text())

    @classmethod
    def create(cls, folder: Path, url: str, *, at: datetime) -> "Authority":
        """A new authority whose services answer at ``url``; it has certified nobody yet."""
        (folder / "keys").mkdir(parents=True, exist_ok=True)
        for name in OWN_KEYS:
            _write_key(folder / "keys" / f"{name}.pem", "rsa")
        _write(folder / REGISTER, {"url": url, "since": _moment(at - BEFORE), "subjects": {}})
        made = cls(folder)
        made._issue(CHAIN)
        return made

    @property
    def url(self) -> str:
        """Where its services answer."""
        return str(self.register["url"])

    @property
    def time_stamps(self) -> str:
        """Where time stamps are given."""
        return f"{self.url}/{ARCH}/tsa/tsa"

    def certify(self, subjects: Iterable[Subject], *, at: datetime, life: timedelta = LIFE_OF_PERSON) -> None:
        """Make keys and certificates for these; one certified already is left as it is."""
        known = self.register["subjects"]
        for one in subjects:
            if one.label in known:
                continue
            _write_key(self.key_of(one.label), one.algorithm)
            known[one.label] = {**asdict(one), "from": _moment(at - BEFORE), "until": _moment(at + life)}
        _write(self.folder / REGISTER, self.register)
        self._issue(known)

    def revoke(self, label: str, *, at: datetime) -> None:
        """From this moment the certificate is on the list of the revoked."""
        self.register["subjects"][label]["revoked"] = _moment(at)
        _write(self.folder / REGISTER, self.register)

    def key_of(self, label: str) -> Path:
        """The private key as PKCS#8 in PEM; who moved it into a token lets it be forgotten here."""
        return self.folder / "keys" / f"{label}.pem"

    def forget_key(self, label: str) -> None:
        """The private key lives elsewhere now, as in a token: the authority keeps the public one alone."""
        path = self.key_of(label)
        public = load_pem_private_key(path.read_bytes(), None).public_key()
        path.with_suffix(".public.pem").write_bytes(
            public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        self.register["subjects"][label]["public_only"] = True
        _write(self.folder / REGISTER, self.register)
        path.unlink()

    def certificate(self, label: str) -> bytes:
        """The certificate in DER."""
        return (self.folder / "certificates" / f"{label}.der").read_bytes()

    def chain(self) -> list[bytes]:
        """The issuing certificate, then the root, in DER."""
        return [self.certificate(label) for label in CHAIN]

    def configuration(self) -> Any:
        """The authority as certomancer reads it."""
        from certomancer.registry import CertomancerConfig

        subjects: Mapping[str, Any] = self.register["subjects"]
        keys: dict[str, Any] = {name: {"path": f"keys/{name}.pem"} for name in (*OWN_KEYS, *subjects)}
        for label, one in subjects.items():
            if one.get("public_only"):
                keys[label] = {"path": f"keys/{label}.public.pem", "public-only": True}
        until = datetime.fromisoformat(self.register["since"]) + BEFORE + LIFE_OF_AUTHORITY
        told = {
            "external-url-prefix": self.url,
            "keysets": {ARCH: {"path-prefix": ".", "keys": keys}},
            "pki-architectures": {
                ARCH: architecture(subjects, keyset=ARCH, since=self.register["since"], until=_moment(until))
            },
        }
        return CertomancerConfig(told, key_search_dir=str(self.folder), lazy_load_keys=True)

    def _issue(self, labels: Iterable[str]) -> None:
        kept = self.folder / "certificates"
        kept.mkdir(exist_ok=True)
        arch = self.configuration().get_pki_arch(ARCH)
        for label in labels:
            path = kept / f"{label}.der"
            if not path.exists():
                path.write_bytes(arch.get_cert(label).dump())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat()


def _write(path: Path, told: Any) -> None:
    made = path.with_suffix(".new")
    made.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    os.replace(made, path)


def _write_key(path: Path, algorithm: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1()) if algorithm == "ec" else rsa.generate_private_key(65537, 2048)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
