"""Files are kept once, whole or not at all, and only when the check accepts them."""

import errno
import io
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import models
from hostile_papers import located_photo, pdf, photo
from PIL import Image

from motcua.files import queries
from motcua.files.actions import discard_file as discarding
from motcua.files.actions import store_file as storing
from motcua.files.actions.discard_file import discard_file
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.files.actions.sweep_files import sweep_files
from motcua.files.checks import child
from motcua.files.models import Content, StoredFile
from motcua.files.queries import file_of, open_file, plain_path, thumbnail
from motcua.kernel.refusals import Invalid, NotFound, Refused, WrongMoment
from motcua.people.models import Account
from motcua.people.rules import ANONYMOUS, SYSTEM, Actor

pytestmark = pytest.mark.django_db
PAPER = pdf()


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    settings.SCRATCH_DIR = tmp_path / "scratch"
    settings.FILE_KEYS_DIR = tmp_path / "keys"
    return settings.FILES_DIR


@pytest.fixture
def citizen() -> Actor:
    account = Account.objects.create(username="c-1", kind="citizen", full_name="Nguyễn Thị Thử")
    return Actor("citizen", account.pk, account.full_name)


def store(actor: Actor, content: bytes = PAPER, name: str = "Giấy khai sinh.pdf", **more) -> StoredFile:
    return store_file(stream=io.BytesIO(content), name=name, actor=actor, **more)


def contents(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class Endless:
    """A stream that never ends and counts what was taken from it."""

    taken = 0

    def read(self, size: int, /) -> bytes:
        self.taken += size
        return b"%PDF-1.7 ".ljust(size, b"x")


def test_a_good_paper_is_kept_with_its_verdict(citizen, folder):
    stored = file_of(store(citizen, name="../../tmp/Giâ\u0301y.pdf").pk)
    assert (stored.name, stored.media_type, stored.size) == ("Giấy.pdf", "application/pdf", len(PAPER))
    assert stored.checked.ok
    assert stored.checked.pages == 1
    assert stored.owner_id == citizen.account_id
    assert contents(folder) == [folder / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256]
    with open_file(stored) as file:
        assert file.read() == PAPER


def test_nothing_on_the_disk_is_readable_without_the_key(citizen, folder):
    stored = store(citizen)
    thumbnail(stored)
    for path in contents(folder):
        kept = path.read_bytes()
        assert not kept.startswith((b"%PDF", b"\xff\xd8"))
        assert PAPER[:16] not in kept
    assert contents(folder.parent / "scratch") == []


def test_a_program_gets_a_private_path_that_goes_with_the_block(citizen):
    with plain_path(store(citizen)) as path:
        assert path.read_bytes() == PAPER
        assert path.parent.stat().st_mode & 0o077 == 0
    assert not path.parent.exists()


def test_the_same_content_is_kept_once(citizen, folder):
    first, second = store(citizen), store(ANONYMOUS, name="khác.pdf")
    assert first.pk != second.pk
    assert second.owner_id is None
    assert len(contents(folder)) == 1


def test_a_refused_file_leaves_nothing_behind(citizen, folder):
    with pytest.raises(FileRefused) as refused:
        store(citizen, photo(text=False), "a.jpg")
    assert isinstance(refused.value, Invalid)
    assert refused.value.verdict.code == "image_blank"
    assert refused.value.errors["file"] == refused.value.sentence == refused.value.verdict.sentence
    assert contents(folder) == []
    assert not StoredFile.objects.exists()


def test_an_endless_upload_is_cut_at_the_limit(citizen, folder):
    stream = Endless()
    with pytest.raises(Invalid, match="nặng quá 5 MB"):
        store_file(stream=stream, name="a.pdf", actor=citizen, max_bytes=5_000_000)
    assert stream.taken < 6_000_000
    assert contents(folder) == []


def test_a_lost_connection_leaves_nothing_behind(citizen, folder):
    class Broken:
        def read(self, size: int, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store_file(stream=Broken(), name="a.pdf", actor=citizen)
    assert contents(folder) == []


def test_a_photo_is_kept_without_the_place_and_named_by_its_content(citizen):
    stored = store(citizen, located_photo(), "Ảnh nhà.png")
    assert stored.name == "Ảnh nhà.jpg"
    assert stored.checked.remarks == ("location_removed",)
    with open_file(stored) as file:
        assert b"Phone" not in file.read()


@pytest.mark.parametrize("fails", ["fsync", "replace", "mkdir"])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(citizen, folder, monkeypatch, fails):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (os, "replace"), "mkdir": (Path, "mkdir")}[fails], full)
    with pytest.raises(Refused, match="hết chỗ lưu"):
        store(citizen)
    monkeypatch.undo()
    assert contents(folder) == []
    assert not StoredFile.objects.exists()


def test_another_fault_of_the_disk_is_not_taken_for_a_full_one(citizen, monkeypatch):
    def broken(*args):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="Input/output"):
        store(citizen)


def test_signatures_are_judged_by_the_roots_of_the_office(citizen, settings, tmp_path, monkeypatch):
    seen = []
    check = storing.check_file
    monkeypatch.setattr(storing, "check_file", lambda *a, **k: seen.append(k["trust_dir"]) or check(*a, **k))
    settings.TRUST_DIR = tmp_path
    store(citizen)
    assert seen == [tmp_path]


def test_only_who_handed_it_in_takes_a_file_back(citizen):
    stored = store(citizen)
    other = Actor("citizen", uuid4(), "Khác")
    for stranger in (other, ANONYMOUS):
        with pytest.raises(NotFound):
            discard_file(file_id=stored.pk, actor=stranger)
    discard_file(file_id=stored.pk, actor=citizen)
    with pytest.raises(NotFound):
        file_of(stored.pk)
    discard_file(file_id=store(ANONYMOUS).pk, actor=SYSTEM)
    assert not StoredFile.objects.exists()


def test_nobody_takes_back_the_file_of_a_case(citizen, monkeypatch):
    class Held:
        def filter(self, **_):
            return self

        def delete(self):
            raise models.ProtectedError("held", set())

    stored = store(citizen)
    monkeypatch.setattr(discarding, "file_of", lambda _: stored)
    monkeypatch.setattr(StoredFile, "objects", Held())
    with pytest.raises(WrongMoment, match="nằm trong hồ sơ"):
        discard_file(file_id=stored.pk, actor=citizen)


def test_the_sweep_drops_only_what_is_old_and_unused(citizen, folder):
    used, unused = store(citizen), store(citizen, photo(), "a.jpg")
    thumbnail(unused)
    discard_file(file_id=unused.pk, actor=citizen)
    assert sweep_files() == 0
    unfinished = folder / "incoming" / "left"
    unfinished.mkdir()
    half = folder.parent / "scratch" / "left"
    half.mkdir(parents=True, exist_ok=True)
    old = time.time() - 2 * 86_400
    for path in (*contents(folder), unfinished, half):
        os.utime(path, (old, old))
    Content.objects.update(claimed_at=datetime.now(UTC) - timedelta(days=2))
    assert sweep_files() == 1
    assert not half.exists()
    assert not unfinished.exists()
    assert [path.name for path in contents(folder)] == [used.sha256]
    assert sweep_files() == 0


def test_what_a_killed_process_kept_without_a_row_is_swept(citizen, folder):
    stored = store(citizen)
    StoredFile.objects.all().delete()
    Content.objects.all().delete()
    assert sweep_files() == 0  # it may be arriving at this moment
    [path] = contents(folder)
    os.utime(path, (0, 0))
    assert sweep_files() == 1
    assert contents(folder) == []
    assert store(citizen).sha256 == stored.sha256


def test_a_content_that_arrives_again_is_not_swept_with_the_old_one(citizen):
    stored = store(citizen)
    discard_file(file_id=stored.pk, actor=citizen)
    Content.objects.update(claimed_at=datetime.now(UTC) - timedelta(days=2))
    store(citizen)
    assert sweep_files() == 0


def test_lost_content_is_a_refusal_not_a_crash(citizen, folder):
    stored = store(citizen)
    for path in contents(folder):
        path.unlink()
    with pytest.raises(NotFound):
        open_file(stored)
    assert thumbnail(stored) is None


@pytest.mark.parametrize(("content", "name"), [(PAPER, "a.pdf"), (photo(), "a.jpg"), (photo(form="WEBP"), "a.webp")])
def test_a_small_picture_is_drawn_once(citizen, monkeypatch, content, name):
    stored = store(citizen, content, name)
    drawn = thumbnail(stored)
    assert drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert max(picture.size) == queries.PREVIEW_SIZE
    monkeypatch.setattr(queries, "draw_in_child", None)
    assert thumbnail(stored) == drawn


def test_a_sideways_photo_is_drawn_upright_and_glass_as_white(citizen):
    with Image.open(io.BytesIO(thumbnail(store(citizen, located_photo(), "a.jpg")))) as picture:
        assert picture.height > picture.width
    glass = photo(form="PNG", mode="RGBA", colour=(0, 0, 0, 0))
    with Image.open(io.BytesIO(thumbnail(store(citizen, glass, "a.png")))) as picture:
        assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_a_machine_without_poppler_shows_no_picture_of_a_pdf(citizen, folder, monkeypatch):
    stored = store(citizen)
    monkeypatch.setattr(child.shutil, "which", lambda _: None)
    assert thumbnail(stored) is None
    monkeypatch.undo()
    for path in contents(folder):
        path.write_bytes(b"damaged meanwhile")
    assert thumbnail(stored) is None
    assert thumbnail(store(citizen, b"xin chao", "a.txt", accepts=["text"])) is None
