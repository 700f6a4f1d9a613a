"""Signatures of the demo: an authority on this machine, a token for every leader, a seal for every agency.

One leader has no token: the key is at a signing service that is played here, and is confirmed on a phone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.adapters.csc.simulator.vault import Signer as AtService
from motcua.adapters.csc.simulator.vault import Vault
from motcua.adapters.pkcs11.softhsm import SoftTokens, module
from motcua.adapters.pki.authority import Authority, Subject
from motcua.demo.axis import MACHINES
from motcua.kernel import clock
from motcua.people.models import Holding
from motcua.people.queries import directory
from motcua.people.rules import AUTHORITIES, SYSTEM
from motcua.signing.actions.register_certificate import register_certificate
from motcua.signing.held import lock_key

PIN = "246810"
REMOTE = "anbinh.chutich"  # who signs by phone
SERVICE = "thu-nghiem"


@dataclass(frozen=True)
class Signer:
    """Who gets a certificate: a leader, or the agency itself where no account is named."""

    subject: Subject
    unit_id: int
    account_id: UUID | None = None


def load_signatures(ports: Iterator[int]) -> int:
    """Everybody who signs in the demo gets a certificate, once; how many. None without SoftHSM."""
    folder = Path(settings.SIGNING_DIR)
    if (folder / "time_stamp_url").exists() or module() is None:
        return 0
    (folder / "seals").mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = Authority.create(folder / "pki", f"http://127.0.0.1:{next(ports)}", at=clock.now())
    signers = [*_leaders(), *_seals()]
    authority.certify([*(one.subject for one in signers), *MACHINES], at=clock.now())
    _trust(authority)
    _open_service(folder, signers, next(ports))
    tokens = SoftTokens(folder / "tokens")
    for one in signers:
        _hand_over(one, authority, tokens)
    (folder / "time_stamp_url").write_text(authority.time_stamps)
    return len(signers)


def _hand_over(one: Signer, authority: Authority, tokens: SoftTokens) -> None:
    """The key of a leader goes into a token, that of an agency into a file that its PIN opens; none stays behind."""
    label, key = one.subject.label, authority.key_of(one.subject.label)
    content = authority.certificate(label)
    place: dict[str, Any] = {"file": f"seals/{label}.pem"}
    holder = "remote" if label == REMOTE else "token" if one.account_id else "server"
    if holder == "remote":
        place = {"service": SERVICE, "user": label, "credential": label, "asks": "phone"}
        _leave_at_service(label, content, key.read_bytes())
    elif holder == "token":
        tokens.make(label, pin=PIN, key=key, certificate=content)
        place = dict(vars(tokens.token(label)))
    else:
        (settings.SIGNING_DIR / place["file"]).write_bytes(lock_key(key.read_bytes(), PIN))
    authority.forget_key(label)
    register_certificate(
        content=content,
        unit_id=one.unit_id,
        account_id=one.account_id,
        holder=holder,
        place=place,
        actor=SYSTEM,
    )


def _open_service(folder: Path, signers: list[Signer], port: int) -> None:
    """The signing service that is played here, for those who sign by phone; the house is told how to reach it."""
    by_phone = [one.subject for one in signers if one.subject.label == REMOTE]
    made = Vault.create(folder / "remote", [AtService(one.label, one.label, one.name) for one in by_phone], port=port)
    url = f"http://127.0.0.1:{port}"
    told = {"title": "Ký số từ xa dùng thử", "url": url, "phone": f"{url}/dien-thoai"}
    told |= {"client_id": made.client_id, "client_secret": made.client_secret}
    settings.REMOTE_SIGNING.touch(mode=0o600)
    settings.REMOTE_SIGNING.write_text(json.dumps({SERVICE: told}, ensure_ascii=False, indent=1))


def _leave_at_service(label: str, certificate: bytes, key: bytes) -> None:
    place = settings.SIGNING_DIR / "remote" / "keys" / f"{label}.pem"
    place.touch(mode=0o600)
    place.write_bytes(key)
    place.with_suffix(".der").write_bytes(certificate)


def _leaders() -> Iterator[Signer]:
    known = directory()
    held = Holding.objects.filter(post__role="leader", until_on=None).select_related("post", "account").order_by("pk")
    found: dict[UUID, Signer] = {}
    for one in held:
        body = known.unit(one.post.unit_id).authority_name
        subject = Subject(one.account.username, body, one.account.full_name, one.post.title, algorithm="ec")
        found.setdefault(one.account_id, Signer(subject, one.post.unit_id, one.account_id))
    yield from found.values()


def _seals() -> Iterator[Signer]:
    for unit in directory().units:
        if unit.kind in AUTHORITIES and unit.is_open_on(clock.today()):
            yield Signer(Subject(f"seal-{unit.code}", unit.authority_name, algorithm="ec"), unit.id)


def _trust(authority: Authority) -> None:
    settings.TRUST_DIR.mkdir(exist_ok=True)
    for name, content in zip(("issuing", "root"), authority.chain(), strict=True):
        (settings.TRUST_DIR / f"demo-{name}.der").write_bytes(content)
