"""A new key takes over while people read; an old one goes when nothing needs it, never before."""

import hashlib
import io
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from hostile_papers import pdf, photo

from motcua.files.actions.check_contents import check_all, check_contents, due
from motcua.files.actions.discard_file import discard_file
from motcua.files.actions.store_file import store_file
from motcua.files.actions.sweep_files import sweep_files
from motcua.files.actions.turn_keys import remove_key, rotate_key, turn_contents
from motcua.files.keyring import KeyLost, KeyRing, NoKey
from motcua.files.models import Content, StoredFile
from motcua.files.queries import open_file, thumbnail
from motcua.files.standing import has_lost_key, keys_standing, standing
from motcua.files.vault import FileDamaged, Vault, content_name, key_ring, vault
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, WrongMoment
from motcua.ledger.models import Entry
from motcua.people.rules import SYSTEM

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(minutes=-1)  # names of keys made within a second of one another run ahead of the clock


@pytest.fixture(autouse=True)
def folder(tmp_path, settings) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    settings.SCRATCH_DIR = tmp_path / "scratch"
    settings.FILE_KEYS_DIR = tmp_path / "keys"
    return tmp_path


def kept(number: int = 0) -> StoredFile:
    content = f"Giấy số {number} của Nguyễn Thị Thuỳ Dương".encode()
    return store_file(stream=io.BytesIO(content), name=f"{number}.txt", actor=SYSTEM, accepts=["text"])


def read(stored: StoredFile) -> bytes:
    with open_file(stored) as file:
        return file.read()


def path_of(stored: StoredFile, folder: Path) -> Path:
    return folder / "files" / content_name(stored.sha256)


def test_everything_moves_to_the_new_key_and_stays_readable(folder):
    files = [kept(number) for number in range(5)]
    [first] = key_ring().ids()
    fresh = rotate_key(actor=SYSTEM)
    assert fresh > first
    assert vault().key_of(files[0].sha256) == first
    assert b"0" in read(files[0])
    assert turn_contents() == 5
    assert turn_contents() == 0
    assert {vault().key_of(one.sha256) for one in files} == {fresh}
    assert set(Content.objects.values_list("key", flat=True)) == {fresh}
    assert [one.needed_by for one in keys_standing()] == [5, 0]
    remove_key(key_id=first, actor=SYSTEM, rest=AT_ONCE)
    assert key_ring().ids() == [fresh]
    assert [hashlib.sha256(read(one)).hexdigest() for one in files] == [one.sha256 for one in files]
    acts = list(Entry.objects.filter(subject_kind="files").values_list("act", "facts__key"))
    assert acts == [("rotate_key", fresh), ("remove_key", first)]


def test_a_key_that_is_needed_is_not_removed(folder):
    stored = kept()
    [first] = key_ring().ids()
    with pytest.raises(WrongMoment, match="đang dùng"):
        remove_key(key_id=first, actor=SYSTEM)
    rotate_key(actor=SYSTEM)
    with pytest.raises(WrongMoment, match="một giờ"):
        remove_key(key_id=first, actor=SYSTEM)
    with pytest.raises(WrongMoment, match="Còn 1 tệp"):
        remove_key(key_id=first, actor=SYSTEM, rest=AT_ONCE)
    Content.objects.update(key=key_ring().current_id())  # what the database says is not what counts
    with pytest.raises(WrongMoment, match="Còn 1 tệp"):
        remove_key(key_id=first, actor=SYSTEM, rest=AT_ONCE)
    with pytest.raises(NotFound):
        remove_key(key_id="20200101T000000Z", actor=SYSTEM)
    assert read(stored)


def test_plain_files_of_an_older_installation_are_read_and_then_sealed(folder):
    stored = kept()
    path, plain = path_of(stored, folder), read(stored)
    path.write_bytes(plain)
    Content.objects.update(key="")
    assert read(stored) == plain
    assert turn_contents() == 1
    assert plain not in path.read_bytes()
    assert read(stored) == plain


def test_a_lost_key_is_said_by_name_and_heals_when_it_is_put_back(folder):
    stored = kept()
    [first] = key_ring().ids()
    (folder / "keys" / f"{first}.key").rename(folder / "away")
    fresh = rotate_key(actor=SYSTEM)
    with pytest.raises(KeyLost, match=first):
        open_file(stored)
    assert thumbnail(stored) is None
    assert has_lost_key(key_ring())
    assert turn_contents() == 0
    assert Content.objects.get().state == "locked"
    [lost] = [one for one in keys_standing() if not one.is_here]
    assert (lost.key_id, lost.needed_by) == (first, 1)
    assert check_contents() == 0
    (folder / "away").rename(folder / "keys" / f"{first}.key")
    assert check_contents() == 1
    assert Content.objects.get().state == "whole"
    assert turn_contents() == 1
    assert vault().key_of(stored.sha256) == fresh
    assert not has_lost_key(key_ring())


def test_a_key_made_in_the_same_second_or_with_the_clock_set_back_is_still_the_newest(folder):
    ring = KeyRing(folder / "ring")
    first = ring.make()
    assert ring.make() > first
    (ring.folder / "20991231T235959Z.key").write_text("ab" * 32)
    assert ring.make() == "21000101T000000Z"
    assert ring.current_id() == "21000101T000000Z"


def test_keys_are_for_their_owner_only_and_a_strange_file_is_no_key(folder):
    ring = KeyRing(folder / "ring")
    named = ring.make()
    [path] = ring.folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert ring.folder.stat().st_mode & 0o777 == 0o700
    assert not ring.is_open_to_others()
    path.chmod(0o644)
    assert ring.is_open_to_others()
    for text in ("", "giay", "ab" * 31):
        path.write_text(text)
        with pytest.raises(KeyLost):
            ring.key(named)


def test_production_never_makes_a_first_key_by_itself(folder, settings):
    settings.PROFILE = "production"
    with pytest.raises(NoKey, match="chưa có khóa"):
        kept()
    assert not StoredFile.objects.exists()


def test_readers_are_served_while_keys_turn(folder):
    stored, wrong = kept(), []
    store = Vault(vault().store, key_ring())
    plain, done = read(stored), threading.Event()

    def reads():
        while not done.is_set():
            with store.open(stored.sha256) as file:
                if file.read() != plain:
                    wrong.append("other")

    reader = threading.Thread(target=reads)
    reader.start()
    for _ in range(8):
        rotate_key(actor=SYSTEM)
        assert turn_contents() == 1
    done.set()
    reader.join()
    assert wrong == []


def test_what_was_let_go_while_it_was_turned_does_not_come_back(folder, monkeypatch):
    stored = kept()
    rotate_key(actor=SYSTEM)
    turn = Vault.turn

    def turn_late(self, sha256):
        path, content = path_of(stored, folder), path_of(stored, folder).read_bytes()
        discard_file(file_id=stored.pk, actor=SYSTEM)
        sweep_files(rest=AT_ONCE)
        assert not path.exists()
        path.write_bytes(content)  # the turn had read it before
        return turn(self, sha256)

    monkeypatch.setattr(Vault, "turn", turn_late)
    assert turn_contents() == 0
    assert list(vault().contents()) == []


# --- rot --------------------------------------------------------------------------------------------------------------


def test_rot_is_found_told_and_heals_by_the_same_paper(folder):
    good, bad, gone = kept(1), kept(2), kept(3)
    path = path_of(bad, folder)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    path_of(gone, folder).unlink()
    told = check_all(every=True)
    assert (told.read, told.is_whole) == (3, False)
    assert told.found == {"damaged": [bad.sha256], "missing": [gone.sha256], "locked": []}
    with pytest.raises(FileDamaged, match="bị hư"):
        open_file(bad)
    assert sorted(Entry.objects.filter(act="find_content").values_list("facts__state", flat=True)) == [
        "damaged",
        "missing",
    ]
    assert standing()["bad_count"] == 2
    assert sorted(name for name, _ in standing()["bad"]) == ["2.txt", "3.txt"]
    kept(2)
    kept(3)
    assert check_all(every=True).is_whole
    assert read(bad)
    assert read(good)


def test_the_job_reads_what_was_not_read_for_longest(folder, settings):
    settings.FILES_CHECK_DAYS = 30
    files = [kept(number) for number in range(3)]
    assert due().count() == 0
    assert check_contents() == 0
    old = clock.now() - timedelta(days=31)
    for days, one in enumerate(files[:2]):
        Content.objects.filter(pk=one.sha256).update(checked_at=old - timedelta(days=days))
    assert [one.sha256 for one in due()] == [files[1].sha256, files[0].sha256]
    assert check_contents() == 2
    assert due().count() == 0
    assert check_contents(seconds=-1) == 0


def test_damaged_ones_are_looked_at_again_every_day(folder):
    stored = kept()
    path = path_of(stored, folder)
    whole = path.read_bytes()
    path.write_bytes(b"x")
    Content.objects.update(checked_at=None)
    assert check_contents() == 1
    path.write_bytes(whole)
    assert check_contents() == 0
    assert check_all(every=False).read == 1
    path.write_bytes(b"x")
    assert not check_all(every=True).is_whole
    path.write_bytes(whole)
    Content.objects.update(checked_at=clock.now() - timedelta(days=2))
    assert check_contents() == 1
    assert Content.objects.get().state == "whole"


def test_a_small_picture_is_no_reason_to_keep_an_old_key(folder):
    stored = store_file(stream=io.BytesIO(pdf()), name="a.pdf", actor=SYSTEM)
    assert thumbnail(stored)
    [first] = key_ring().ids()
    rotate_key(actor=SYSTEM)
    turn_contents()
    remove_key(key_id=first, actor=SYSTEM, rest=AT_ONCE)
    assert thumbnail(stored)
    assert thumbnail(store_file(stream=io.BytesIO(photo()), name="a.jpg", actor=SYSTEM))
