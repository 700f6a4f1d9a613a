"""Officers: found, opened, closed; secrets are shown once; who acts for whom."""

import re

import pytest
from tests.factories import make_officer, make_unit
from tests.web.console.conftest import words

from motcua.kernel import clock
from motcua.people.actions.use_token import use_token
from motcua.people.models import Account, ApiToken, Delegation
from motcua.people.queries import forget_directory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(present):
    present("2026-11-02T08:00")


def secret_of(response):
    return re.search(r'id="secret">([^<]+)<', response.content.decode())[1]


def test_officers_are_found_without_marks_and_sorted(at_console):
    page = words(at_console("admin").get("/quan-tri/can-bo/?q=nguoi leader_y"))
    assert "Người leader_y" in page
    assert "Người desk" not in page
    assert at_console("admin").get("/quan-tri/can-bo/?xep=dang-nhap&muc=all&sau=hỏng").status_code == 200


def test_a_new_officer_gets_a_password_that_is_shown_once(at_console, office):
    client = at_console("admin_x")
    given = {"unit": office.units["X"].pk, "full_name": "Đặng Thị Ngọc Ánh", "username": "x.ngocanh"}
    response = client.post("/quan-tri/can-bo/moi/", given)
    account = Account.objects.get(username="x.ngocanh")
    assert account.check_password(secret_of(response))
    assert response["Cache-Control"] == "no-store"
    assert secret_of(response) not in client.get(f"/quan-tri/can-bo/{account.pk}/").content.decode()
    again = client.post("/quan-tri/can-bo/moi/", given)
    assert again.status_code == 409
    assert "Tên đăng nhập x.ngocanh đã có người dùng." in words(again)
    wrong = client.post("/quan-tri/can-bo/moi/", {**given, "username": "Ngọc Ánh"})
    assert "Tên đăng nhập gồm chữ thường không dấu" in words(wrong)


def test_a_password_is_reset(at_console, office):
    account = office.accounts["desk"]
    response = at_console("admin_x").post(f"/quan-tri/can-bo/{account.pk}/mat-khau/", {"second_factor": "yes"})
    account.refresh_from_db()
    assert account.check_password(secret_of(response))


def test_an_account_is_closed_and_opened_again(at_console, office):
    client, account = at_console("admin_x"), office.accounts["desk"]
    assert client.post(f"/quan-tri/can-bo/{account.pk}/khoa/", {"reason": ""}).status_code == 422
    assert client.post(f"/quan-tri/can-bo/{account.pk}/khoa/", {"reason": "Nghỉ việc"}).status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    page = words(client.get(f"/quan-tri/can-bo/{account.pk}/"))
    assert "Khóa tài khoản. Lý do: Nghỉ việc" in page
    assert client.post(f"/quan-tri/can-bo/{account.pk}/mo-lai/", {"x": "1"}).status_code == 302
    account.refresh_from_db()
    assert account.is_active


def test_before_locking_it_is_told_where_the_work_goes(at_console, office, received):
    client = at_console("admin_x")
    page = words(client.get(f"/quan-tri/can-bo/{office.accounts['specialist'].pk}/khoa/"))
    assert "1 hồ sơ đang chờ ở vị trí người này giữ" in page
    assert "tự chuyển cho đồng nghiệp" in page
    assert "hồ sơ đang chờ" not in words(client.get(f"/quan-tri/can-bo/{office.accounts['land'].pk}/khoa/"))


def test_nobody_closes_their_own_account(at_console, office):
    response = at_console("admin").post(f"/quan-tri/can-bo/{office.accounts['admin'].pk}/khoa/", {"reason": "x"})
    assert response.status_code == 403
    assert "Bạn không thể tự khóa tài khoản của mình." in words(response)


def test_a_key_is_shown_once_to_its_owner_and_taken_back_by_the_administrator(at_console, office):
    account, mine = office.accounts["desk"], "/tai-khoan/khoa-chuong-trinh/"
    own = at_console("desk")
    key = secret_of(own.post(mine, {"label": "Báo cáo tuần", "expires_on": "31/12/2026"}))
    assert use_token(key, clock.now()) == account
    assert key not in own.get(mine).content.decode()
    token, client = ApiToken.objects.get(account=account), at_console("admin")
    page = client.get(f"/quan-tri/can-bo/{account.pk}/")
    assert "Báo cáo tuần" in words(page)
    assert key not in page.content.decode()
    assert client.post(f"{mine}{token.pk}/thu-hoi/").status_code == 404
    address = f"/quan-tri/can-bo/{account.pk}/khoa-chuong-trinh/{token.pk}/thu-hoi/"
    assert client.post(address, {"x": "1"}).status_code == 302
    assert use_token(key, clock.now()) is None


def test_an_owner_takes_a_key_back(at_console, office):
    own, mine = at_console("desk"), "/tai-khoan/khoa-chuong-trinh/"
    key = secret_of(own.post(mine, {"label": "Báo cáo tuần"}))
    assert own.post(f"{mine}{ApiToken.objects.get().pk}/thu-hoi/").status_code == 302
    assert use_token(key, clock.now()) is None


def test_whoever_can_stand_in_is_offered_the_nearest_first(at_console, office):
    client, address = at_console("leader"), "/quan-tri/lam-thay/moi/"
    asked = client.get(address)
    assert 'name="account"' not in asked.content.decode()
    step = client.post(address, {"post": office.posts["desk"].pk})
    assert step["Location"] == f"{address}?vi-tri={office.posts['desk'].pk}"
    page = client.get(step["Location"]).content.decode()
    near, rest = page.split('label="Cùng đơn vị, cùng loại việc"')[1].split('label="Đơn vị khác trong cùng cơ quan"')
    assert str(office.accounts["desk2"].pk) in near
    assert str(office.accounts["specialist"].pk) in rest
    for name in ("desk", "police", "desk_y"):
        assert f'value="{office.accounts[name].pk}"' not in page
    make_unit(office, "CA-X", "agency", "X")
    guard = make_officer(office, "guard", "CA-X", "specialist")
    forget_directory()
    page = client.get(step["Location"]).content.decode()
    assert str(guard.pk) in page.split('label="Cơ quan khác"')[1]
    of_specialist = client.get(f"{address}?vi-tri={office.posts['specialist'].pk}").content.decode()
    assert f'value="{office.accounts["desk2"].pk}"' not in of_specialist


def test_a_leader_names_a_substitute_and_ends_it(at_console, office):
    client = at_console("leader")
    given = {
        "post": office.posts["desk"].pk,
        "account": office.accounts["desk2"].pk,
        "from_on": "02/11/2026",
        "until_on": "03/11/2026",
        "reason": "Nghỉ phép",
    }
    assert client.post("/quan-tri/lam-thay/moi/", given)["Location"] == "/quan-tri/vang-mat/"
    delegation = Delegation.objects.get()
    assert "Nghỉ phép" in words(at_console("admin").get("/quan-tri/lam-thay/?ngay=03/11/2026"))
    assert "Nghỉ phép" in words(at_console("desk").get("/quan-tri/vang-mat/"))
    assert "Nghỉ phép" not in words(at_console("admin").get("/quan-tri/lam-thay/?ngay=2026-11-04"))
    again = client.post("/quan-tri/lam-thay/moi/", given)
    assert again.status_code == 409
    assert "Trong thời gian này đã có người làm thay ở vị trí này." in words(again)
    assert at_console("leader_y").get(f"/quan-tri/lam-thay/{delegation.pk}/ket-thuc/").status_code == 404
    assert client.post(f"/quan-tri/lam-thay/{delegation.pk}/ket-thuc/", {"x": "1"}).status_code == 302
    delegation.refresh_from_db()
    assert delegation.revoked_at is not None


def test_every_officer_finds_the_page_of_their_absence_in_the_menu(at_console):
    assert 'href="/quan-tri/vang-mat/"' in at_console("specialist").get("/quan-tri/vang-mat/").content.decode()
