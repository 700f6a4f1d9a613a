"""A token as the product sees it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import motcua
from motcua.signing.ports import KeyRefused

_SOURCE = str(Path(motcua.__file__).resolve().parent.parent)
END_SECONDS = 5


@dataclass(frozen=True)
class Token:
    """The key called ``key`` in the token called ``token``; ``module`` is the vendor's library."""

    module: str
    token: str
    key: str
    environment: Mapping[str, str] = field(default_factory=dict)  # what the module needs, as SOFTHSM2_CONF

    @contextmanager
    def opened(self, pin: str, *, count: int = 1) -> Iterator["TokenKey"]:
        """The key, while the token is open. Refuses with KeyRefused."""
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "motcua.adapters.pkcs11"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": _SOURCE, "PATH": os.environ.get("PATH", os.defpath), **self.environment},
            text=True,
        )
        try:
            told = _asked(child, {"module": self.module, "token": self.token, "key": self.key, "pin": pin})
            yield TokenKey(bytes.fromhex(told["certificate"]), child)
        finally:
            with suppress(OSError):  # what was still to be sent to a child that is gone
                child.stdin.close()  # type: ignore[union-attr]  # a pipe, by the call above
            try:
                child.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            child.stdout.close()  # type: ignore[union-attr]


@dataclass(frozen=True)
class TokenKey:
    """An open key in a token."""

    certificate: bytes
    _child: "subprocess.Popen[str]"

    def sign(self, data: bytes) -> bytes:
        """The signature of ``data`` with SHA-256. Refuses with KeyRefused."""
        return bytes.fromhex(_asked(self._child, {"sign": data.hex()})["signature"])


def _asked(child: "subprocess.Popen[str]", request: Mapping[str, Any]) -> dict[str, str]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(request) + "\n")
        child.stdin.flush()
        answer: dict[str, str] = json.loads(child.stdout.readline())
    except (OSError, ValueError):  # the module took the child down, or the token was pulled out in the middle
        raise KeyRefused("failed") from None
    if "refused" in answer:
        raise KeyRefused(answer["refused"])
    return answer
