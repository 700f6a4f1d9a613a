"""``./motcua test``: the whole gate; ``./motcua bench``: the benchmarks. Each on databases of its own."""

import os
import signal
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from launch import packages, postgres, system
from launch.check import check
from launch.place import PYTHON, ROOT, environment
from launch.prepare import compile_messages
from launch.words import Stop, say, step

QUICK = "not browser and not slow"
ON_SQLITE = f"not postgres_only and {QUICK}"
ON_POSTGRES = f"uses_database and not sqlite_only and {QUICK}"


@dataclass(frozen=True)
class Part:
    """One run of pytest and what came of it."""

    name: str
    code: int
    counts: dict[str, int]
    seconds: float


def test(arguments: list[str]) -> int:
    """Without arguments the whole gate; with arguments only pytest with them (``--pg``: on PostgreSQL)."""
    signal.signal(signal.SIGTERM, _end)
    packages.ensure("all")
    compile_messages()
    if arguments:
        return _some(arguments)
    absent = _bring_what_is_missing()
    say("Kiểm tra nhanh", "Checks")
    checked = check([])
    parts = _all_parts({part.name for part in absent})
    _summary(parts, checked)
    for part in absent:
        say(f"  ! CHƯA CHẠY: cần {part.package}", f"  ! NOT RUN: needs {part.package}")
    return 1 if checked or any(part.code for part in parts) else 0


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # so that what was started is stopped on the way out


def _some(arguments: list[str]) -> int:
    if "--pg" not in arguments:
        return _pytest(["-m", "not postgres_only", *arguments], None)
    with postgres.temporary() as url:
        return _pytest(["-m", "not sqlite_only", *(one for one in arguments if one != "--pg")], url)


def _bring_what_is_missing() -> list[system.Part]:
    """Programs of the system that the tests need: installed as root, else named; CI may not go on without them."""
    absent = system.missing(system.FOR_TESTS)
    if absent and system.can_install():
        names = [part.package for part in absent]
        with step(f"Gói hệ thống: {' '.join(names)}", f"System packages: {' '.join(names)}"):
            system.install(names)
        absent = system.missing(system.FOR_TESTS)
    names = [part.package for part in absent]
    if absent and os.environ.get("CI", "").lower() == "true":
        raise Stop(f"CI thiếu: {' '.join(names)}", f"CI lacks: {' '.join(names)}", 1)
    if absent:
        say(
            f"  ! Thiếu {' '.join(names)}: một phần sẽ KHÔNG chạy. Cài: sudo apt-get install {' '.join(names)}",
            f"  ! Without {' '.join(names)} a part will NOT run. Install: sudo apt-get install {' '.join(names)}",
        )
    return absent


def _all_parts(absent: set[str]) -> list[Part]:
    parts = [_part("SQLite", ["-m", ON_SQLITE], None)]
    if "postgresql" not in absent:
        with postgres.temporary() as url:
            parts.append(_part("PostgreSQL", ["-m", ON_POSTGRES], url))
    if "chromium" not in absent:
        parts.append(_part("browser", ["-m", "browser and not slow"], None))
    return parts


def _part(name: str, arguments: list[str], url: str | None) -> Part:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-gate-") as folder:
        report = Path(folder) / "report.xml"
        side_by_side = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadgroup"]
        code = _pytest([*arguments, *side_by_side, f"--junitxml={report}", "--durations=5"], url)
        return Part(name, code, _counts(report), time.monotonic() - began)


def _counts(report: Path) -> dict[str, int]:
    try:
        suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314 - written by our own pytest a moment ago
        sums = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        for suite in suites:
            sums = {name: count + int(suite.get(name, 0)) for name, count in sums.items()}
    except (OSError, ET.ParseError):
        return {"passed": 0, "failed": 1, "skipped": 0}
    failed = sums["failures"] + sums["errors"]
    return {"passed": sums["tests"] - failed - sums["skipped"], "failed": failed, "skipped": sums["skipped"]}


def _pytest(arguments: Sequence[str], url: str | None) -> int:
    env = {name: value for name, value in environment().items() if not name.startswith("MOTCUA_")}
    del env["DJANGO_SETTINGS_MODULE"]  # the tests have settings of their own
    if url:
        env["MOTCUA_DATABASE_URL"] = url
    return subprocess.run([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=env, check=False).returncode


def _summary(parts: list[Part], checked: int) -> None:
    print("\n== gate")
    print(f"  {'✗' if checked else '✓'} checks")
    for part in parts:
        counts = ", ".join(f"{count} {name}" for name, count in part.counts.items())
        print(f"  {'✗' if part.code else '✓'} {part.name}: {counts} ({part.seconds:.0f} s)")
    total = {name: sum(part.counts[name] for part in parts) for name in ("passed", "failed", "skipped")}
    total["failed"] += 1 if checked else 0
    print(f"gate: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped", flush=True)


# --- benchmarks ------------------------------------------------------------------------------------------------------


def bench(arguments: list[str]) -> int:
    """All benchmarks, or those named; on a durable PostgreSQL unless ``MOTCUA_DATABASE_URL`` names one."""
    signal.signal(signal.SIGTERM, _end)
    found = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))}
    names = [name for name in arguments if not name.startswith("-")] or list(found)
    options = [name for name in arguments if name.startswith("-")]
    unknown = [name for name in names if name not in found]
    if unknown or not found:
        raise Stop(f"Có các phép đo: {' '.join(found)}", f"There are these benchmarks: {' '.join(found)}")
    packages.ensure("all")
    if system.missing([system.WRK, system.POSTGRES]) and system.can_install():
        system.install([part.package for part in system.missing([system.WRK, system.POSTGRES])])
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as data:
        given = os.environ.get("MOTCUA_DATABASE_URL")
        if given:
            return _measure(names, options, environment(Path(data)))
        with postgres.temporary(postgres.DURABLE) as url:
            return _measure(names, options, environment(Path(data), MOTCUA_DATABASE_URL=url))


def _measure(names: list[str], options: list[str], env: dict[str, str]) -> int:
    worst = 0
    for name in names:
        print(f"\n== {name}", flush=True)
        command = [str(PYTHON), "-m", f"benchmarks.{name}", *options]
        env = env | {"PYTHONPATH": f"{env['PYTHONPATH']}:{ROOT}"}
        worst = max(worst, subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)
    return worst
