"""Where citizens are sent when the national portal takes the case: told kindly, nothing lost, the counter named."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.dossiers.conftest import draft  # noqa: F401 - a complete application
from tests.factories import BUNDLE, Office, make_office, make_version

from motcua.dossiers.models import Dossier, Draft
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM
from motcua.procedures.actions.set_front import set_front

PORTAL = 'href="https://dichvucong.gov.vn"'
PROCEDURE, BEGIN = "/thu-tuc/9.000001/", "/thu-tuc/9.000001/nop/"
TODAY = date(2026, 11, 2)


@pytest.fixture
def office(db: None, present: Callable[[str], Any]) -> Any:
    present("2026-11-02T08:00")
    yield make_office()
    forget_directory()


@pytest.fixture
def citizen(office: Office) -> Client:
    client = Client()
    client.force_login(office.accounts["citizen"], backend="motcua.people.signin.SignInBackend")
    return client


def move_door(front: str = "national", *, on: date = TODAY, code: str = "") -> None:
    set_front(front=front, from_on=on, reason="CV 12", actor=SYSTEM, code=code)


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


@pytest.mark.parametrize("path", ["/", PROCEDURE, "/tro-giup/"])
def test_pages_hand_over_to_the_portal_and_name_the_counter(office: Office, path: str):
    assert PORTAL not in Client().get(path).content.decode()
    move_door()
    page = Client().get(path)
    assert PORTAL in page.content.decode()
    assert "bộ phận một cửa" in words(page)
    assert "Nộp trực tuyến " not in words(page).replace("Nộp trực tuyến 5", "")
    assert "Khai ngay trên trang này" not in words(page)


def test_the_procedure_is_still_explained(office: Office):
    move_door()
    page = words(Client().get(PROCEDURE))
    assert "Ảnh giấy tờ tùy thân" in page
    assert "5 ngày làm việc" in page


def test_the_lists_promise_no_door_that_is_closed(office: Office):
    for path in ("/thu-tuc/", "/thu-tuc/?q=xac nhan"):
        assert "nộp trực tuyến được" in words(Client().get(path))
    move_door()
    for path in ("/thu-tuc/", "/thu-tuc/?q=xac nhan"):
        assert "nộp trực tuyến được" not in words(Client().get(path))


def test_what_the_portal_lacks_keeps_its_button(office: Office, citizen: Client):
    move_door()
    move_door("own", code="9.000001")
    assert BEGIN in Client().get(PROCEDURE).content.decode()
    assert "/dang-soan/" in citizen.post(BEGIN)["Location"]


@pytest.mark.parametrize("stated", [False, True])
def test_a_stale_button_leads_to_the_portal(office: Office, citizen: Client, stated: bool):
    if stated:
        make_version({**BUNDLE, "front": "national"}, number=2, front="national")
    else:
        move_door()
    page = citizen.post(BEGIN, follow=True)
    assert "không nộp ở trang này" in words(page)
    assert PORTAL in page.content.decode()
    assert not Draft.objects.exists()


def test_an_open_draft_is_told_what_was_kept_and_where_to_go(office: Office, citizen: Client, draft: Draft):
    move_door()
    page = citizen.get(f"/dang-soan/{draft.pk}/")
    assert "vẫn được giữ ở đây" in words(page)
    assert PORTAL in page.content.decode()
    assert "Kiểm tra và nộp" not in words(page)
    review = citizen.get(f"/dang-soan/{draft.pk}/kiem-tra/")
    assert "Đặng Thị Ngọc Ánh" in words(review)
    assert "Nộp hồ sơ" not in words(review)
    assert PORTAL in review.content.decode()


def test_a_stale_hand_in_loses_nothing(office: Office, citizen: Client, draft: Draft):
    move_door()
    page = citizen.post(f"/dang-soan/{draft.pk}/nop/", follow=True)
    assert page.status_code == 200
    assert "Hồ sơ chưa nộp" in words(page)
    assert not Dossier.objects.exists()
    assert Draft.objects.get(pk=draft.pk).papers == draft.papers


def test_a_change_ahead_is_told_before_it_comes(office: Office, citizen: Client, draft: Draft):
    move_door(on=date(2026, 12, 1))
    for path in (PROCEDURE, f"/dang-soan/{draft.pk}/"):
        page = words(citizen.get(path))
        assert "01/12/2026" in page
        assert "Trước ngày đó bạn vẫn nộp được ở đây" in page


def test_what_another_body_handles_by_now_is_linked_and_the_draft_kept(
    office: Office,
    citizen: Client,
    draft: Draft,
):
    make_version({**BUNDLE, "handled_by": "police", "handler_url": "https://example.vn/ca"}, number=2, valid_from=TODAY)
    assert 'href="https://example.vn/ca"' in Client().get(PROCEDURE).content.decode()
    assert "cơ quan khác giải quyết" in words(citizen.get(f"/dang-soan/{draft.pk}/"))
    assert Draft.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(("ways", "said"), [(("counter",), "của xã."), (("counter", "post"), "gửi qua bưu điện")])
def test_what_names_no_online_way_is_not_filed_online(
    office: Office, citizen: Client, draft: Draft, ways: tuple[str, ...], said: str
):
    limits = {"time_limits": {key: {"value": 5, "unit": "working_day"} for key in ways}}
    make_version(limits, number=2)
    page = citizen.get(PROCEDURE)
    assert said in words(page)
    assert BEGIN not in page.content.decode()
    assert "nộp trực tuyến được" not in words(citizen.get("/thu-tuc/"))
    begun = citizen.post(BEGIN, follow=True)
    assert "không nhận hồ sơ trực tuyến" in words(begun)
    handed = citizen.post(f"/dang-soan/{draft.pk}/nop/", follow=True)
    assert "không nhận hồ sơ trực tuyến" in words(handed)
    assert not Dossier.objects.exists()
