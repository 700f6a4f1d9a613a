"""The pages of digitising: a paper handed over, faults told at once, confirmed beside its picture, signed."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ImageFilter
from tests.factories import APPLICANT, make_office
from tests.scanning.papers import as_jpeg, paper_picture

from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.models import Draft
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.scanning.actions.work_scan import claim_scan, work_scan
from motcua.scanning.engine import asking
from motcua.scanning.models import Scan

pytestmark = pytest.mark.django_db
NEW, LIST = "/can-bo/so-hoa/moi/", "/can-bo/so-hoa/"
SHARP = as_jpeg(paper_picture(dpi=200))
BLURRED = as_jpeg(paper_picture(dpi=200).filter(ImageFilter.GaussianBlur(4)))
FACTS = {
    "owner_kind": "person",
    "owner_number": "089190990001",
    "owner_name": "Đặng Thị Ngọc Ánh",
    "paper_name": "Giấy xác nhận",
    "issued_on": "12/03/2026",
}


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def desk(office) -> Client:
    client = Client()
    client.force_login(office.accounts["desk"])
    return client


def upload(content=SHARP, name="trang.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def read_all():
    while scan_id := claim_scan(clock.now()):
        work_scan(scan_id=scan_id)


def sent(desk: Client, **more) -> Scan:
    answer = desk.post(NEW, {"paper_name": "Giấy xác nhận", "files": upload(), **more})
    assert answer.status_code == 302, answer.content.decode()
    return Scan.objects.latest("id")


def test_a_paper_of_the_counter_is_scanned_read_and_confirmed(office, desk):
    actor = office.actor("desk")
    draft = start_draft(procedure_code="9.000001", actor=actor, unit_id=office.units["X"].pk, at_counter=True)
    save_draft(draft_id=draft.pk, actor=actor, applicant=APPLICANT)
    papers = desk.get(f"/can-bo/tiep-nhan/{draft.pk}/giay-to/").content.decode()
    assert f"/can-bo/so-hoa/moi/?nhap={draft.pk}&amp;giay=card" in papers
    answer = desk.post(NEW, {"nhap": draft.pk, "giay": "card", "files": [upload(), upload(BLURRED, "b.jpg")]})
    assert answer.status_code == 422
    assert "Trang 2" in answer.content.decode()
    kept = list(StoredFile.objects.values_list("pk", flat=True))
    told = {"nhap": draft.pk, "giay": "card", "kept": kept, "leave_out": [kept[1]]}
    answer = desk.post(NEW, told)
    assert answer.url == f"/can-bo/tiep-nhan/{draft.pk}/giay-to/"
    assert StoredFile.objects.count() == 1
    assert len(Draft.objects.get(pk=draft.pk).papers["card"]) == 1
    read_all()
    scan = Scan.objects.get()
    page = desk.get(f"{LIST}{scan.pk}/").content.decode()
    assert 'value="089190990001"' in page
    assert 'value="Đặng Thị Ngọc Ánh"' in page
    answer = desk.post(f"{LIST}{scan.pk}/", {**FACTS, "owner_number": "12"})
    assert answer.status_code == 422
    assert "đúng 12 chữ số" in answer.content.decode()
    assert desk.post(f"{LIST}{scan.pk}/", FACTS).status_code == 302
    assert Scan.objects.get().confirmed["owner"]["number"] == "089190990001"
    assert "Chờ ký số" in desk.get(LIST).content.decode()


def test_a_doubtful_page_is_kept_for_a_reason(desk):
    answer = desk.post(NEW, {"paper_name": "Giấy", "files": upload(BLURRED)})
    assert answer.status_code == 422
    assert "bị mờ" in answer.content.decode()
    file = StoredFile.objects.get()
    answer = desk.post(NEW, {"paper_name": "Giấy", "kept": file.pk, "kept_despite": "Bản gốc đã mờ"})
    assert answer.status_code == 302
    assert Scan.objects.get().kept_despite == "Bản gốc đã mờ"


def test_the_camera_is_told_at_once_and_nothing_is_kept(desk):
    good, bad, none = (
        json.loads(desk.post("/can-bo/so-hoa/xem-thu/", {"photo": one}).content)
        for one in (upload(), upload(BLURRED), upload(b"not a picture"))
    )
    assert good == {"faults": [], "hard": False}
    assert "bị mờ" in bad["faults"][0]
    assert none["hard"]
    assert not StoredFile.objects.exists()


def test_progress_is_told_and_moves(desk):
    sent(desk)
    assert "0/1 trang" in desk.get(f"{LIST}tien-do/").content.decode()
    assert "0/1" in desk.get(LIST).content.decode()
    read_all()
    assert "đọc xong" in desk.get(f"{LIST}tien-do/").content.decode()


def test_strangers_see_nothing_of_it(office, desk):
    scan = sent(desk)
    read_all()
    for who, status in (("desk_y", 404), ("leader", 403), ("citizen", 403)):
        other = Client()
        other.force_login(office.accounts[who])
        for address in ("", "trang/1/", "tep/", "dien/"):
            assert other.get(f"{LIST}{scan.pk}/{address}").status_code == status, (who, address)
    colleague = Client()
    colleague.force_login(office.accounts["specialist"])
    picture = colleague.get(f"{LIST}{scan.pk}/trang/1/")
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    assert colleague.get(f"{LIST}{scan.pk}/trang/7/").status_code == 404


def test_without_the_reader_of_pages_the_product_says_what_is_off(desk, monkeypatch):
    monkeypatch.setattr(asking.shutil, "which", lambda _: None)
    asking.missing_programs.cache_clear()
    try:
        page = desk.get(LIST).content.decode()
        assert "sudo apt-get install tesseract-ocr tesseract-ocr-vie" in page
        scan = sent(desk)
        assert scan.state == "waiting"
    finally:
        monkeypatch.undo()
        asking.missing_programs.cache_clear()


def test_a_scan_is_dropped_with_a_reason(desk):
    scan = sent(desk)
    assert desk.post(f"{LIST}{scan.pk}/bo/", {"drop_reason": ""}).status_code == 422
    assert desk.post(f"{LIST}{scan.pk}/bo/", {"drop_reason": "Quét nhầm"}).status_code == 302
    assert desk.get(f"{LIST}{scan.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["?nhap=khong", "?ma=KHONG-CO", "?den=1"])
def test_odd_addresses_do_not_break_the_page(desk, query):
    assert desk.get(NEW + query).status_code in {200, 404}
