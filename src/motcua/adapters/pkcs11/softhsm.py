"""Tokens made of software (SoftHSM), for the demo and the tests: the same module interface as a device."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from motcua.adapters.pkcs11.token import Token

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
KEY_ID = "01"


def module() -> str | None:
    """SoftHSM's library, if the machine has it and its tools."""
    found = next((one for one in MODULES if Path(one).exists()), None)
    return found if shutil.which("softhsm2-util") and shutil.which("pkcs11-tool") else None


class SoftTokens:
    """Software tokens kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._conf = folder / "softhsm2.conf"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the module needs to find them."""
        return {"SOFTHSM2_CONF": str(self._conf)}

    def token(self, name: str) -> Token:
        """The token called ``name``, whose key has the same name."""
        return Token(module() or MODULES[0], name, name, self.environment)

    def make(self, name: str, *, pin: str, key: Path, certificate: bytes) -> None:
        """A token with this key (PKCS#8 in PEM) and certificate (DER) inside."""
        (self.folder / "tokens").mkdir(parents=True, exist_ok=True)
        self._conf.write_text(f"directories.tokendir = {self.folder / 'tokens'}\nobjectstore.backend = file\n")
        self._run("softhsm2-util", "--init-token", "--free", "--label", name, "--pin", pin, "--so-pin", pin)
        named = ("--label", name, "--id", KEY_ID)
        self._run("softhsm2-util", "--import", str(key), "--token", name, "--pin", pin, *named)
        with tempfile.NamedTemporaryFile(suffix=".der") as written:
            written.write(certificate)
            written.flush()
            place = ("--module", module() or MODULES[0], "--token-label", name, "--login", "--pin", pin)
            self._run("pkcs11-tool", *place, "--write-object", written.name, "--type", "cert", *named)

    def _run(self, *command: str) -> None:
        subprocess.run(command, env={**os.environ, **self.environment}, check=True, capture_output=True)
