"""The product as a person starts it, for walks and launcher tests: ``./motcua run`` in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 240
MORNING = "2026-11-02T08:00"
"""A Monday within office hours, for walks that are not to depend on when they are walked."""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_environment(**more: str) -> dict[str, str]:
    """The environment of a newcomer: no settings of the test run leak in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "DJANGO_", "PYTEST_"))}
    return kept | {"LC_ALL": "C.UTF-8"} | more


@dataclass
class Product:
    """One ``./motcua run`` on a data folder and a port of its own."""

    data: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the launcher and its children printed."""
        return self.data.with_name(self.data.name + ".log")

    def start(self, *arguments: str, seconds: float = START_SECONDS) -> float:
        """Start and wait for the ready line; returns the seconds it took."""
        command = [sys.executable, str(ROOT / "motcua"), "run", "--data", str(self.data), "--port", str(self.port)]
        began = time.monotonic()
        offset = len(self.log.read_text()) if self.log.exists() else 0
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                cwd=ROOT,
                env=plain_environment(**self.environment),
            )
        while self.url not in self.log.read_text()[offset:]:
            if self.process.poll() is not None or time.monotonic() - began > seconds:
                self.stop()
                raise AssertionError(f"the product did not start:\n{self.log.read_text()[offset:]}")
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> int:
        """Ask it to stop as Ctrl-C does; returns its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a plain GET."""
        try:
            with urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()
        except OSError:  # not there yet, or gone in the middle of the answer
            return 0, ""

    def command(self, *arguments: str) -> Any:
        """``product.command("users")``: the JSON that ``./motcua users --data …`` prints."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "motcua"), *arguments, "--data", str(self.data)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=plain_environment(**self.environment),
            timeout=120,
        )
        return json.loads(done.stdout)
