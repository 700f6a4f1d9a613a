"""A stranger checks a document by its code or by the file, on a page that needs no sign-in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_office

from motcua.files.actions.store_file import keep_made
from motcua.kernel import clock
from motcua.kernel.identifiers import new_reference
from motcua.people.rules import SYSTEM
from motcua.signing.models import SignedDocument

pytestmark = pytest.mark.django_db
CODE = new_reference(b"12345678")


@pytest.fixture
def document(db):
    office = make_office()
    file = keep_made(content=b"%PDF-1.7 x", name="a.pdf", actor=SYSTEM)
    return SignedDocument.objects.create(
        code=CODE,
        kind="result",
        title="Giấy xác nhận",
        unit=office.units["X"],
        subject_kind="result",
        subject_id="1",
        file=file,
        created_at=clock.now(),
    )


def test_a_code_written_anyhow_leads_to_the_document(client, document):
    answer = client.post("/kiem-tra/", {"code": f" {CODE.lower().replace('-', ' ')} "}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/kiem-tra/{CODE}/", 302)]
    assert "Giấy xác nhận" in page
    assert "gửi chính tệp đó" in page


@pytest.mark.parametrize(("code", "status", "words"), [("", 422, "Hãy ghi mã"), ("ABC", 422, "Mã này chưa đúng")])
def test_a_wrong_code_is_told(client, document, code, status, words):
    answer = client.post("/kiem-tra/", {"code": code})
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_code_of_nobody_is_not_found(client, db):
    answer = client.get(f"/kiem-tra/{CODE}/")
    assert answer.status_code == 404
    assert "Không có văn bản nào mang mã này" in answer.content.decode()


@pytest.mark.parametrize(("content", "words"), [(b"khong phai", "Không đọc được"), (b"", "Không đọc được")])
def test_any_file_gets_its_answer(client, db, content, words):
    answer = client.post("/verify", {"file": SimpleUploadedFile("la.pdf", content)})
    assert words in answer.content.decode()


def test_too_many_checks_are_slowed_down(client, db, monkeypatch):
    from motcua.people.actions.count_try import Limit

    monkeypatch.setattr("motcua.web.citizen.checking.TRIES", Limit(1, 900))
    sent = [client.post("/kiem-tra/", {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code for _ in range(2)]
    assert sent == [200, 429]


def test_every_page_of_citizens_leads_to_the_check(client, db):
    assert 'href="/kiem-tra/">Kiểm tra văn bản ký số</a>' in client.get("/").content.decode()


def test_the_english_address_leads_to_the_page(client, document):
    assert client.get("/verify").url == "/kiem-tra/"
    assert client.get(f"/verify?code={CODE}").url == f"/kiem-tra/{CODE}/"
