"""The citizen's pages through the test client: found, filled, handed in, followed; others see nothing."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories import Office, make_version

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.rules.facts import PaperAsk
from motcua.people.queries import forget_directory

ASSETS = Path(__file__).resolve().parents[3] / "src/motcua/web"


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc/", "/thu-tuc/?q=xac nhan", "/thu-tuc/9.000001/", "/tra-cuu/", "/tro-giup/"]
)
def test_public_pages_open(office: Office, path: str):
    assert Client().get(path).status_code == 200


def test_an_unknown_procedure_is_told_kindly(office: Office):
    assert Client().get("/thu-tuc/0.000000/").status_code == 404


def test_the_instant_results_are_a_fragment(office: Office):
    answer = Client().get("/thu-tuc/?q=xac nhan thu", headers={"X-Fragment": "1"})
    assert b"<html" not in answer.content
    assert "/thu-tuc/9.000001/" in answer.content.decode()


def test_applying_needs_a_sign_in_and_comes_back(office: Office):
    answer = Client().post("/thu-tuc/9.000001/nop/")
    assert answer.status_code == 302
    assert "dang-nhap" in answer["Location"]


def test_from_start_to_done(office: Office, sign_in: Callable[[str], Client], present: Callable[[str], Any]):
    present("2026-11-02T08:00")
    client = sign_in("citizen")
    begun = client.post("/thu-tuc/9.000001/nop/")["Location"]
    assert client.get(begun).status_code == 200
    client.post(f"{begun}noi-nop/", {"unit": office.units["X"].pk})
    client.post(f"{begun}nguoi-nop/", {"name": "Đặng Thị Ngọc Ánh", "phone": "0912345678"})
    refused = client.post(f"{begun}nop/")
    assert refused.status_code == 422
    assert "Thiếu giấy tờ" in refused.content.decode()
    kept = Draft.objects.get()
    Draft.objects.filter(pk=kept.pk).update(papers={"card": [{"name": "Thẻ", "source": "shown"}]})
    client.post(f"{begun}nhan-ket-qua/", {"way": "online"})
    first, again = client.post(f"{begun}nop/"), client.post(f"{begun}nop/")
    assert first["Location"] == again["Location"]
    assert Dossier.objects.count() == 1
    assert client.get(first["Location"]).status_code == 200


def test_what_is_wrong_is_kept(office: Office, sign_in: Callable[[str], Client], draft: Draft):
    client = sign_in("citizen")
    answer = client.post(f"/dang-soan/{draft.pk}/nguoi-nop/", {"name": "Ánh", "phone": "12"})
    assert answer.status_code == 422
    assert Draft.objects.get(pk=draft.pk).applicant["name"] == "Ánh"
    saved = client.post(f"/dang-soan/{draft.pk}/nguoi-nop/", {"name": "Bình"}, headers={"X-Autosave": "1"})
    assert saved.status_code == 204


def test_a_hostile_file_is_refused_with_advice(office: Office, sign_in: Callable[[str], Client], draft: Draft):
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {"requirement": "card", "file-card": SimpleUploadedFile("the.pdf", b"MZ\x90\x00 not a pdf")}
    answer = sign_in("citizen").post(f"/dang-soan/{draft.pk}/giay-to/", sent)
    assert answer.status_code == 422
    assert "Tệp chưa dùng được" in answer.content.decode()


def test_strangers_find_nothing(sign_in: Callable[[str], Client], received: Dossier, draft: Draft):
    client = sign_in("stranger")
    for path in (f"/ho-so/{received.pk}/", f"/ho-so/{received.pk}/rut/", f"/dang-soan/{draft.pk}/"):
        assert client.get(path).status_code == 404


def test_my_dossier_tells_the_turn_and_why(sign_in: Callable[[str], Client], received: Dossier):
    words = sign_in("citizen").get(f"/ho-so/{received.pk}/").content.decode()
    assert "Cơ quan đang xử lý" in words
    assert "Vì sao là ngày này?" in words
    assert "Ngày nhận hồ sơ không tính" in words


def test_the_receipt_is_a_pdf(sign_in: Callable[[str], Client], received: Dossier):
    answer = sign_in("citizen").get(f"/ho-so/{received.pk}/mau/{received.forms.get().pk}/")
    assert answer.content.startswith(b"%PDF")


def test_a_supplement_by_message(office: Office, sign_in: Callable[[str], Client], received: Dossier):
    ask = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ.")
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ask])
    client = sign_in("citizen")
    assert "Ảnh mờ." in client.get(f"/ho-so/{received.pk}/bo-sung/").content.decode()
    assert client.post(f"/ho-so/{received.pk}/bo-sung/", {"send": "1"}).status_code == 422
    sent = client.post(f"/ho-so/{received.pk}/bo-sung/", {"send": "1", "answer": "Tôi không còn giấy này."})
    assert sent.status_code == 302


def test_collect_then_rate(office: Office, sign_in: Callable[[str], Client], received: Dossier):
    present_result(dossier_id=received.pk, actor=office.actor("specialist"), outcome="granted", text="Đủ điều kiện.")
    approve_result(dossier_id=received.pk, actor=office.actor("leader"))
    client = sign_in("citizen")
    assert f"/ho-so/{received.pk}/nhan/" in client.get(f"/ho-so/{received.pk}/").content.decode()
    assert client.post(f"/ho-so/{received.pk}/nhan/").status_code == 302
    assert client.post(f"/ho-so/{received.pk}/danh-gia/", {"score": "9"}).status_code == 422
    assert client.post(f"/ho-so/{received.pk}/danh-gia/", {"score": "3"}).status_code == 302


def test_nothing_is_collected_online_where_there_is_nothing_to_download(
    office: Office, sign_in: Callable[[str], Client], presented: Dossier
):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    client = sign_in("citizen")
    assert f"/ho-so/{presented.pk}/nhan/" not in client.get(f"/ho-so/{presented.pk}/").content.decode()
    refused = client.post(f"/ho-so/{presented.pk}/nhan/")
    assert refused.status_code == 409
    assert "không có bản điện tử" in refused.content.decode()


def test_the_first_load_is_light(office: Office):
    for path in ("/", "/thu-tuc/9.000001/"):
        page = Client().get(path).content
        linked = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"', page.decode())
        weight = len(gzip.compress(page))
        for name in set(linked):
            place = next(ASSETS.glob(f"*/static/{name}"))
            content = place.read_bytes()
            weight += len(content) if name.endswith("woff2") else len(gzip.compress(content))
        assert weight < 100_000, (path, weight)


def test_pages_ask_the_database_little(
    sign_in: Callable[[str], Client],
    received: Dossier,
    django_assert_max_num_queries: Any,
):
    client = sign_in("citizen")
    for path, most in (("/", 14), ("/thu-tuc/9.000001/", 12), (f"/ho-so/{received.pk}/", 18)):
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path)


def test_an_office_is_reached_by_what_its_console_says_and_is_honest_without(client, office):
    shown = client.get("/noi-tiep-nhan/").content.decode()
    assert shown.count("chưa ghi địa chỉ và số điện thoại") == 2
    desk = office.units["X-MC"]
    desk.address, desk.phone, desk.map_point = "12 Nguyễn Huệ", "02963881456", "10.26421,105.26789"
    desk.save()
    forget_directory()
    shown = client.get("/noi-tiep-nhan/").content.decode()
    for told in ("12 Nguyễn Huệ", "tel:02963881456", "mlat=10.26421&amp;mlon=105.26789"):
        assert told in shown
    assert shown.count("chưa ghi địa chỉ và số điện thoại") == 1


def test_the_cap_and_the_price_online_are_read_before_applying(office: Office):
    row = {"key": "copy", "label": "Phí sao lục", "amount": 2_000, "kind": "charge", "at_most": 80_000}
    make_version({"fees": {"hit": "collect", "rows": [row], "online": {"percent": 50}}}, number=2)
    page = Client().get("/thu-tuc/9.000001/").content.decode()
    assert "Thu nhiều nhất 80.000 đồng." in page
    assert "Nộp hồ sơ trực tuyến được giảm 50%, còn 1.000 đồng." in page
