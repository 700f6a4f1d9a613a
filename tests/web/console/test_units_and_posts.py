"""Units and posts: found, made, corrected, ended, held."""

from datetime import date

import pytest
from tests.web.console.conftest import words

from motcua.ledger.models import Entry
from motcua.people.models import Holding, Post, Unit, UnitSuccession
from motcua.people.queries import forget_directory

pytestmark = pytest.mark.django_db
NEW = {"kind": "division", "name": "Văn hóa", "valid_from": "02/11/2026"}


@pytest.fixture(autouse=True)
def _today(present):
    present("2026-11-02T08:00")


def test_the_tree_is_searched_without_marks(at_console):
    page = words(at_console("admin").get("/quan-tri/don-vi/?q=don vi x"))
    assert "Đơn vị X-MC" in page
    assert "Đơn vị Y" not in page
    assert "Không có đơn vị nào khớp" in words(at_console("admin").get("/quan-tri/don-vi/?q=zzz"))


def test_a_unit_is_made_and_its_mistakes_come_back_in_words(at_console, office):
    client = at_console("admin")
    given = {
        "parent": office.units["X"].pk,
        "kind": "division",
        "code": "x-vh",
        "name": "Văn hóa",
        "valid_from": "02/11/2026",
    }
    assert client.post("/quan-tri/don-vi/moi/", given).status_code == 302
    made = Unit.objects.get(code="X-VH")
    assert (made.parent, made.name) == (office.units["X"], "Văn hóa")
    assert Entry.objects.filter(subject_kind="unit", subject_id="X-VH", act="create_unit").exists()
    again = client.post("/quan-tri/don-vi/moi/", given)
    assert again.status_code == 409
    assert "Đã có đơn vị mang mã X-VH." in words(again)
    wrong = client.post("/quan-tri/don-vi/moi/", {**given, "code": "ă!", "valid_from": "32/13/2026"})
    assert wrong.status_code == 422
    assert "ă!" in wrong.content.decode()


def test_a_commune_administrator_makes_units_only_below_their_own(at_console, office):
    given = {
        "parent": office.units["Y"].pk,
        "kind": "division",
        "code": "Y-VH",
        "name": "V",
        "valid_from": "02/11/2026",
    }
    assert at_console("admin_x").post("/quan-tri/don-vi/moi/", given).status_code == 422
    assert not Unit.objects.filter(code="Y-VH").exists()


def test_facts_of_a_unit_are_corrected(at_console, office):
    unit = office.units["X"]
    given = {"name": "Xã Mới", "short_name": "Mới", "agency_code": "H01.99.09", "address": "Ấp 1"}
    response = at_console("admin_x").post(f"/quan-tri/don-vi/{unit.pk}/sua/", given)
    assert response.status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.agency_code, unit.address) == ("Xã Mới", "H01.99.09", "Ấp 1")


def test_a_unit_with_open_dossiers_is_not_ended(at_console, office, received):
    unit = office.units["X"]
    response = at_console("admin").post(f"/quan-tri/don-vi/{unit.pk}/ket-thuc/", {"last_day": "30/11/2026"})
    assert response.status_code == 409
    assert "Đơn vị X còn 1 hồ sơ đang giải quyết." in words(response)
    unit.refresh_from_db()
    assert unit.valid_until is None


def test_a_unit_is_ended_with_its_successor(at_console, office):
    unit = office.units["Y"]
    given = {"last_day": "02/11/2026", "successor": office.units["X"].pk, "resolution": "1654/NQ"}
    response = at_console("admin").post(f"/quan-tri/don-vi/{unit.pk}/ket-thuc/", given)
    assert response.status_code == 302
    unit.refresh_from_db()
    assert unit.valid_until is not None
    page = words(at_console("admin").get(f"/quan-tri/don-vi/{unit.pk}/"))
    assert "thuộc Đơn vị X (1654/NQ)" in page


def test_a_unit_hands_over_what_is_open_and_ends(at_console, office, received):
    client, unit, taker = at_console("admin"), office.units["X"], office.units["Y"]
    UnitSuccession.objects.create(old=unit, new=taker, on=date(2026, 11, 1))
    hand_over = f"/quan-tri/don-vi/{unit.pk}/ban-giao/"
    assert hand_over in client.get(f"/quan-tri/don-vi/{unit.pk}/").content.decode()
    page = client.get(hand_over)
    assert "Đơn vị X có 1 hồ sơ chưa xong." in words(page)
    assert f'value="{taker.pk}" selected' in page.content.decode()  # what the resolution names stands chosen
    done = client.post(hand_over, {"unit": taker.pk}, follow=True)
    assert "Đã chuyển 1 hồ sơ." in words(done)
    received.refresh_from_db()
    assert received.holder_post_id == office.posts["specialist_y"].pk
    assert client.post(f"/quan-tri/don-vi/{unit.pk}/ket-thuc/", {"last_day": "02/11/2026"}).status_code == 302


def test_another_s_unit_is_not_handed_over(at_console, office):
    client = at_console("admin_x")
    assert client.get(f"/quan-tri/don-vi/{office.units['Y'].pk}/ban-giao/").status_code == 404
    page = client.get(f"/quan-tri/don-vi/{office.units['X'].pk}/ban-giao/")
    assert "Đơn vị Y" not in words(page)


def test_a_post_is_made_held_and_left(at_console, office):
    client, unit = at_console("admin_x"), office.units["X-MC"]
    given = {"role": "desk_officer", "title": "Quầy 3", "valid_from": "02/11/2026", "fields_of_work": ["Hộ tịch"]}
    assert client.post(f"/quan-tri/don-vi/{unit.pk}/vi-tri-moi/", given).status_code == 302
    post = Post.objects.get(title="Quầy 3")
    assert post.fields == ["Hộ tịch"]
    assert "Chưa có người giữ" in words(client.get(f"/quan-tri/don-vi/{unit.pk}/"))
    assert "Vị trí chưa có người giữ" in words(client.get("/quan-tri/"))
    chosen = {"account": office.accounts["desk2"].pk, "from_on": "02/11/2026"}
    assert client.post(f"/quan-tri/vi-tri/{post.pk}/phan-cong/", chosen).status_code == 302
    holding = Holding.objects.get(post=post)
    forget_directory()
    taken = client.post(f"/quan-tri/vi-tri/{post.pk}/phan-cong/", {**chosen, "account": office.accounts["desk"].pk})
    assert taken.status_code == 409
    assert "Người desk2 đang giữ vị trí này" in words(taken)
    assert client.post(f"/quan-tri/phan-cong/{holding.pk}/ket-thuc/", {"last_day": "02/11/2026"}).status_code == 302
    holding.refresh_from_db()
    assert holding.until_on is not None


def test_everything_at_a_post_is_handed_over_before_its_officer_leaves(at_console, office, received):
    client, post = at_console("admin_x"), office.posts["specialist"]
    end = f"/quan-tri/phan-cong/{Holding.objects.get(post=post).pk}/ket-thuc/"
    refused = client.post(end, {"last_day": "02/11/2026"})
    assert refused.status_code == 409
    assert "Còn 1 hồ sơ đang chờ ở vị trí “Vị trí specialist”" in words(refused)
    hand_over = f"/quan-tri/vi-tri/{post.pk}/chuyen-ho-so/"
    assert hand_over in client.get(f"/quan-tri/don-vi/{post.unit_id}/").content.decode()
    page = client.get(hand_over)
    assert "Có 1 hồ sơ đang chờ ở vị trí “Vị trí specialist”." in words(page)
    assert "Vị trí leader_y" not in words(page)
    done = client.post(hand_over, {"post": office.posts["leader"].pk}, follow=True)
    assert "Đã chuyển 1 hồ sơ." in words(done)
    received.refresh_from_db()
    assert received.holder_post_id == office.posts["leader"].pk
    assert client.post(end, {"last_day": "02/11/2026"}).status_code == 302


def test_a_vacant_post_is_removed_once_nothing_waits_there(at_console, office, received):
    client, post = at_console("admin_x"), office.posts["specialist"]
    remove, page = f"/quan-tri/vi-tri/{post.pk}/bo/", f"/quan-tri/don-vi/{post.unit_id}/"
    assert remove not in client.get(page).content.decode()  # somebody holds it
    Holding.objects.filter(post=post).update(until_on=date(2026, 11, 1))
    forget_directory()
    assert remove in client.get(page).content.decode()
    assert "Còn 1 hồ sơ đang chờ" in words(client.post(remove, {"last_day": "02/11/2026"}))
    client.post(f"/quan-tri/vi-tri/{post.pk}/chuyen-ho-so/", {"post": office.posts["leader"].pk})
    assert "Đã bỏ vị trí." in words(client.post(remove, {"last_day": "01/11/2026"}, follow=True))
    assert "Vị trí đã kết thúc hoặc chưa bắt đầu (1)" in words(client.get(page))
    assert at_console("admin_x").get(f"/quan-tri/vi-tri/{office.posts['desk_y'].pk}/bo/").status_code == 404


def test_posts_of_others_are_not_found(at_console, office):
    client, holding = at_console("admin_x"), Holding.objects.get(post=office.posts["desk_y"])
    assert client.get(f"/quan-tri/vi-tri/{office.posts['desk_y'].pk}/phan-cong/").status_code == 404
    assert client.get(f"/quan-tri/phan-cong/{holding.pk}/ket-thuc/").status_code == 404
    assert client.get(f"/quan-tri/vi-tri/{office.posts['desk_y'].pk}/chuyen-ho-so/").status_code == 404
