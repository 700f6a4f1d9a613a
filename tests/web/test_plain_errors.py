"""What goes wrong outside every view is still a page in plain words."""

import pytest
from django.test import Client
from tests.web.conftest import client_of


@pytest.mark.parametrize(
    ("who", "address", "home"),
    [
        ("", "/ui/giu-phien/", "/"),
        ("desk", "/can-bo/cot/", "/can-bo/"),
        ("admin", "/quan-tri/don-vi/1/thu-tuc/bat-tat/", "/quan-tri/"),
    ],
)
def test_an_address_that_only_takes_what_is_sent_says_so_and_shows_the_way(stand, who, address, home):
    response = client_of(stand, who).get(address)
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "Việc này làm bằng nút bấm" in response.content.decode()
    assert f'href="{home}"' in response.content.decode()


@pytest.mark.django_db
def test_a_script_that_calls_such_an_address_gets_no_page(client):
    assert client.get("/ui/giu-phien/", headers={"X-Fragment": "1"}).content == b""


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{"text": "a" * 3_000_000}, dict.fromkeys((f"a{n}" for n in range(1100)), "1")])
def test_too_much_at_once_is_told_as_such(sent):
    strict = Client(enforce_csrf_checks=True)
    token = strict.get("/tra-cuu/").cookies["csrftoken"].value
    answer = strict.post("/tra-cuu/", sent | {"csrfmiddlewaretoken": token})
    assert answer.status_code == 413
    assert "Chưa có gì được gửi đi." in answer.content.decode()


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_as_such(client):
    answer = client.get("/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.content.decode()


def test_an_officer_of_another_post_is_told_so_and_led_back_to_the_desk(stand):
    answer = client_of(stand, "specialist").get("/quan-tri/")
    assert answer.status_code == 403
    assert "dành cho cán bộ giữ vị trí khác" in answer.content.decode()
    assert '<a class="button" href="/can-bo/">' in answer.content.decode()


@pytest.mark.django_db
def test_who_is_sent_to_sign_in_is_told_why(client):
    told = "Nếu bạn vừa làm việc ở đây thì phiên đã hết"
    assert told in client.get("/ho-so/", follow=True).content.decode()
    assert told not in client.get("/tai-khoan/dang-nhap/").content.decode()
