"""A paper is taken in, read page by page, bound, confirmed, and told to whoever keeps it."""

import io
import subprocess
from datetime import date
from uuid import uuid4

import pikepdf
import pytest
from PIL import Image, ImageFilter
from tests.scanning.papers import LINES, as_jpeg, blank, paper_picture, pdf_of

from motcua.files.actions.store_file import FileRefused
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.scanning.actions.confirm_scan import Owner, Paper, confirm_scan
from motcua.scanning.actions.drop_scan import drop_scan, retry_scan
from motcua.scanning.actions.take_scan import PagesDoubtful, take_scan
from motcua.scanning.actions.work_scan import claim_scan, work_scan
from motcua.scanning.models import Scan, ScanLease
from motcua.scanning.queries import progress_of, proposals_of
from motcua.scanning.rules import best_of

pytestmark = pytest.mark.django_db
OWNER = Owner("person", "089190990001", "Đặng Thị Ngọc Ánh")
PAPER = Paper("card", "Giấy xác nhận", "45/GXN-UBND", "UBND thị trấn Núi Sập", date(2026, 3, 12), date(2027, 9, 12))


def worked() -> Scan:
    scan_id = claim_scan(clock.now())
    assert scan_id
    return work_scan(scan_id=scan_id)


def taken(office, kept, *contents, who="desk", **more) -> Scan:
    actor = office.actor(who)
    files = [kept(actor, content) for content in contents]
    return take_scan(file_ids=files, paper_name="Giấy xác nhận", actor=actor, **more)


def test_a_paper_becomes_a_searchable_archive_file(office, kept, page_jpeg, tmp_path):
    scan = taken(office, kept, page_jpeg)
    assert (scan.state, progress_of([scan])[scan.pk].most) == ("waiting", 1)
    done = worked()
    assert (done.state, done.pages) == ("ready", 1)
    path = tmp_path / "a.pdf"
    with open_file(done.result) as file:
        path.write_bytes(file.read())
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "089190990001" in text
    assert sum(line.split(":")[0] in text for line in LINES) >= len(LINES) - 1
    with pikepdf.open(path) as whole:
        with whole.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
        assert [round(float(side)) for side in whole.pages[0].mediabox[2:]] == [595, 842]
    found = best_of(proposals_of(done))
    assert found["owner_number"].value == "089190990001"
    assert found["owner_name"].value == "Đặng Thị Ngọc Ánh"
    assert found["issued_on"].value == "2026-03-12"
    assert [entry.act for entry in Entry.objects.filter(subject_kind="scan").order_by("seq")] == [
        "take_scan",
        "begin_scan",
        "finish_scan",
    ]


def test_blank_pages_are_dropped_and_told(office, kept, page_jpeg):
    pages = [Image.open(io.BytesIO(page_jpeg)), blank(200)]
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    actor = office.actor("desk")
    take_scan(file_ids=[kept(actor, made.getvalue(), "hai.pdf")], paper_name="Giấy", actor=actor)
    done = worked()
    assert (done.state, done.pages) == ("ready", 1)
    assert [leaf.is_blank for leaf in done.leaves.order_by("number")] == [False, True]
    assert Entry.objects.get(act="finish_scan").facts["blank"] == 1


def test_nothing_but_blank_pages_fails_with_a_sentence_and_can_be_dropped(office, kept):
    made = io.BytesIO()
    blank(200).save(made, "PDF", resolution=200)
    actor = office.actor("desk")
    take_scan(file_ids=[kept(actor, made.getvalue(), "trang.pdf")], paper_name="Giấy", actor=actor)
    done = worked()
    assert done.state == "failed"
    assert "trống" in done.trouble["text"]
    assert retry_scan(scan_id=done.pk, actor=actor).state == "waiting"
    with pytest.raises(Invalid):
        drop_scan(scan_id=done.pk, actor=actor, reason=" ")
    assert drop_scan(scan_id=done.pk, actor=actor, reason="Quét nhầm").closed_at
    assert claim_scan(clock.now()) is None


def test_a_doubtful_page_needs_a_reason_and_an_empty_one_is_never_kept(office, kept):
    blurred = as_jpeg(paper_picture(dpi=200).filter(ImageFilter.GaussianBlur(4)))
    with pytest.raises(PagesDoubtful) as refused:
        taken(office, kept, blurred)
    assert [fault.code for fault in refused.value.faults] == ["blurred"]
    assert taken(office, kept, blurred, kept_despite="Bản gốc đã mờ").kept_despite == "Bản gốc đã mờ"
    nearly = blank(200)
    nearly.putpixel((100, 100), (0, 0, 0))
    nearly.paste((40, 40, 40), (800, 800, 812, 812))
    nearly.paste((90, 90, 90), (600, 900, 640, 924))
    with pytest.raises(PagesDoubtful) as refused:
        taken(office, kept, as_jpeg(nearly), kept_despite="cứ giữ")
    assert refused.value.is_hard


def test_the_same_page_twice_is_told(office, kept, page_jpeg):
    with pytest.raises(PagesDoubtful) as refused:
        taken(office, kept, page_jpeg, page_jpeg)
    assert [(fault.code, fault.page) for fault in refused.value.faults] == [("duplicate", 2)]


def test_who_may_not_scan_is_told(office, kept, page_jpeg):
    with pytest.raises(NotPermitted):
        taken(office, kept, page_jpeg, who="citizen")
    file = kept(office.actor("desk"), page_jpeg)
    with pytest.raises(Invalid):  # somebody else's file
        take_scan(file_ids=[file], paper_name="Giấy", actor=office.actor("desk2"))
    with pytest.raises(Invalid):
        take_scan(file_ids=[uuid4()], paper_name="Giấy", actor=office.actor("desk"))
    with pytest.raises(Invalid):
        take_scan(file_ids=[], paper_name="Giấy", actor=office.actor("desk"))


@pytest.mark.parametrize("content", [b"", b"not a picture", b"%PDF-1.7\nbroken", pdf_of(0), pdf_of(301)])
def test_what_is_no_paper_is_refused_at_the_door(office, kept, content):
    with pytest.raises(FileRefused):
        kept(office.actor("desk"), content, "giay.pdf")
    assert not Scan.objects.exists()


def test_confirming_checks_every_fact(office, kept, page_jpeg):
    scan = taken(office, kept, page_jpeg)
    desk = office.actor("desk")
    with pytest.raises(WrongMoment):
        confirm_scan(scan_id=scan.pk, actor=desk, owner=OWNER, paper=PAPER)
    worked()
    with pytest.raises(Invalid) as refused:
        confirm_scan(
            scan_id=scan.pk,
            actor=desk,
            owner=Owner("organisation", "0101234567", " "),
            paper=Paper("card", "", "", "", date(2126, 1, 1), date(2026, 1, 1)),
        )
    assert set(refused.value.errors) == {"owner_number", "owner_name", "paper_name", "issued_on", "valid_until"}
    with pytest.raises(NotFound):
        confirm_scan(scan_id=scan.pk, actor=office.actor("desk_y"), owner=OWNER, paper=PAPER)
    done = confirm_scan(scan_id=scan.pk, actor=desk, owner=OWNER, paper=PAPER)
    assert done.state == "confirmed"
    assert done.confirmed["paper"]["issued_on"] == "2026-03-12"


def test_a_scan_that_kills_its_worker_is_given_up(office, kept, page_jpeg):
    scan = taken(office, kept, page_jpeg)
    ScanLease.objects.filter(pk=scan.pk).update(tries=5)
    assert worked().state == "failed"
    assert StoredFile.objects.count() == 1
