"""Tools and packages: uv into ``.tools``, a virtual environment in ``.venv``, packages by their hashes.

Nothing is fetched when the stamp in ``.venv`` equals the requirements, so a second start needs no network.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from launch.place import PYTHON, REQUIREMENTS, ROOT, TOOLS, VENV
from launch.system import install
from launch.words import Stop, step

STAMP = VENV / ".motcua-stamp.json"
HIDDEN = (Path("/root"), Path("/home"))  # ProtectHome=yes of the units
UV_SETTINGS = {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1", "UV_NO_PROGRESS": "1"}


def fingerprint(kind: str) -> str:
    """What the packages of ``run`` or ``all`` must be."""
    return hashlib.sha256((REQUIREMENTS / f"{kind}.txt").read_bytes()).hexdigest()


def _stamp() -> dict[str, str]:
    if not PYTHON.exists():
        return {}
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def wanted(kind: str) -> str:
    """``all`` contains ``run``: who has tested here keeps the packages of the tests."""
    has_tests = _stamp().get("kind") == "all" or (VENV / "bin" / "pytest").exists()
    return "all" if kind == "all" or has_tests else "run"


def are_ready(kind: str) -> bool:
    """Is everything that ``kind`` needs here already?"""
    stamp = _stamp()
    kind = wanted(kind)
    return stamp.get("kind") == kind and stamp.get("packages") == fingerprint(kind)


def ensure(kind: str, *, to: TextIO | None = None) -> None:
    """Tools and packages of ``run`` or ``all``, fetched only when they are not here."""
    if are_ready(kind):
        return
    with _alone():
        if are_ready(kind):  # somebody else was first
            return
        kind = wanted(kind)
        with step("Công cụ cài đặt (uv)", "Installer (uv)", to=to):
            uv = find_uv()
        with step("Các gói phần mềm", "Packages", to=to):
            _make_venv(uv)
            _sync(uv, REQUIREMENTS / f"{kind}.txt")
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        STAMP.write_text(json.dumps({"kind": kind, "packages": fingerprint(kind), "python": version}))


def closed_to_others(python: Path) -> Path | None:
    """The place on the way to an interpreter that another user may not enter, or a service does not see."""
    real = python.resolve()
    for place in (*reversed(python.parents), *reversed(real.parents), real):
        wanted = 0o001 if place.is_dir() else 0o005
        if place in HIDDEN or place.stat().st_mode & wanted != wanted:
            return place
    return None


@contextmanager
def _alone() -> Iterator[None]:
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- uv --------------------------------------------------------------------------------------------------------------


def find_uv() -> Path | None:
    """The pinned uv, fetched by whatever pip this machine has; None when only pip itself can be used."""
    kept = TOOLS / "bin" / "uv"
    if _is_pinned(kept):
        return kept
    for pip in _pips():
        if _fetched(pip) and _is_pinned(kept):
            return kept
    if any(_works(pip) for pip in _pips()):
        return None  # pip is here but uv is not to be had: pip alone does it, slower
    found = shutil.which("uv")
    if found:
        return Path(found)
    raise Stop(
        "Máy này chưa có pip. Hãy cài một lần: sudo apt-get install python3-pip",
        "This machine has no pip. Install it once: sudo apt-get install python3-pip",
    )


def _is_pinned(uv: Path) -> bool:
    pin = (REQUIREMENTS / "tools.txt").read_text().split()[0].replace("==", "-")
    return uv.exists() and (TOOLS / f"{pin}.dist-info").exists()


def _pips() -> Iterator[list[str]]:
    """Ways to call pip, the cheapest first; each is made only when the ones before it did not do."""
    yield [sys.executable, "-m", "pip"]
    for name in ("python3", "pip3", "pip"):
        found = shutil.which(name)
        if found:
            yield [found, "-m", "pip"] if name == "python3" else [found]
    bootstrap = TOOLS / "bootstrap"
    if _quiet([sys.executable, "-m", "venv", "--clear", str(bootstrap)]):
        yield [str(bootstrap / "bin" / "python"), "-m", "pip"]
    if os.geteuid() == 0 and shutil.which("apt-get") and install(["python3-pip"]):
        yield [shutil.which("python3") or "python3", "-m", "pip"]


def _works(pip: list[str]) -> bool:
    return _quiet([*pip, "--version"])


def _fetched(pip: list[str]) -> bool:
    target = ["--target", str(TOOLS), "--upgrade", "--no-deps"]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    return _works(pip) and _quiet([*pip, "install", *target, *quiet, "-r", str(REQUIREMENTS / "tools.txt")])


def _quiet(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0
    except OSError:
        return False


# --- packages --------------------------------------------------------------------------------------------------------


def _make_venv(uv: Path | None) -> None:
    wanted_python = f"{sys.version_info.major}.{sys.version_info.minor}"
    if (
        PYTHON.exists()
        and _quiet([str(PYTHON), "-c", "import sys"])
        and (VENV / "lib" / f"python{wanted_python}").exists()
    ):
        return
    if uv and not _complaint([str(uv), "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]):
        return
    if not _quiet([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]):
        raise Stop("Không tạo được môi trường .venv.", "The virtual environment .venv could not be made.", 1)


def _sync(uv: Path | None, requirements: Path) -> None:
    hashes = ["--require-hashes", "--python", str(PYTHON), str(requirements)]
    complaints = [_complaint([str(uv), "pip", "sync", "--quiet", *hashes])] if uv else []
    if complaints == [""]:
        return
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    for pip in filter(_works, _pips()):  # slower, but it reads the mirrors and certificates configured for pip
        complaints.append(_complaint([*pip, "--python", str(PYTHON), "install", *quiet, "-r", str(requirements)]))
        if not complaints[-1]:
            return
    print("\n".join(complaints), file=sys.stderr)
    raise Stop(
        "Không tải được các gói phần mềm (xem lỗi ở trên). Kiểm tra mạng rồi chạy lại: phần đã tải được giữ lại.",
        "The packages could not be fetched (see above). Check the network and run again: what was fetched is kept.",
        1,
    )


def _complaint(command: list[str]) -> str:
    """Run it; what it complained of when it failed, empty when it did what it should."""
    env = os.environ | UV_SETTINGS
    done = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace")
    return (done.stderr[-2000:] or f"exit code {done.returncode}") if done.returncode else ""
