"""Signed documents a second, against how fast the token itself signs; one run, one leader, a software token.

The token of the demo is software and signs hundreds of times a second; a device that an official carries signs two to
ten times. So two figures: against the software token as it is, and against the same token slowed down to a device's
pace, which is what a leader waits for. Limit for the second: >= 0.80 of the token's own pace.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks._verdict import Limit, tell

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("MOTCUA_PROFILE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

PIN, NAME, SECONDS = "246810", "chu-tich", 4.0
STACK = 30  # documents of a sitting
DEVICE = 5.0  # signatures a second of a usual USB token with RSA-2048
A4 = (595.0, 842.0)


@dataclass
class Paced:
    """A key that takes as long as a device does."""

    key: Any
    waits: float

    @property
    def certificate(self) -> bytes:
        """That of the key."""
        return bytes(self.key.certificate)

    def sign(self, data: bytes) -> bytes:
        """The signature, not before the device would have it."""
        until = time.perf_counter() + self.waits
        made: bytes = self.key.sign(data)
        time.sleep(max(until - time.perf_counter(), 0))
        return made


def a_second(work: Callable[[], object]) -> float:
    """How often it is done in a second."""
    work()
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        work()
        done += 1
    return done / (time.perf_counter() - begun)


def measured(folder: Path, page: bytes, authority: Any, kind: str) -> dict[str, float]:
    """One token with a key of this kind: alone, with documents, and at a device's pace."""
    from motcua.adapters.pkcs11.softhsm import SoftTokens
    from motcua.adapters.pki.authority import Subject
    from motcua.signing.documents import AHEAD
    from motcua.signing.drawing import Signing, mark
    from motcua.signing.keys import OneByOne
    from motcua.signing.pdf import Services, signed
    from motcua.signing.rules.marks import default_spot

    name, at, tokens = f"{NAME}-{kind}", datetime.now(UTC), SoftTokens(folder / "tokens")
    authority.certify([Subject(name, "UBND", "Nguyễn Thị Ánh", "Chủ tịch", algorithm=kind)], at=at)
    tokens.make(name, pin=PIN, key=authority.key_of(name), certificate=authority.certificate(name))
    drawn = mark("personal", Signing("UBND", at, "Nguyễn Thị Ánh"), spot=default_spot(A4), page=A4)
    services = Services(authority.chain())

    def with_key(key: Any) -> object:
        return signed(page, key, level="B-B", services=services, mark=drawn)

    def a_stack(key: Any) -> float:
        """As ``sign_stack`` does: two are put together while the device works on one."""
        turns = OneByOne(key)
        begun = time.perf_counter()
        with ThreadPoolExecutor(AHEAD) as pool:
            done = list(pool.map(with_key, [turns] * STACK))
        return len(done) / (time.perf_counter() - begun)

    with tokens.token(name).opened(PIN) as key:
        raw = a_second(lambda: key.sign(page))
        whole = a_second(lambda: with_key(key))
        paced = a_stack(Paced(key, 1 / DEVICE))
    return {
        "token_per_second": round(raw, 1),
        "documents_per_second": round(whole, 1),
        "of_the_software_token": round(whole / raw, 3),
        "of_a_device": round(paced / DEVICE, 3),
    }


def main() -> None:
    """Token, documents, one JSON document."""
    import django

    django.setup()
    from motcua.adapters.pki.authority import Authority
    from motcua.printing import Press

    told: dict[str, Any] = {"benchmark": "signatures", "level": "B-B", "device_per_second": DEVICE}
    with tempfile.TemporaryDirectory() as place:
        folder, at = Path(place), datetime.now(UTC)
        (folder / "page.typ").write_text('#let form(d) = [#set text(font: "Tinos"); #d.text #lorem(300)]')
        page = Press(folder).printed("page.typ", {"text": "Kết quả"}, at=at)
        authority = Authority.create(folder / "pki", "http://127.0.0.1:1", at=at)
        told |= {kind: measured(folder, page, authority, kind) for kind in ("rsa", "ec")}
    limits: dict[str, Limit] = {f"{kind}_device": (told[kind]["of_a_device"], ">=", 0.80) for kind in ("rsa", "ec")}
    tell(told, limits)


if __name__ == "__main__":
    main()
