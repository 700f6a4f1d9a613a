"""What every store promises, on a local disk and behind a server that speaks S3."""

import errno
import hashlib
import os
import socket
from pathlib import Path

import pytest

from motcua.files import s3_store
from motcua.files.bucket import Bucket
from motcua.files.ports import Store, StoreAway, StoreFull
from motcua.files.s3_store import S3Store
from motcua.files.vault import FileDamaged, Vault, content_name

pytestmark = pytest.mark.sqlite_only
CONTENT = "Giấy khai sinh của Đặng Thị Ngọc Ánh".encode() * 5000
NAME = "ab/cd/abcd"


def put(store: Store, name: str, content: bytes) -> None:
    with store.place() as place:
        (place / "x").write_bytes(content)
        store.put(name, place / "x")


def keep(vault: Vault, tmp_path: Path, content: bytes = CONTENT) -> str:
    path, sha256 = tmp_path / "plain", hashlib.sha256(content).hexdigest()
    path.write_bytes(content)
    vault.keep(path, sha256)
    return sha256


def test_what_was_put_comes_back_and_can_be_replaced(any_store):
    put(any_store, NAME, b"mot")
    put(any_store, NAME, CONTENT)
    with any_store.open(NAME) as file:
        assert file.read() == CONTENT
        file.seek(5)
        assert file.read(3) == CONTENT[5:8]
    assert any_store.start(NAME, 4) == CONTENT[:4]
    [one] = any_store.listed("ab/")
    assert (one.name, one.size) == (NAME, len(CONTENT))
    assert one.kept_at > 1_700_000_000


def test_what_is_not_there_is_said(any_store):
    any_store.forget(NAME)
    for ask in (any_store.open, lambda name: any_store.start(name, 5)):
        with pytest.raises(FileNotFoundError):
            ask(NAME)
    assert list(any_store.listed("")) == []


def test_only_what_begins_so_is_listed(any_store):
    for name in (NAME, "previews/ab/abcd"):
        put(any_store, name, b"x")
    assert [one.name for one in any_store.listed("previews/")] == ["previews/ab/abcd"]
    any_store.forget(NAME)
    assert [one.name for one in any_store.listed("")] == ["previews/ab/abcd"]


def test_a_store_that_works_says_so(any_store):
    any_store.probe()


def test_what_is_being_written_is_not_listed(any_store):
    with any_store.place() as place:
        (place / "half").write_bytes(b"x")
        assert list(any_store.listed("")) == []
    assert not place.exists()


@pytest.mark.parametrize("content", [b"", b"x", b"y" * 65_536, b"z" * 65_537, CONTENT])
def test_a_vault_gives_back_what_it_was_given(any_vault, tmp_path, content):
    sha256 = keep(any_vault, tmp_path, content)
    with any_vault.open(sha256) as file:
        assert file.read() == content
        file.seek(-1 if content else 0, os.SEEK_END)
        assert file.read() == content[-1:]
    assert [one.name for one in any_vault.contents()] == [sha256]
    assert any_vault.key_of(sha256) == any_vault.keys.current_id()
    any_vault.forget(sha256)
    with pytest.raises(FileNotFoundError):
        any_vault.open(sha256)


def test_contents_do_not_lie_open(any_vault, tmp_path):
    sha256 = keep(any_vault, tmp_path)
    with any_vault.store.open(content_name(sha256)) as lying:
        assert CONTENT[:20] not in lying.read()


def test_a_content_put_in_the_place_of_another_is_not_taken_for_it(any_vault, tmp_path):
    one, other = keep(any_vault, tmp_path), keep(any_vault, tmp_path, b"khac")
    with any_vault.store.open(content_name(other)) as lying:
        put(any_vault.store, content_name(one), lying.read())
    with pytest.raises(FileDamaged):
        any_vault.open(one)


def test_a_plain_file_of_older_days_is_read_only_when_it_is_what_its_name_says(any_vault):
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    put(any_vault.store, content_name(sha256), CONTENT)
    assert any_vault.key_of(sha256) == ""
    with any_vault.open(sha256) as file:
        assert file.read() == CONTENT
    put(any_vault.store, content_name(sha256), CONTENT + b"x")
    with pytest.raises(FileDamaged):
        any_vault.open(sha256)


def test_small_pictures_are_sealed_and_drawn_again_under_a_new_key(any_vault, tmp_path):
    (tmp_path / "picture").write_bytes(CONTENT)
    assert any_vault.picture("ab" * 32) is None
    any_vault.keep_picture("ab" * 32, tmp_path / "picture")
    assert any_vault.picture("ab" * 32) == CONTENT
    first = any_vault.keys.current_id()
    any_vault.keys.make()
    any_vault.keys.remove(first)
    assert any_vault.picture("ab" * 32) is None


def test_a_server_that_is_away_is_told_in_plain_words(monkeypatch, settings, tmp_path):
    settings.SCRATCH_DIR = tmp_path
    monkeypatch.setattr(s3_store, "TRIES", 1)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = S3Store(Bucket(f"http://127.0.0.1:{closed.getsockname()[1]}", "motcua", "a", "b"))
        for ask in (
            lambda: put(nobody, NAME, b"x"),
            lambda: nobody.open(NAME),
            lambda: nobody.start(NAME, 3),
            lambda: nobody.forget(NAME),
            lambda: list(nobody.listed("")),
            nobody.probe,
        ):
            with pytest.raises(StoreAway, match="không trả lời"):
                ask()


def test_a_bucket_that_is_not_ours_is_away_not_empty(bucket, settings, tmp_path):
    settings.SCRATCH_DIR = tmp_path
    other = S3Store(Bucket(bucket.endpoint, "motcua-khac", "a", "b"))
    for ask in (lambda: list(other.listed("")), lambda: other.open(NAME), lambda: other.start(NAME, 3), other.probe):
        with pytest.raises(StoreAway):
            ask()


def test_a_full_service_is_a_full_disk(bucket, settings, tmp_path, monkeypatch):
    from botocore.exceptions import ClientError

    class Full:
        def put_object(self, **_):
            raise ClientError({"Error": {"Code": "QuotaExceeded"}}, "PutObject")

    settings.SCRATCH_DIR = tmp_path
    monkeypatch.setattr(s3_store, "_client", lambda _: Full())
    with pytest.raises(StoreFull):
        put(S3Store(bucket), NAME, b"x")


def test_a_full_disk_is_told_by_the_local_store(tmp_path, monkeypatch):
    from motcua.files.local_store import LocalStore

    store = LocalStore(tmp_path / "files")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreFull):
        put(store, NAME, b"x")
