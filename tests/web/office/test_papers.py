"""Files of a dossier: shown without being able to run anything, opening one leaves a trace."""

import io
from uuid import uuid4

import pytest
from tests.factories import PAPER
from tests.files.hostile_papers import pdf, photo

from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import DossierPaper, Reading
from motcua.files.actions.store_file import store_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_files(office, draft):
    """A received dossier with a photo and a PDF."""
    actor = office.actor("citizen")
    for name, content in (("the.jpg", photo()), ("to-khai.pdf", pdf())):
        stored = store_file(stream=io.BytesIO(content), name=name, actor=actor)
        paper = {**PAPER, "name": name, "file": str(stored.pk), "source": "upload", "kind": "electronic"}
        attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper)
    return receive_dossier(dossier_id=submit_application(draft_id=draft.pk, actor=actor).pk, actor=office.actor("desk"))


@pytest.fixture
def get(at_desk):
    """``get("specialist", address)``: the answer, its file closed again after the test."""
    opened = []

    def ask(name, address):
        opened.append(at_desk(name).get(address))
        return opened[-1]

    yield ask
    for response in opened:
        response.close()


def address(dossier, name):
    return f"/can-bo/ho-so/{dossier.pk}/giay/{DossierPaper.objects.get(dossier=dossier, name=name).pk}/"


@pytest.mark.parametrize(("name", "kind"), [("the.jpg", "image/jpeg"), ("to-khai.pdf", "application/pdf")])
def test_a_paper_is_shown_in_place_and_can_run_nothing(get, with_files, name, kind):
    response = get("specialist", address(with_files, name))
    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content)
    assert Reading.objects.filter(way="file", name="Người specialist").count() == 1


def test_a_kind_that_could_run_is_downloaded(get, with_files):
    DossierPaper.objects.get(name="the.jpg").file.__class__.objects.filter(name="the.jpg").update(
        media_type="text/html"
    )
    response = get("specialist", address(with_files, "the.jpg"))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_thumbnails(get, with_files):
    response = get("specialist", address(with_files, "the.jpg") + "anh/")
    assert response["Content-Type"] == "image/jpeg"
    assert response.content.startswith(b"\xff\xd8")
    assert response["Cache-Control"] == "private, max-age=86400"
    assert Reading.objects.count() == 0


def test_a_paper_that_was_only_shown_has_no_file(get, with_files):
    assert get("specialist", address(with_files, "Ảnh thẻ")).status_code == 404


def test_a_paper_of_another_dossier_is_not_found_here(get, with_files, make_case):
    other = make_case()
    inside = address(with_files, "the.jpg").split("/giay/")[1]
    assert get("specialist", f"/can-bo/ho-so/{other.pk}/giay/{inside}").status_code == 404


def test_the_desk_shows_a_photo_as_a_picture_that_fits(get, with_files):
    page = get("specialist", f"/can-bo/ho-so/{with_files.pk}/").content.decode()
    assert f'<img src="{address(with_files, "the.jpg")}" alt="' in page
    assert '<iframe hidden title="Xem giấy tờ"' in page
    assert "Tệp xem được." in page


def test_the_file_of_a_result(get, office, received):
    actor = office.actor("specialist")
    stored = store_file(stream=io.BytesIO(pdf()), name="quyet-dinh.pdf", actor=actor)
    present_result(dossier_id=received.pk, actor=actor, outcome="granted", file_id=stored.pk)
    result = received.results.get()
    response = get("leader", f"/can-bo/ho-so/{received.pk}/ket-qua/{result.pk}/")
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]
    assert get("leader", f"/can-bo/ho-so/{received.pk}/ket-qua/{uuid4()}/").status_code == 404


def test_statutory_documents_and_the_control_sheet_are_pdf(get, received):
    for below in (f"mau/{received.forms.get().pk}/", "phieu-kiem-soat/"):
        response = get("desk", f"/can-bo/ho-so/{received.pk}/{below}")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("inline")
        assert response.content.startswith(b"%PDF")
    assert get("desk", f"/can-bo/ho-so/{received.pk}/mau/{uuid4()}/").status_code == 404


def test_every_way_of_reading_leaves_a_trace(get, office, received):
    stored = store_file(stream=io.BytesIO(pdf()), name="ket-qua.pdf", actor=office.actor("specialist"))
    case = present_result(
        dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", file_id=stored.pk
    )
    place = f"/can-bo/ho-so/{case.pk}/"
    receipt, result = case.forms.get(key="receipt"), case.results.get()
    for address, way in (
        (f"{place}mau/{receipt.pk}/", "form"),
        (f"{place}phieu-kiem-soat/", "form"),
        (f"{place}ket-qua/{result.pk}/", "file"),
    ):
        before = set(Reading.objects.values_list("pk", flat=True))
        assert get("leader", address).status_code == 200
        left = Reading.objects.exclude(pk__in=before).get()
        assert (left.dossier_id, left.way, left.name) == (case.pk, way, "Người leader")
