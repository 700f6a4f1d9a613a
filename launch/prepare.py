"""Everything between the packages and the server: messages, static files, database, the locality and its demo.

Each step leaves a mark in the data folder (or beside its result), so the next start skips it after a cheap look.
"""

import hashlib
import json
import os
import re
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from launch import packages, system
from launch.place import PYTHON, ROOT, SRC, environment, file_keys
from launch.words import Stop, say, step, words

MARKS = ".motcua.json"
SHIPPED = SRC / "motcua" / "people" / "data"
OURS = (
    "motcua.sqlite3",
    "motcua.sqlite3-wal",
    "motcua.sqlite3-shm",
    "files",
    "scratch",
    "keys",
    "cache",
    "mail",
    "signing",
    "axis",
    "exchange.json",
    "static",
    "trust",
    "secret_key",
    "ledger_key",
)
KEYS = {"secret_key": "MOTCUA_SECRET_KEY", "ledger_key": "MOTCUA_LEDGER_KEY"}


def read_marks(data: Path) -> dict[str, Any]:
    """What earlier starts have done in this data folder."""
    try:
        return dict(json.loads((data / MARKS).read_text()))
    except (OSError, ValueError):
        return {}


def mark(data: Path, **done: Any) -> None:
    """Remember that a step is done; written whole or not at all."""
    fresh = data / f"{MARKS}.new"
    fresh.write_text(json.dumps(read_marks(data) | done, indent=1, sort_keys=True))
    fresh.replace(data / MARKS)


def make_folder(data: Path) -> None:
    """The data folder and its keys, readable by their owner only: one signs people in, one seals the ledger."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as failed:
        raise Stop(f"Không dùng được thư mục {data}: {failed}", f"The folder {data} cannot be used: {failed}") from None
    for name, variable in KEYS.items():
        if not (data / name).exists() and not os.environ.get(variable):
            with os.fdopen(os.open(data / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
                kept.write(secrets.token_urlsafe(60))


def make_file_key(data: Path) -> None:
    """The first master key of the files, once for a data folder: where it is gone later, it must be put back."""
    if read_marks(data).get("file_key"):
        return
    folder = file_keys(data)
    if not any(folder.glob("*.key")):
        _python(data, "-m", "motcua.files.keyring", str(folder))
    mark(data, file_key=str(folder))


def prepare(data: Path, *, is_empty: bool) -> None:
    """Bring the data folder to where the server can start; quick when nothing changed."""
    prepare_code(data)
    _bring_tokens(data)
    _load(data, is_empty=is_empty)


def load_locality(data: Path, folder: str) -> None:
    """Units, calendar and procedures of a real office, without an invented person or case; adds what is missing."""
    place = SHIPPED / folder if (SHIPPED / folder).is_dir() else Path(folder).expanduser().resolve()
    lacking = [name for name in ("units.csv", "locality.json") if not (place / name).is_file()]
    if lacking:
        shipped = ", ".join(sorted(one.name for one in SHIPPED.iterdir() if one.is_dir()))
        raise Stop(
            f"{place} thiếu {', '.join(lacking)}. Xem docs/howto/locality.md. Có sẵn: {shipped}",
            f"{place} lacks {', '.join(lacking)}. See docs/howto/locality.md. Shipped: {shipped}",
        )
    command = [str(PYTHON), "-m", "motcua.demo.load", "--data", str(data), "--empty", "--no-people"]
    with step("Địa phương", "Locality"):
        _pass_through(command, environment(data, MOTCUA_LOCALITY=str(place)))


def take_in_news(data: Path) -> None:
    """What a new version brings to an office in use: special days to confirm, English that procedures lacked."""
    shipped = [
        *(SRC / "motcua" / "workdays" / "data").iterdir(),
        *(SRC / "motcua" / "procedures" / "data").rglob("*.json"),
    ]
    wanted = f"{_listing(shipped)} {_database_name()}"
    if read_marks(data).get("news") == wanted:
        return
    with step("Lịch nghỉ, câu tiếng Anh", "Calendar, English"):
        _python(data, "-m", "motcua.demo.load", "--data", str(data), "--news")
    mark(data, news=wanted)


def prepare_code(data: Path) -> None:
    """What depends on the code alone: messages, static files, the tables of the database."""
    packages.ensure("run")
    make_folder(data)
    _python(data, "-c", "import motcua.config.settings")  # wrong ones are told before anything starts with them
    compile_messages()
    _collect_static(data)
    _migrate(data)
    make_file_key(data)


# --- the look that decides -------------------------------------------------------------------------------------------


def _listing(files: Iterable[Path]) -> str:
    """Names, sizes and times of files: changes when one of them does, costs no reading."""
    lines = sorted(f"{path.relative_to(ROOT)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _in_folders(name: str) -> list[Path]:
    return [path for folder in SRC.rglob(name) for path in folder.rglob("*") if path.is_file()]


def _python(data: Path, *arguments: str, env: dict[str, str] | None = None) -> None:
    command = [str(PYTHON), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(data) | (env or {}), check=False, capture_output=True, text=True
    )
    if done.returncode:
        _stop_if_known(done.stderr)
        print(done.stdout[-2000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        raise Stop(f"Lỗi khi chạy: {' '.join(arguments)}", f"This step failed: {' '.join(arguments)}", 1)


def _stop_if_known(said: str) -> None:
    """What whoever set it up can mend themselves is one sentence, without the program's own trace."""
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
    kind, _, why = last.partition(": ")
    if kind.endswith(".ImproperlyConfigured"):
        raise Stop(f"Cài đặt chưa đúng: {why}", f"The settings are wrong: {why}")
    failed = re.search(r"^django\.db\.utils\.OperationalError: (.+)", said, re.MULTILINE)
    if failed:
        raise Stop(
            f"Không nối được cơ sở dữ liệu ({_database_name()}): {failed[1]}. Xem MOTCUA_DATABASE_URL và máy chủ đó.",
            f"The database {_database_name()} cannot be reached: {failed[1]}. See MOTCUA_DATABASE_URL and that server.",
        )


# --- steps -----------------------------------------------------------------------------------------------------------


def compile_messages() -> None:
    """The English catalogues, from ``.po`` to ``.mo``, when one is newer than its result."""
    catalogues = [(po, po.with_suffix(".mo")) for po in SRC.rglob("locale/*/LC_MESSAGES/*.po")]
    if all(mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns for po, mo in catalogues):
        return
    with step("Bản dịch tiếng Anh", "English texts"):
        subprocess.run([str(PYTHON), "tools/messages.py", "compile"], cwd=ROOT, check=True, capture_output=True)


def _collect_static(data: Path) -> None:
    wanted = _listing(_in_folders("static")) + packages.fingerprint("run")
    if read_marks(data).get("static") == wanted and (data / "static").is_dir():
        return
    with step("Tệp giao diện", "Static files"):
        _python(data, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0")
    mark(data, static=wanted)


def _migrate(data: Path) -> None:
    if _is_migrated(data):
        return
    with step("Cơ sở dữ liệu", "Database"):
        _python(data, "-m", "django", "migrate", "--noinput", "-v", "0")
    mark(data, packages=packages.fingerprint("run"))


def _is_migrated(data: Path) -> bool:
    """For SQLite, read from its own record without starting Django; another database is always asked by Django."""
    database = data / "motcua.sqlite3"
    if os.environ.get("MOTCUA_DATABASE_URL") or not database.exists():
        return False
    if read_marks(data).get("packages") != packages.fingerprint("run"):
        return False
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            applied = set(connection.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.Error:
        return False
    return _migrations() <= applied


def _migrations() -> set[tuple[str, str]]:
    files = SRC.glob("motcua/**/migrations/[0-9]*.py")
    return {(path.parent.parent.name, path.stem) for path in files}


def _bring_tokens(data: Path) -> None:
    """Software tokens for the signers of the demo, tried once: without them leaders approve without a signature."""
    lacking = system.missing(system.FOR_SIGNING)
    if not lacking or read_marks(data).get("tokens"):
        return
    names = [part.package for part in lacking]
    if system.can_install():
        with step("Thiết bị ký dùng thử", "Signing devices of the demo"):
            system.install(names)
    if system.missing(system.FOR_SIGNING):
        say(
            f"  ! Thiếu {' '.join(names)}: lãnh đạo bản dùng thử duyệt không ký số. "
            f"Cài: sudo apt-get install {' '.join(names)}, rồi ./motcua run --reset",
            f"  ! Without {' '.join(names)} the leaders of the demo approve without a digital signature. "
            f"Install: sudo apt-get install {' '.join(names)}, then ./motcua run --reset",
        )
    mark(data, tokens="tried")


def _load(data: Path, *, is_empty: bool) -> None:
    marks = read_marks(data)
    wanted = _listing([*_in_folders("data"), *SRC.glob("motcua/demo/**/*.py")])
    if "is_empty" in marks and marks["is_empty"] != is_empty:
        _say_that_it_stays(data, is_empty=bool(marks["is_empty"]))
    is_empty = bool(marks.get("is_empty", is_empty))
    if marks.get("loaded") == wanted and _database_is(marks):
        return
    command = [str(PYTHON), "-m", "motcua.demo.load", "--data", str(data), *(["--empty"] if is_empty else [])]
    with step("Dữ liệu", "Data"):
        _pass_through(command, environment(data))
    mark(data, loaded=wanted, is_empty=is_empty, database=_database_name())


def _database_name() -> str:
    url = os.environ.get("MOTCUA_DATABASE_URL", "sqlite")
    return re.sub(r"//[^@/]*@", "//", url)  # no password in the marks


def _database_is(marks: dict[str, Any]) -> bool:
    return marks.get("database") == _database_name()


def _say_that_it_stays(data: Path, *, is_empty: bool) -> None:
    kept = words("không có hồ sơ mẫu", "no demo cases") if is_empty else words("có hồ sơ mẫu", "demo cases")
    say(
        f"  ! {data} đã được tạo với: {kept}. Giữ nguyên; làm lại từ đầu: ./motcua run --reset",
        f"  ! {data} was made with: {kept}. Kept as it is; to start anew: ./motcua run --reset",
    )


def _pass_through(command: list[str], env: dict[str, str]) -> None:
    """Show each ``step: text`` line of the loader as it comes; its errors only when it fails."""
    tail: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as loader:
        for line in loader.stdout or ():
            tail = [*tail[-60:], line]
            if re.match(r"[\w.-]+: ", line):
                print(f"      {line.rstrip()}", flush=True)
    if loader.returncode:
        print("".join(tail), file=sys.stderr)
        raise Stop("Không nạp được dữ liệu (xem ở trên).", "The data could not be loaded (see above).", 1)
