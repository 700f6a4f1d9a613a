"""A whole world of signatures: an authority with its services over HTTP, officers with tokens, a place that trusts."""

import socket
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from motcua.adapters.pkcs11.softhsm import SoftTokens
from motcua.adapters.pki.authority import Authority, Subject
from motcua.adapters.pki.server import listening
from motcua.printing import Press
from motcua.signing.checking import checked
from motcua.signing.drawing import Signing, mark
from motcua.signing.pdf import Services, signed
from motcua.signing.rules import Report
from motcua.signing.rules.marks import default_spot

PIN = "246810"
BODY = "Ủy ban nhân dân thị trấn Núi Sập"
LEADER, SEAL, REVOKED, OLD = "chu-tich", "con-dau", "da-thu-hoi", "het-han"
A4 = (595.0, 842.0)
HERE = Path(__file__).parent


@dataclass
class World:
    """Everything that a signature needs."""

    folder: Path
    authority: Authority
    tokens: SoftTokens
    trust: Path
    server: Any

    @property
    def services(self) -> Services:
        """Who issued, and who stamps the time."""
        chain = self.authority.chain()
        return Services(chain, self.authority.time_stamps, roots=[chain[-1]])

    def signed(self, pdf: bytes, who: str = LEADER, level: Any = "B-T", kind: Any = None) -> bytes:
        """``pdf`` signed by somebody's token, with a mark on the page where a kind of one is given."""
        told = Signing(BODY, datetime.now(UTC), "Nguyễn Thị Thuỳ Dương" if who != SEAL else "")
        drawn = mark(kind, told, spot=default_spot(A4), page=A4) if kind else None
        with self.tokens.token(who).opened(PIN) as key:
            return signed(pdf, key, level=level, services=self.services, mark=drawn)

    def report(self, pdf: bytes, *, at: datetime | None = None, trust: Path | None = None) -> Report:
        """What the check says of these bytes."""
        path = self.folder / "asked.pdf"
        path.write_bytes(pdf)
        return checked(path, trust_dir=trust or self.trust, at=at or datetime.now(UTC))

    def lists_at(self, at: datetime) -> Path:
        """The trust of an office that fetched the lists of the revoked at that moment."""
        place = self.folder / f"trust-{at:%Y%m%d%H%M%S}"
        place.mkdir(exist_ok=True)
        for file in self.trust.glob("*.der"):
            (place / file.name).write_bytes(file.read_bytes())
        arch = next(iter(self.authority.configuration().pki_archs.values()))
        for issuer in ("root", "issuing"):
            (place / f"{issuer}.crl").write_bytes(arch.service_registry.get_crl(issuer, at).dump())
        return place


def make_world(folder: Path) -> World:
    """The world, its services answering."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    now = datetime.now(UTC)
    authority = Authority.create(folder / "pki", f"http://127.0.0.1:{port}", at=now)
    leader = Subject(LEADER, BODY, "Nguyễn Thị Thuỳ Dương", "Chủ tịch")
    authority.certify([leader, Subject(SEAL, BODY, algorithm="ec"), Subject(REVOKED, BODY, "Lê Văn Được")], at=now)
    authority.certify([Subject(OLD, BODY, "Đỗ Ưng")], at=now, life=timedelta(days=-30))
    tokens = SoftTokens(folder / "tokens")
    for who in (LEADER, SEAL, REVOKED, OLD):
        tokens.make(who, pin=PIN, key=authority.key_of(who), certificate=authority.certificate(who))
        authority.forget_key(who)
    authority.revoke(REVOKED, at=now - timedelta(days=1))
    trust = folder / "trust"
    trust.mkdir()
    (trust / "root.der").write_bytes(authority.chain()[-1])
    server = listening(folder / "pki", port=port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return World(folder, authority, tokens, trust, server)


def letter(text: str = "Kính gửi: Bà Đặng Thị Ngọc Ánh") -> bytes:
    """A one-page document."""
    return Press(HERE).printed("letter.typ", {"text": text}, at=datetime(2026, 11, 2, tzinfo=UTC))
