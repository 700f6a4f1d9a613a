"""What a scanner leaves in the folder of a unit: whole files only, once, wrong ones aside with a note."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.scanning.papers import pdf_of

from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.scanning.actions import gather_arrivals as gathering
from motcua.scanning.actions.drop_scan import put_aside
from motcua.scanning.actions.gather_arrivals import gather_arrivals
from motcua.scanning.actions.take_scan import take_scan
from motcua.scanning.actions.tidy_scans import REST, tidy_scans
from motcua.scanning.actions.work_scan import claim_scan, work_scan
from motcua.scanning.models import Arrival, Scan
from motcua.scanning.queries import arrivals_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(office, settings, tmp_path: Path) -> Path:
    """The folder of the desk's commune."""
    settings.SCAN_DIR = tmp_path / "scans"
    made = settings.SCAN_DIR / "X"
    made.mkdir(parents=True)
    gathering._seen.clear()
    return made


def left(folder: Path, name: str, content: bytes, *, seconds_ago: float = 60) -> Path:
    """A file as the scanner wrote it a while ago."""
    path = folder / name
    path.write_bytes(content)
    written = path.stat().st_mtime - seconds_ago
    os.utime(path, (written, written))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_a_whole_file_becomes_an_arrival_and_is_moved_aside(office, folder, page_jpeg):
    left(folder, "QUÉT 1.jpg", page_jpeg)
    assert gather_arrivals() == 0  # seen for the first time: it may still be growing
    assert gather_arrivals() == 1
    (arrival,) = arrivals_for(office.actor("desk"))
    assert (arrival.name, arrival.unit_id) == ("QUÉT 1.jpg", office.units["X"].pk)
    assert names(folder) == []
    assert names(folder / "taken") == ["QUÉT 1.jpg"]
    assert gather_arrivals() == 0
    assert arrivals_for(office.actor("desk_y")) == []


def test_a_file_that_still_grows_is_left_alone(office, folder, page_jpeg):
    path = left(folder, "a.jpg", page_jpeg[:5000])
    gather_arrivals()
    left(folder, "a.jpg", page_jpeg[:9000])
    assert gather_arrivals() == 0
    path.write_bytes(page_jpeg)  # touched this very moment
    gather_arrivals()
    assert gather_arrivals() == 0
    assert path.exists()


def test_what_is_no_paper_is_set_aside_with_a_note(office, folder):
    for name, content in {"a.pdf": b"", "b.pdf": pdf_of(301), "c.exe": b"MZ" + b"\0" * 99, ".an": b"x"}.items():
        left(folder, name, content)
    gather_arrivals()
    assert gather_arrivals() == 0
    assert names(folder) == [".an"]
    told = {name: (folder / "refused" / f"{name}.txt").read_text() for name in ("a.pdf", "b.pdf", "c.exe")}
    assert "trống" in told["a.pdf"]
    assert "301 trang" in told["b.pdf"]
    assert "Hãy" in told["c.exe"]
    assert not Arrival.objects.exists()


def test_a_worker_killed_before_the_move_does_not_take_it_twice(office, folder, page_jpeg, monkeypatch):
    left(folder, "a.jpg", page_jpeg)
    gather_arrivals()

    def killed(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(gathering, "_moved", killed)
    with pytest.raises(KeyboardInterrupt):
        gather_arrivals()
    monkeypatch.undo()
    gathering._seen.clear()
    gather_arrivals()
    gather_arrivals()
    assert Arrival.objects.count() == StoredFile.objects.count() == 1
    assert names(folder / "taken") == ["a.jpg"]


def test_folders_of_nobody_and_links_are_passed_over(office, folder, page_jpeg, settings):
    (settings.SCAN_DIR / "khong-co").mkdir()
    left(settings.SCAN_DIR / "khong-co", "a.jpg", page_jpeg)
    (folder / "b.jpg").symlink_to(settings.SCAN_DIR / "khong-co" / "a.jpg")
    gather_arrivals()
    assert gather_arrivals() == 0
    shutil.rmtree(settings.SCAN_DIR)
    assert gather_arrivals() == 0


def test_an_arrival_becomes_a_scan_once(office, folder, page_jpeg):
    left(folder, "a.jpg", page_jpeg)
    gather_arrivals()
    gather_arrivals()
    desk = office.actor("desk")
    (arrival,) = arrivals_for(desk)
    scan = take_scan(file_ids=[arrival.file_id], paper_name="Giấy khai sinh", actor=desk)
    assert scan.way == "scanner"
    assert arrivals_for(desk) == []
    with pytest.raises(NotFound):
        put_aside(arrival_id=arrival.pk, actor=desk)


def test_a_month_after_the_end_the_pictures_go(office, kept, page_jpeg, monkeypatch):
    desk = office.actor("desk")
    scan = take_scan(file_ids=[kept(desk, page_jpeg)], paper_name="Giấy", actor=desk)
    claim_scan(clock.now())
    work_scan(scan_id=scan.pk)
    at = clock.now()
    Scan.objects.filter(pk=scan.pk).update(state="signed", closed_at=at)
    assert tidy_scans() == 0
    monkeypatch.setattr(clock, "now", lambda: at + REST + timedelta(hours=1))
    assert tidy_scans() == 2  # the page's picture and the photo it was read from
    assert StoredFile.objects.get().pk == Scan.objects.get().result_id
