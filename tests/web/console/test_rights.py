"""Who gets into the console, and how far."""

import pytest
from tests.web.console.conftest import words

pytestmark = pytest.mark.django_db
READ = ["", "don-vi/", "can-bo/", "lam-thay/", "lich/", "lich/thu-ngay-hen/", "thu-tuc/", "thu-tuc/bang/", "nhat-ky/"]
WRITE = ["don-vi/moi/", "can-bo/moi/", "lich/ngay/", "lich/hoan-doi/", "thu-tuc/nhap/"]


@pytest.mark.parametrize("page", [*READ, *WRITE, "he-thong/", "he-thong/tin/"])
def test_a_stranger_signs_in_first(client, office, page):
    response = client.get(f"/quan-tri/{page}")
    assert response.status_code == 302
    assert response["Location"].startswith("/tai-khoan/dang-nhap/")


@pytest.mark.parametrize("name", ["desk", "specialist", "leader", "citizen"])
@pytest.mark.parametrize("page", [*READ, *WRITE])
def test_other_posts_are_told_it_is_not_theirs(at_console, name, page):
    response = at_console(name).get(f"/quan-tri/{page}")
    assert response.status_code == 403
    assert "Trang này dành cho cán bộ" in words(response)


@pytest.mark.parametrize("page", READ)
def test_an_inspector_reads(at_console, page):
    assert at_console("inspector").get(f"/quan-tri/{page}").status_code == 200


@pytest.mark.parametrize("page", WRITE)
def test_an_inspector_changes_nothing(at_console, page):
    assert at_console("inspector").get(f"/quan-tri/{page}").status_code == 403


def test_an_administrator_of_a_commune_sees_their_own_units(at_console, office):
    page = words(at_console("admin_x").get("/quan-tri/don-vi/"))
    assert "Đơn vị X" in page
    assert "Đơn vị Y" not in page
    assert at_console("admin_x").get(f"/quan-tri/don-vi/{office.units['Y'].pk}/").status_code == 404


def test_an_administrator_of_a_commune_sees_their_own_officers(at_console, office):
    client = at_console("admin_x")
    page = words(client.get("/quan-tri/can-bo/"))
    assert "Người desk" in page
    assert "Người desk_y" not in page
    assert client.get(f"/quan-tri/can-bo/{office.accounts['desk_y'].pk}/").status_code == 404
    assert client.get(f"/quan-tri/can-bo/{office.accounts['citizen'].pk}/").status_code == 404


@pytest.mark.parametrize("page", ["he-thong/", "he-thong/tin/"])
def test_the_machine_room_is_for_the_whole_installation(at_console, page):
    assert at_console("admin").get(f"/quan-tri/{page}").status_code == 200
    assert at_console("admin_x").get(f"/quan-tri/{page}").status_code == 403


def test_only_the_whole_administrator_publishes_and_sets_holidays(at_console):
    client = at_console("admin_x")
    assert client.get("/quan-tri/thu-tuc/9.000001/sua/").status_code == 403
    assert client.get("/quan-tri/thu-tuc/nhap/").status_code == 403
    day = {"date": "24/12/2026", "name": "Nghỉ", "type": "swap", "status": "announced", "source": "1/TB"}
    assert client.post("/quan-tri/lich/ngay/", day).status_code == 403


def test_every_officer_has_a_page_of_absence(at_console):
    page = words(at_console("desk").get("/quan-tri/vang-mat/"))
    assert "Chỉ lãnh đạo của đơn vị hoặc người quản trị mới phân công người làm thay." in page
    assert "Người leader" in page
