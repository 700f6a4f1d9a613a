"""Layouts, refusals and errors as whole pages."""

import re
from importlib import reload

import pytest
from django.test import Client
from django.urls import reverse

from motcua.people.models import Account
from motcua.web.ui import urls

pytestmark = pytest.mark.django_db
PAGES = ["/ui/", "/ui/van-phong/", "/ui/in/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_inline_script_or_style(client, page):
    body = client.get(page).content.decode()
    assert "<script>" not in body
    assert not re.search(r"\s(style|on\w+)=\"", body)
    assert body.count("<h1") == 1


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("permitted", 403, "Bạn chưa được phép làm việc này"),
        ("found", 404, "Không tìm thấy"),
        ("first", 409, "Người khác vừa xử lý hồ sơ này."),
        ("invalid", 422, "Chưa dùng được."),
    ],
)
def test_a_refusal_is_a_page_in_words(client, name, status, words):
    response = client.get(f"/refuse/{name}/")
    assert response.status_code == status
    assert words in response.content.decode()
    assert "Những gì đã lưu vẫn còn." in response.content.decode()


def test_a_refusal_lets_no_markup_through(client):
    body = client.get("/refuse/permitted/").content.decode()
    assert "&lt;b&gt;Ánh&lt;/b&gt;" in body


def test_a_script_gets_the_refusal_as_a_fragment(client):
    body = client.get("/refuse/first/", headers={"X-Fragment": "1"}).content.decode()
    assert "<html" not in body
    assert "Người khác vừa xử lý" in body


def test_the_way_back_stays_in_the_house(client):
    inside = client.get("/refuse/first/", headers={"Referer": "http://testserver/ui/"})
    outside = client.get("/refuse/first/", headers={"Referer": "https://elsewhere.example/"})
    assert 'href="http://testserver/ui/"' in inside.content.decode()
    assert "elsewhere" not in outside.content.decode()


def test_errors_speak_plainly(client):
    assert "Không tìm thấy trang này" in client.get("/khong-co/").content.decode()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("ui:uploaded"))
    assert answer.status_code == 403
    assert "Câu trả lời đã lưu vẫn còn." in answer.content.decode()
    calm = Client(raise_request_exception=False)
    assert "Lỗi là ở phía chúng tôi" in calm.get("/broken/").content.decode()


def test_signed_in_pages_are_not_kept_by_caches(client):
    assert not client.get("/ui/").has_header("Cache-Control")
    client.force_login(Account.objects.create(username="a1", kind="citizen", full_name="Đặng Thị Ngọc Ánh"))
    kept = client.get("/ui/").headers["Cache-Control"]
    assert "private" in kept
    assert "no-store" in kept


def test_the_bar_of_the_office_names_its_reader(client):
    client.force_login(Account.objects.create(username="a2", kind="officer", full_name="Đặng Thị Ngọc Ánh"))
    assert "Đặng Thị Ngọc Ánh" in client.get("/ui/van-phong/").content.decode()


def test_a_session_is_kept_only_for_who_is_signed_in(client):
    assert client.post(reverse("ui:keep")).status_code == 401
    client.force_login(Account.objects.create(username="a3", kind="citizen", full_name="Y"))
    assert client.post(reverse("ui:keep")).status_code == 204


def test_the_language_switch_sets_the_language(client):
    response = client.post(reverse("ui:set_language"), {"language": "en", "next": "/ui/"})
    assert response.headers["Location"] == "/ui/"
    assert '<html lang="en"' in client.get("/ui/").content.decode()


def test_the_fragments_of_the_catalogue(client):
    assert "Đăng ký khai sinh" in client.get(reverse("ui:hits"), {"q": "khai"}).content.decode()
    assert "Không thấy thủ tục nào." in client.get(reverse("ui:hits")).content.decode()
    assert "Chưa có tệp nào." in client.post(reverse("ui:uploaded")).content.decode()


def test_the_catalogue_of_pieces_is_for_builders_only(settings):
    names = {one.name for one in reload(urls).urlpatterns}
    settings.PRODUCTION = True
    served = {one.name for one in reload(urls).urlpatterns}
    settings.PRODUCTION = False
    reload(urls)
    assert served == {"set_language", "keep"}
    assert names - served == {"catalogue", "office", "paper", "hits", "uploaded"}
