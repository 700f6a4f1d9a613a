"""A PostgreSQL of its own for a run of tests or benchmarks: temporary folder, unix socket, no port, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.supervise import die_with_parent
from launch.system import postgres_program
from launch.words import Stop

USER = "motcua"
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # a lost test is no loss
DURABLE = {"shared_buffers": "2GB", "max_wal_size": "8GB"}  # what the targets of speed were measured with
START_SECONDS = 30.0


@contextmanager
def temporary(settings: dict[str, str] | None = None) -> Iterator[str]:
    """A fresh server; yields the URL of its database. PostgreSQL refuses root, so root lends it another user."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    account = _account()
    if account:
        shutil.chown(folder, account, account)
    server: subprocess.Popen[bytes] | None = None
    try:
        _init(folder, account)
        server = _start(folder, account, QUICK if settings is None else settings)
        _wait(folder, server, account)
        yield f"postgresql://{USER}@{str(folder).replace('/', '%2F')}/{USER}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # "fast": end the sessions, write nothing more than needed
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return pwd.getpwnam("nobody").pw_name


def _program(name: str) -> str:
    found = postgres_program(name)
    if found is None:
        raise Stop("Máy này chưa có PostgreSQL (gói postgresql).", "PostgreSQL is not here (package postgresql).", 1)
    return found


def _init(folder: Path, account: str | None) -> None:
    command = [
        _program("initdb"),
        "-D",
        str(folder / "db"),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    done = subprocess.run(
        [*command, "--no-sync"], user=account, check=False, capture_output=True, text=True, cwd=folder, env=_plain()
    )
    if done.returncode:
        raise Stop(f"initdb: {done.stderr[-500:]}", f"initdb: {done.stderr[-500:]}", 1)


def _start(folder: Path, account: str | None, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    fixed = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "60"}
    options = [part for name, value in (fixed | settings).items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [_program("postgres"), "-D", str(folder / "db"), *options],
            user=account,
            group=account,
            extra_groups=[] if account else None,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=_plain(),
            start_new_session=True,
            preexec_fn=die_with_parent,
        )


def _wait(folder: Path, server: subprocess.Popen[bytes], account: str | None) -> None:
    until = time.monotonic() + START_SECONDS
    create = [_program("createdb"), "-h", str(folder), "-U", USER, USER]
    while subprocess.run(create, user=account, check=False, capture_output=True, cwd=folder, env=_plain()).returncode:
        if server.poll() is not None or time.monotonic() > until:
            tail = (folder / "log").read_text(errors="replace")[-800:]
            raise Stop(f"PostgreSQL không khởi động được:\n{tail}", f"PostgreSQL did not start:\n{tail}", 1)
        time.sleep(0.1)


def _plain() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}
