"""A backup is verified, restores to the same, and says what is broken."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from launch import postgres
from launch.place import read_environment_file

pytestmark = pytest.mark.sqlite_only
ROOT = Path(__file__).resolve().parent.parent.parent


def backup(*arguments, database=None):
    env = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    if database:
        env["MOTCUA_DATABASE_URL"] = database
    command = [sys.executable, str(ROOT / "deploy/backup.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


def rows(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name FROM unit").fetchall()


@pytest.fixture
def data(tmp_path):
    """A small installation in use: the last row is still in the write-ahead log."""
    folder = tmp_path / "data"
    (folder / "files/ab").mkdir(parents=True)
    (folder / "files/ab/paper").write_bytes(b"giay to")
    (folder / "files/incoming/x").mkdir(parents=True)
    (folder / "files/incoming/x/half").write_bytes(b"half")
    (folder / "secret_key").write_text("key")
    (folder / "ledger_key").write_text("seal")
    connection = sqlite3.connect(folder / "motcua.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE unit (name)")
    connection.execute("INSERT INTO unit VALUES ('Thoại Sơn')")
    connection.commit()
    yield folder
    connection.close()


def saved(data, to):
    done = backup("save", "--data", data, "--to", to)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.split(": ", 1)[1].strip())


def test_what_was_saved_comes_back(data, tmp_path):
    kept = saved(data, tmp_path / "backups")
    assert backup("verify", kept).stdout == "4 files, all as they were saved\n"
    done = backup("restore", kept, "--data", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "again/motcua.sqlite3") == [("Thoại Sơn",)]
    assert (tmp_path / "again/files/ab/paper").read_bytes() == b"giay to"
    assert (tmp_path / "again/secret_key").read_text() == "key"
    assert (tmp_path / "again/ledger_key").read_text() == "seal"


def test_seals_trust_exchange_and_papers_that_wait_come_back(data, tmp_path):
    small = {
        "signing/seals/xa.pem": "seal",
        "trust/root.der": "root",
        "exchange.json": "{}",
        "scans/H01.52.01/waits.pdf": "paper",
        "scans/H01.52.01/taken/old.pdf": "kept elsewhere",
    }
    for name, content in small.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content)
    (data / "signing/seals/xa.pem").chmod(0o600)
    (data / ".motcua.json").write_text('{"is_empty": true, "file_key": "/k", "static": "made"}')
    kept = saved(data, tmp_path / "backups")
    done = backup("restore", kept, "--data", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    back = [name for name in small if (tmp_path / "again" / name).exists()]
    assert back == list(small)[:-1]
    assert (tmp_path / "again/signing/seals/xa.pem").stat().st_mode & 0o777 == 0o600
    assert json.loads((tmp_path / "again/.motcua.json").read_text()) == {"is_empty": True, "file_key": "/k"}


KEY = "20260101T000000Z"


def lock(data):
    """As the product keeps papers: sealed with a key that lies in a folder of its own."""
    (data / "files/ab/paper").write_bytes(b"\x89mcS\r\n\x1a\x01" + KEY.encode() + b"sealed")
    (data / "keys").mkdir(mode=0o700)
    (data / f"keys/{KEY}.key").write_text("ab" * 32)


def test_keys_are_saved_apart_and_come_back(data, tmp_path):
    lock(data)
    kept = saved(data, tmp_path / "backups")
    assert not [path for path in kept.rglob("*") if path.suffix == ".key"]
    apart = tmp_path / "usb"
    for _ in range(2):
        done = backup("keys", "--data", data, "--to", apart)
        assert done.stdout.startswith("1 keys in"), done.stderr
    assert (apart / f"{KEY}.key").stat().st_mode & 0o777 == 0o600
    done = backup("restore", kept, "--data", tmp_path / "again", "--keys", apart)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"again/keys/{KEY}.key").read_text() == "ab" * 32


def test_a_restore_without_the_keys_says_so(data, tmp_path):
    lock(data)
    done = backup("restore", saved(data, tmp_path / "backups"), "--data", tmp_path / "again")
    assert done.returncode == 1
    assert (tmp_path / "again/files/ab/paper").exists()
    assert "papers stay locked" in done.stderr
    assert KEY in done.stderr


def test_a_saved_key_is_never_written_over(data, tmp_path):
    lock(data)
    apart = tmp_path / "usb"
    apart.mkdir()
    (apart / f"{KEY}.key").write_text("cd" * 32)
    done = backup("keys", "--data", data, "--to", apart)
    assert done.returncode == 1
    assert "another key of the same name" in done.stderr
    assert "no keys there" in backup("keys", "--data", tmp_path / "nothing", "--to", apart).stderr


def test_a_backup_that_fails_leaves_no_folder(tmp_path):
    done = backup("save", "--data", tmp_path / "nothing", "--to", tmp_path / "backups")
    assert done.returncode != 0
    assert "is not there" in done.stderr
    assert not list((tmp_path / "backups").iterdir())


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda kept: (kept / "files/ab/paper").write_bytes(b"other"), "is not what was saved"),
        (lambda kept: (kept / "files/ab/paper").unlink(), "missing or strange"),
        (lambda kept: (kept / "more").write_text("x"), "missing or strange"),
        (lambda kept: (kept / "manifest.json").unlink(), "broken off"),
    ],
)
def test_a_harmed_backup_is_found_and_not_restored(data, tmp_path, harm, said):
    kept = saved(data, tmp_path / "backups")
    harm(kept)
    assert said in backup("verify", kept).stderr
    assert backup("restore", kept, "--data", tmp_path / "again").returncode == 1
    assert not (tmp_path / "again").exists()


def test_nothing_that_exists_is_written_over(data, tmp_path):
    done = backup("restore", saved(data, tmp_path / "backups"), "--data", data)
    assert done.returncode == 1
    assert "move it away first" in done.stderr


def test_old_backups_go_and_papers_are_shared(data, tmp_path):
    older = saved(data, tmp_path / "backups")
    older.rename(older.with_name("motcua-20200101T000000Z"))
    newer = saved(data, tmp_path / "backups")
    assert (newer / "files/ab/paper").stat().st_nlink == 2
    newer.rename(newer.with_name("motcua-20210101T000000Z"))
    backup("save", "--data", data, "--to", tmp_path / "backups", "--keep", "1")
    [left] = (tmp_path / "backups").iterdir()
    assert backup("verify", left).returncode == 0


def test_a_postgresql_installation_comes_back(data, tmp_path):
    import psycopg

    with postgres.temporary() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE unit (name text)")
            connection.execute("INSERT INTO unit VALUES ('Thoại Sơn')")
            connection.execute("CREATE DATABASE again")
        kept = backup("save", "--data", data, "--to", tmp_path / "backups", database=url)
        assert kept.returncode == 0, kept.stderr
        folder = kept.stdout.split(": ", 1)[1].strip()
        assert "already has tables" in backup("restore", folder, "--data", tmp_path / "again", database=url).stderr
        fresh = url.rsplit("/", 1)[0] + "/again"
        done = backup("restore", folder, "--data", tmp_path / "again", database=fresh)
        assert done.returncode == 0, done.stderr
        with psycopg.connect(fresh) as connection:
            assert connection.execute("SELECT name FROM unit").fetchall() == [("Thoại Sơn",)]


def test_the_example_settings_name_only_what_the_product_reads():
    settings = (ROOT / "src/motcua/config/settings.py").read_text()
    names = read_environment_file(ROOT / "deploy/production.env.example")
    assert [name for name in names if f'"{name}"' not in settings] == []
