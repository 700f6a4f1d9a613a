"""A signing service that answers, with signers of every kind, and the way to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from motcua.adapters.csc.key import RemoteKey
from motcua.adapters.csc.options import ServiceOptions
from motcua.adapters.csc.simulator.server import listening
from motcua.adapters.csc.simulator.vault import Signer, Vault, locked_pin
from motcua.adapters.pki.authority import Authority, Subject

PIN = "135792"
BODY = "Ủy ban nhân dân xã Bình Thành"
SIGNERS = (
    Signer("phone", "phone", "Đặng Thị Ngọc Ánh"),
    Signer("few", "few", "Ký từng ba văn bản", at_once=3),
    Signer("pin", "pin", "Người dùng PIN", asks="pin", pin=locked_pin(PIN)),
    Signer("otp", "otp", "Người dùng OTP", asks="otp"),
    Signer("each", "each", "Xác nhận từng văn bản", scal="2"),
    Signer("rsa", "rsa", "Khóa RSA", asks="pin", pin=locked_pin(PIN)),
)


def make_service(folder: Path) -> tuple[Authority, Path]:
    """Keys certified and handed to the service."""
    now = datetime.now(UTC)
    authority = Authority.create(folder / "pki", "http://127.0.0.1:1", at=now)
    kinds = {one.credential: "rsa" if one.credential == "rsa" else "ec" for one in SIGNERS}
    authority.certify([Subject(name, BODY, name, algorithm=kind) for name, kind in kinds.items()], at=now)
    Vault.create(folder / "remote", SIGNERS, port=0)
    for name in kinds:
        place = folder / "remote" / "keys" / f"{name}.pem"
        place.write_bytes(authority.key_of(name).read_bytes())
        place.with_suffix(".der").write_bytes(authority.certificate(name))
    return authority, folder / "remote"


@contextmanager
def answering(folder: Path, *, wait_seconds: float = 5.0) -> Iterator[Any]:
    """The service over HTTP; ``app.vault`` is what it keeps."""
    server = listening(folder, wait_seconds=wait_seconds)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def options(server: Any, **told: Any) -> ServiceOptions:
    """How to reach it."""
    setup = server.app.vault.setup
    url = f"http://127.0.0.1:{server.server_port}"
    made = ServiceOptions("Dịch vụ", url, setup.client_id, setup.client_secret, seconds=5, wait_seconds=5)
    return replace(made, **told)


def key_of(server: Any, name: str, **told: Any) -> RemoteKey:
    """The key of a signer."""
    vault = server.app.vault
    return RemoteKey(options(server, **told), name, name, (vault.folder / f"keys/{name}.der").read_bytes())


@contextmanager
def on_the_phone(server: Any, name: str, *, answer: bool = True) -> Iterator[list[int]]:
    """Somebody who answers every question at once; how many documents each was about."""
    asked: list[int] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.01):
            for one in server.app.vault.questions(name):
                asked.append(one.count)
                server.app.vault.answer(one.id, is_yes=answer)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield asked
    finally:
        stop.set()
        looking.join()
