"""A database of its own, the product served from it as in production, and clients that press it."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[1]
APPLICATION = "motcua.config.wsgi:application"
TICKS = os.sysconf("SC_CLK_TCK")


def fresh_database(name: str) -> None:
    """Django, set up on a new empty database beside the one that ``MOTCUA_DATABASE_URL`` names, with all tables."""
    import psycopg

    url = os.environ.get("MOTCUA_DATABASE_URL", "")
    if not url.startswith("postgres"):
        sys.exit(f"{name} measures PostgreSQL: set MOTCUA_DATABASE_URL")
    base, _, _ = url.rpartition("/")
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "bench_{name}"')
        admin.execute(f'CREATE DATABASE "bench_{name}"')
    os.environ["MOTCUA_DATABASE_URL"] = f"{base}/bench_{name}"
    os.environ["MOTCUA_DATA"] = tempfile.mkdtemp(prefix="motcua-bench-")
    os.environ.setdefault("MOTCUA_PROFILE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time of the server and its workers so far."""
        return sum(pid_seconds(pid) for pid in [self.pid, *_children(self.pid)])


@contextmanager
def served(application: str = APPLICATION, workers: int = 2) -> Iterator[Served]:
    """Granian with four blocking threads a worker, as ``./motcua run`` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", str(workers)]
    command = [sys.executable, "-m", "granian", *options, "--blocking-threads", "4", "--log-level", "warning"]
    env = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    child = subprocess.Popen([*command, application], env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield Served(url, child.pid)
    finally:
        child.terminate()
        child.wait(20)


def _wait(url: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            urlopen(f"{url}/healthz", timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit("the server did not start")


def pressed(url: str, *, headers: dict[str, str] | None = None, holds: str, seconds: int = 5) -> dict[str, Any]:
    """What wrk measures with 16 connections on one thread: requests a second, p50 and p99, answers other than 2xx.

    The page must hold these words: a quick answer that is not the page proves nothing.
    """
    with urlopen(Request(url, headers=headers or {}), timeout=10) as answer:
        page = answer.read().decode()
    if holds not in page:
        sys.exit(f"{url} does not hold {holds!r}: {page[:400]}")
    told = [part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", *told, url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    return {
        "requests_per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]),  # type: ignore[index]
        "p50": re.search(r"50%\s+(\S+)", output)[1],  # type: ignore[index]
        "p99": re.search(r"99%\s+(\S+)", output)[1],  # type: ignore[index]
        "refused": int(wrong[1]) if wrong else 0,
    }


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed] + [below for one in listed for below in _children(int(one))]


def pid_seconds(pid: int) -> float:
    """Processor time of one process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
