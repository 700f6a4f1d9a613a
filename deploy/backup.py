#!/usr/bin/env python3
"""Save, verify and restore an installation: its database and its files, SQLite or PostgreSQL (standard library only).

    python3 deploy/backup.py keys --to /media/usb/motcua-keys        (the keys of the files: apart from all else)
    python3 deploy/backup.py save --to /var/backups/motcua [--keep 30]
    python3 deploy/backup.py verify /var/backups/motcua/motcua-20261124T013000Z
    python3 deploy/backup.py restore /var/backups/motcua/motcua-20261124T013000Z [--keys /media/usb/motcua-keys]

Reads MOTCUA_DATA, MOTCUA_DATABASE_URL, MOTCUA_FILE_KEYS_DIR (or --data, --database, --file-keys). The database is taken
before the files: files are kept under the hash of their content and never change, so every file that the database
names is in the backup. With them go the seals of the agency, whom we trust, the exchange and papers still to be taken.
A backup is a folder with ``manifest.json``; one without it was broken off and is no backup.
Files are encrypted and their master keys are never part of a backup, so that whoever finds one cannot read them.
"""

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

MANIFEST = "manifest.json"
SQLITE = "motcua.sqlite3"
KEYS = ("secret_key", "ledger_key")
BESIDE = ("signing", "trust", "exchange.json", "axis", "scans")  # seals, whom we trust, the exchange, papers unread
MARKS, MARKED = ".motcua.json", ("is_empty", "file_key")  # how the folder was made; what else it says is made anew
DUMP = "motcua.dump"
SEALED = b"\x89mcS\r\n\x1a\x01"  # how a sealed file begins; the name of its key follows, 16 letters
UNFINISHED = "incoming"
TAKEN = ("taken", "refused")  # in a scanner's folder: what is kept elsewhere by now


class Broken(Exception):
    """Why it cannot be done."""


def save(data: Path, database: str | None, to: Path, *, keep: int) -> Path:
    """A new backup, verified before it counts; older ones beyond ``keep`` go."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = to / datetime.now(UTC).strftime("motcua-%Y%m%dT%H%M%SZ")
    target.mkdir(mode=0o700)
    try:
        _fill(target, data, database)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)  # what broke off is no backup and takes no room
        raise
    _drop_old(to, keep)
    return target


def _fill(target: Path, data: Path, database: str | None) -> None:
    if database:
        _dump(database, target / DUMP)
    else:
        _copy_sqlite(data / SQLITE, target / SQLITE)
    (target / "files").mkdir()
    for name in ("files", *BESIDE, *KEYS):
        if (data / name).is_dir():
            _copy_folder(data, target, name)
        elif (data / name).exists():
            shutil.copy2(data / name, target / name)
    if (data / MARKS).exists():
        told = json.loads((data / MARKS).read_text())
        (target / MARKS).write_text(json.dumps({name: told[name] for name in MARKED if name in told}))
    manifest = {"made_at": datetime.now(UTC).isoformat(), "kind": "postgresql" if database else "sqlite"}
    manifest["sha256"] = {name: _digest(target / name) for name in _names(target)}
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1))
    verify(target)


def _copy_folder(data: Path, target: Path, name: str) -> None:
    def passed_over(folder: str, _: list[str]) -> tuple[str, ...]:
        if Path(folder) == data / "files":
            return (UNFINISHED,)
        return TAKEN if Path(folder).parent == data / "scans" else ()

    copy = _link_or_copy(target.parent, target)
    shutil.copytree(data / name, target / name, copy_function=copy, dirs_exist_ok=True, ignore=passed_over)


def verify(backup: Path) -> int:
    """Every file is there with its hash, nothing else is, and the database can be read; returns how many files."""
    if not (backup / MANIFEST).exists():
        raise Broken(f"{backup}: no {MANIFEST}; this backup was broken off")
    manifest = json.loads((backup / MANIFEST).read_text())
    sums = manifest["sha256"]
    found = set(_names(backup)) - {MANIFEST}
    if found != set(sums):
        raise Broken(f"{backup}: missing or strange: {sorted(found ^ set(sums))[:5]}")
    for name, digest in sums.items():
        if _digest(backup / name) != digest:
            raise Broken(f"{backup}: {name} is not what was saved")
    if manifest["kind"] == "sqlite":
        _check_sqlite(backup / SQLITE)
    else:
        _run(["pg_restore", "--list", str(backup / DUMP)])
    return len(sums)


def save_keys(keys: Path, to: Path) -> int:
    """Copies of the master keys that ``to`` does not have yet, for the owner only; returns how many it now has."""
    found = sorted(keys.glob("*.key"))
    if not found:
        raise Broken(f"{keys}: no keys there")
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    for key in found:
        copy = to / key.name
        if not copy.exists():
            _copy_key(key, copy)
        elif copy.read_bytes() != key.read_bytes():
            raise Broken(f"{copy} is another key of the same name; give a folder of its own for this installation")
    return len(list(to.glob("*.key")))


def restore_keys(backup: Path, keys: Path, saved: Path | None) -> list[str]:
    """Put saved keys into place, never over one that is there; returns the keys that files need and nobody brought."""
    for key in sorted(saved.glob("*.key")) if saved else []:
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (keys / key.name).exists():
            _copy_key(key, keys / key.name)
    return sorted(_keys_of(backup / "files") - {key.stem for key in keys.glob("*.key")})


def _copy_key(source: Path, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
        copy.write(source.read_bytes())
        copy.flush()
        os.fsync(copy.fileno())


def _keys_of(files: Path) -> set[str]:
    """Names of the keys that the files need, from their first bytes."""
    needed = set()
    for path in files.rglob("*"):
        if path.is_file():
            with path.open("rb") as opened:
                start = opened.read(len(SEALED) + 16)
            if start.startswith(SEALED):
                needed.add(start[len(SEALED) :].decode("ascii", "replace"))
    return needed


def restore(backup: Path, data: Path, database: str | None) -> None:
    """Into an empty data folder (and, for PostgreSQL, an empty database): nothing that exists is written over."""
    verify(backup)
    kind = json.loads((backup / MANIFEST).read_text())["kind"]
    if (kind == "postgresql") != bool(database):
        raise Broken(
            f"this is a backup of {kind}; MOTCUA_DATABASE_URL must {'' if kind == 'postgresql' else 'not '}be set"
        )
    in_the_way = [name for name in (SQLITE, "files", *BESIDE, *KEYS) if (data / name).exists()]
    if in_the_way:
        raise Broken(f"{data} already has {', '.join(in_the_way)}; move it away first")
    if database:
        where, secret = _without_password(database)
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        if _run(["psql", "-XAtc", tables, where], secret).strip() != "0":
            raise Broken("the database already has tables; give an empty one")
        careful = ["--no-owner", "--single-transaction", "--exit-on-error"]
        _run(["pg_restore", *careful, "-d", where, str(backup / DUMP)], secret)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("files", SQLITE, *BESIDE, *KEYS, MARKS):
        source = backup / name
        if source.is_dir():
            shutil.copytree(source, data / name)
        elif source.exists():
            shutil.copy2(source, data / name)


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _link_or_copy(to: Path, target: Path):
    """Unchanged papers are shared with the newest older backup by hard links: a night costs only what is new."""
    older = sorted(path for path in to.glob("motcua-*") if path != target and (path / MANIFEST).exists())

    def copy(source: str, destination: str) -> None:
        name = Path(destination).relative_to(target)
        twin = older[-1] / name if older else None
        if twin and twin.exists() and _digest(twin) == _digest(Path(source)):
            os.link(twin, destination)
        elif Path(source).exists():  # a file that was being stored may have moved to its place
            shutil.copy2(source, destination)

    return copy


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise Broken(f"{source} is not there")
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)  # a consistent picture while the product goes on writing
        copy.execute("PRAGMA journal_mode=DELETE")


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as failed:
        said = str(failed)
    if said != "ok":
        raise Broken(f"{path}: {said}")


def _dump(database: str, target: Path) -> None:
    where, secret = _without_password(database)
    _run(["pg_dump", "--format=custom", "--no-owner", "--file", str(target), where], secret)


def _without_password(database: str) -> tuple[str, dict[str, str]]:
    """A command line is seen by everyone on the machine; an environment is not."""
    parts = urlsplit(database)
    if parts.password is None:
        return database, {}
    host = parts.netloc.rpartition("@")[2]
    bare = parts._replace(netloc=f"{parts.username}@{host}").geturl()
    return bare, {"PGPASSWORD": unquote(parts.password)}


def _run(command: list[str], secret: dict[str, str] | None = None) -> str:
    env = os.environ | (secret or {})
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    except FileNotFoundError:
        raise Broken(f"{command[0]} is not here; install postgresql-client") from None
    if done.returncode:
        raise Broken(f"{command[0]}: {done.stderr.strip()[-500:]}")
    return done.stdout


def _drop_old(to: Path, keep: int) -> None:
    whole = sorted(path for path in to.glob("motcua-*") if (path / MANIFEST).exists())
    for path in whole[:-keep] if keep > 0 else []:
        shutil.rmtree(path)


def _do(options: argparse.Namespace) -> None:
    keys = options.file_keys or (options.data and options.data / "keys")
    if options.act == "save":
        print(f"saved and verified: {save(options.data, options.database, options.to, keep=options.keep)}")
    elif options.act == "keys":
        print(f"{save_keys(keys, options.to)} keys in {options.to}; keep them away from the other backups")
    elif options.act == "verify":
        print(f"{verify(options.backup)} files, all as they were saved")
    else:
        restore(options.backup, options.data, options.database)
        print(f"restored to {options.data}")
        lacking = restore_keys(options.backup, keys, options.keys)
        if lacking:
            raise Broken(
                f"all is restored, but papers stay locked: the keys {', '.join(lacking)} are not in {keys}. "
                "Put them there from where `backup.py keys` saved them."
            )


def main() -> int:
    """Do what is asked; one sentence and exit code 1 when it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["save", "keys", "verify", "restore"])
    parser.add_argument("backup", nargs="?", type=Path, help="the backup to verify or restore")
    parser.add_argument("--to", type=Path, help="folder of the backups")
    parser.add_argument("--keep", type=int, default=30, help="how many backups stay (30; 0 keeps all)")
    parser.add_argument("--data", type=Path, default=os.environ.get("MOTCUA_DATA"))
    parser.add_argument("--file-keys", type=Path, default=os.environ.get("MOTCUA_FILE_KEYS_DIR"))
    parser.add_argument("--keys", type=Path, help="restore: the folder of saved keys")
    parser.add_argument("--database", default=os.environ.get("MOTCUA_DATABASE_URL"))
    options = parser.parse_args()
    if (options.to if options.act in {"save", "keys"} else options.backup) is None:
        parser.error("save and keys need --to; verify and restore need a backup")
    if options.act != "verify" and options.data is None:
        parser.error("set MOTCUA_DATA or give --data")
    try:
        _do(options)
    except (Broken, OSError) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
