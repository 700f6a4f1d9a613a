"""``./motcua check``: everything that can be said about the code without running a test."""

import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from launch import packages
from launch.place import PRODUCTION_EXAMPLE, PYTHON, ROOT, VENV, environment, read_environment_file
from launch.words import say

KEY = "check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2  # long enough to be judged, used for nothing


def _tool(name: str) -> str:
    return str(VENV / "bin" / name)


def _production(data: Path) -> dict[str, str]:
    """The example settings of production, as an operator would have filled them in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    example = read_environment_file(PRODUCTION_EXAMPLE)
    return kept | example | {"MOTCUA_DATA": str(data), "MOTCUA_SECRET_KEY": KEY, "MOTCUA_LEDGER_KEY": KEY}


def commands(data: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The checks by name, the slowest first."""
    env = environment(data)
    django = [str(PYTHON), "-m", "django"]
    return {
        "types": ([_tool("mypy"), "-p", "motcua", "-p", "launch"], env),
        "imports": ([_tool("lint-imports"), "--no-cache"], env),
        "migrations": ([*django, "makemigrations", "--check", "--dry-run"], env),
        "production": (
            [*django, "check", "--deploy", "--fail-level", "WARNING"],
            environment() | _production(data),
        ),
        "messages": ([str(PYTHON), "tools/messages.py", "check"], env),
        "format": ([_tool("ruff"), "format", "--check", "."], env),
        "lint": ([_tool("ruff"), "check", "--quiet", "."], env),
    }


def check(arguments: list[str]) -> int:
    """All checks side by side; what one of them says is shown only when it fails."""
    packages.ensure("all")
    with tempfile.TemporaryDirectory(prefix="motcua-check-") as data, ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        wanted = {name: how for name, how in commands(Path(data)).items() if not arguments or name in arguments}
        if not wanted:
            say("Các phần: " + " ".join(commands(Path(data))), "Parts: " + " ".join(commands(Path(data))))
            return 2
        results = {name: pool.submit(_one, *how) for name, how in wanted.items()}
        return max([_tell(name, result.result()) for name, result in results.items()])


@dataclass(frozen=True)
class _Outcome:
    code: int
    said: str
    seconds: float


def _one(command: list[str], env: dict[str, str]) -> _Outcome:
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return _Outcome(done.returncode, done.stdout, time.monotonic() - began)


def _tell(name: str, outcome: _Outcome) -> int:
    print(f"  {'✗' if outcome.code else '✓'} {name} ({outcome.seconds:.1f} s)", flush=True)
    if outcome.code:
        print("\n".join(f"      {line}" for line in outcome.said.strip().splitlines()[-80:]), flush=True)
    return 1 if outcome.code else 0
