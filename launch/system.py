"""System packages: which programs are here, and one apt call for what is missing."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """A program of the system: how to see that it is here, and which Debian package brings it."""

    name: str
    package: str
    programs: tuple[str, ...]

    def find(self) -> str | None:
        """Where the program is."""
        for program in self.programs:
            found = shutil.which(program) or (program if Path(program).is_file() else None)
            if found:
                return found
        return None


def postgres_program(name: str) -> str | None:
    """A server program of PostgreSQL: Debian keeps them out of the PATH, one folder a version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    found = [str(folder / name) for folder in folders if (folder / name).exists()]
    return found[0] if found else shutil.which(name)


class PostgresPart(Part):
    """PostgreSQL's server."""

    def find(self) -> str | None:
        """The newest server's ``postgres``."""
        return postgres_program("postgres") if postgres_program("initdb") else None


class TessdataPart(Part):
    """What the reader of pages needs to read Vietnamese."""

    def find(self) -> str | None:
        """The newest data of the language."""
        found = sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata/vie.traineddata"))
        return str(found[-1]) if found else None


CHROMIUM = Part("chromium", "chromium", ("/usr/bin/chromium", "chromium"))
POSTGRES = PostgresPart("postgresql", "postgresql", ())
POPPLER = Part("pdftotext", "poppler-utils", ("pdftotext",))
WRK = Part("wrk", "wrk", ("wrk",))
SOFTHSM = Part("softhsm2", "softhsm2", ("softhsm2-util",))
OPENSC = Part("opensc", "opensc", ("pkcs11-tool",))
OFFICE = Part("libreoffice", "libreoffice-writer-nogui", ("soffice", "libreoffice"))
VIETNAMESE = TessdataPart("tesseract-vie", "tesseract-ocr-vie", ())
TESSERACT = Part("tesseract", "tesseract-ocr", ("tesseract",))
FOR_SIGNING = (SOFTHSM, OPENSC)
FOR_SCANS = (TESSERACT, VIETNAMESE)
FOR_TESTS = (CHROMIUM, POSTGRES, POPPLER, WRK, OFFICE, *FOR_SIGNING, *FOR_SCANS)


def missing(parts: Iterable[Part]) -> list[Part]:
    """Those that are not here."""
    return [part for part in parts if part.find() is None]


def can_install() -> bool:
    """Root on a Debian-like system."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """One apt call, questions off, no recommended extras; fresh lists first."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    options = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]
    _apt(["apt-get", *options, "update"], env)
    return _apt(["apt-get", *options, "install", "--yes", "--no-install-recommends", *packages], env)


def _apt(command: list[str], env: dict[str, str]) -> bool:
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, errors="replace")
    if done.returncode:
        print(done.stderr[-2000:])
    return done.returncode == 0
