"""Lists over the cases: search, messages, where things stand, the register on screen, as PDF and as a spreadsheet."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import make_officer, make_unit, make_version
from tests.web.office.conftest import listed, next_page, words

from motcua.dossiers import register
from motcua.dossiers.actions import export_queue, export_register
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.suspend_dossier import suspend_dossier
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.ledger.models import Entry
from motcua.notices.models import Message
from motcua.people.queries import forget_directory
from motcua.web.office import columns

pytestmark = pytest.mark.django_db


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# --- search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["dang thi ngoc anh", "Đặng Thị Ngọc Ánh", "ngoc anh", "xac nhan thu nghiem", "CODE"])
def test_search_finds_with_and_without_diacritics(at_desk, received, text):
    page = at_desk("specialist").get("/can-bo/tim/", {"q": text.replace("CODE", received.code)})
    assert listed(page) == [str(received.pk)]


def test_search_finds_nothing_of_another_commune(at_desk, received):
    page = at_desk("specialist_y").get("/can-bo/tim/", {"q": "ngoc anh"})
    assert listed(page) == []
    assert "Không tìm thấy hồ sơ nào" in words(page)


def test_a_desk_finds_by_the_whole_reference_what_waits_elsewhere(at_desk, submitted):
    assert listed(at_desk("desk_y").get("/can-bo/tim/", {"q": submitted.reference.lower()})) == [str(submitted.pk)]
    assert listed(at_desk("desk_y").get("/can-bo/tim/", {"q": "ngoc anh"})) == []
    assert listed(at_desk("specialist_y").get("/can-bo/tim/", {"q": submitted.reference})) == []
    page = words(at_desk("desk_y").get(f"/can-bo/ho-so/{submitted.pk}/"))
    assert "Tiếp nhận" in page, page
    assert at_desk("specialist_y").get(f"/can-bo/ho-so/{submitted.pk}/").status_code == 404


def test_where_only_the_own_desk_receives_the_search_names_it(at_desk, office, make_case):
    make_version({"parameters": {"receive.anywhere": False}}, number=2)
    waiting = make_case(receive=False)
    page = at_desk("desk_y").get("/can-bo/tim/", {"q": waiting.reference})
    assert listed(page) == []
    assert "chỉ được tiếp nhận tại Đơn vị X-MC" in words(page)
    assert at_desk("desk_y").get(f"/can-bo/ho-so/{waiting.pk}/").status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "%", "'; drop table", "\x00", "a" * 5000, '"', "(((", "* OR *"])
def test_any_text_may_be_searched(at_desk, received, text):
    assert at_desk("specialist").get("/can-bo/tim/", {"q": text}).status_code == 200


def test_what_is_found_goes_on_on_a_second_page(at_desk, make_case, monkeypatch):
    monkeypatch.setattr(columns, "SIZES", (2,))
    cases = {str(make_case().pk) for _ in range(3)}
    client = at_desk("specialist")
    first = client.get("/can-bo/tim/", {"q": "ngoc anh"})
    second = client.get(f"/can-bo/tim/{next_page(first)}")
    assert {*listed(first), *listed(second)} == cases
    assert len(listed(second)) == 1


# --- messages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def message(office, received):
    return Message.objects.create(
        key="m1",
        post=office.posts["specialist"],
        dossier_id=received.pk,
        topic="dossier.warn_holder",
        text="Hồ sơ %(code)s sắp đến hạn: %(until)s.",
        params={"code": received.code, "until": "09/11/2026"},
        link=f"/can-bo/ho-so/{received.pk}/",
        at=clock.now(),
    )


def test_messages_lead_to_their_dossier_and_are_read_then(at_desk, message, received):
    client = at_desk("specialist")
    page = client.get("/can-bo/tin/")
    assert f"Hồ sơ {received.code} sắp đến hạn: 09/11/2026." in words(page)
    assert 'class="is-unread"' in page.content.decode()
    assert client.post(f"/can-bo/tin/{message.pk}/")["Location"] == message.link
    assert 'class="is-unread"' not in client.get("/can-bo/tin/").content.decode()


def test_nobody_opens_the_messages_of_others(at_desk, message):
    client = at_desk("leader_y")
    assert "sắp đến hạn" not in words(client.get("/can-bo/tin/"))
    assert client.post(f"/can-bo/tin/{message.pk}/").status_code == 404


def test_no_message_teaches(at_desk):
    assert "Chưa có tin nào" in words(at_desk("leader").get("/can-bo/tin/"))


# --- where things stand ----------------------------------------------------------------------------------------------


@pytest.fixture
def late_and_calm(make_case, present):
    late, calm = make_case(name="Hồ Sơ Trễ"), make_case(name="Hồ Sơ Còn Hạn")
    make_case("Y", name="Xã Bên")
    at = present("2026-11-03T08:00")
    Dossier.objects.filter(pk=late.pk).update(attention_at=at - timedelta(days=1))
    Dossier.objects.filter(pk=calm.pk).update(attention_at=at + timedelta(days=9))
    return late, calm


def test_a_leader_sees_their_commune_by_risk_holder_and_age(at_desk, late_and_calm):
    late, calm = late_and_calm
    page = at_desk("leader").get("/can-bo/hien-trang/")
    assert listed(page) == [str(late.pk), str(calm.pk)]
    assert "Vị trí specialist" in words(page)
    assert "Xã Bên" not in words(page)


def test_an_inspector_sees_every_commune_below(at_desk, late_and_calm):
    shown = words(at_desk("inspector").get("/can-bo/hien-trang/"))
    assert "Xã Bên" in shown
    assert "Đơn vị Y" in shown


@pytest.mark.parametrize(
    ("risk", "found"), [("overdue", [0]), ("calm", [1]), ("today", []), ("waiting", []), ("x", [0, 1])]
)
def test_by_risk(at_desk, late_and_calm, risk, found):
    page = at_desk("leader").get("/can-bo/hien-trang/", {"muc": risk})
    assert listed(page) == [str(late_and_calm[at].pk) for at in found]


@pytest.mark.parametrize("unit", ["nonsense", "²", "99999999", ""])
def test_an_odd_unit_harms_nothing(at_desk, late_and_calm, unit):
    assert at_desk("inspector").get("/can-bo/hien-trang/", {"don-vi": unit}).status_code == 200


def test_a_suspension_past_its_review_counts_as_overdue(at_desk, office, received, present):
    suspend_dossier(
        dossier_id=received.pk, actor=office.actor("specialist"), reason="Chờ tòa án.", review_on=date(2026, 11, 9)
    )
    place, leader = "/can-bo/hien-trang/", at_desk("leader")
    assert listed(leader.get(place, {"muc": "waiting"})) == [str(received.pk)]
    present("2026-11-10T08:00")
    assert listed(leader.get(place, {"muc": "waiting"})) == []
    assert "đã quá ngày xem lại" in words(leader.get(place, {"muc": "overdue"}))


def test_of_one_unit(at_desk, office, late_and_calm):
    page = at_desk("inspector").get("/can-bo/hien-trang/", {"don-vi": office.units["Y"].pk})
    assert "Xã Bên" in words(page)
    assert "Hồ Sơ Trễ" not in words(page)


# --- the register ----------------------------------------------------------------------------------------------------


def test_the_register_of_a_span(at_desk, make_case, present):
    early = make_case(name="Đầu Tháng")
    present("2026-11-20T09:00")
    client = at_desk("desk")
    assert listed(client.get("/can-bo/so-theo-doi/")) == [str(early.pk)]
    assert listed(client.get("/can-bo/so-theo-doi/?tu=2026-11-03&den=2026-11-20")) == []
    assert listed(client.get("/can-bo/so-theo-doi/?tu=2026-11-20&den=2026-11-02")) == [str(early.pk)]
    assert client.get("/can-bo/so-theo-doi/?tu=31/02/2026&den=x").status_code == 200


def test_another_units_register_is_not_shown(at_desk, office, make_case):
    make_case("Y", name="Xã Bên")
    page = at_desk("desk").get("/can-bo/so-theo-doi/", {"don-vi": office.units["Y"].pk})
    assert "Xã Bên" not in words(page)


def test_the_register_as_a_spreadsheet_runs_nothing(at_desk, make_case):
    make_case(name='=HYPERLINK("http://x","bấm")')
    make_case(name="+84 lừa")
    make_case(name="@SUM(1)")
    response = at_desk("desk").get("/can-bo/so-theo-doi/?dang=csv")
    assert response["Content-Disposition"] == 'attachment; filename="so-theo-doi.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [
        "Mã hồ sơ",
        "Thủ tục",
        "Người nộp",
        "Tiếp nhận",
        "Hẹn trả",
        "Trả kết quả",
        "Trạng thái",
        "Nơi tiếp nhận",
        "Nơi giải quyết",
    ]
    assert [row[2] for row in rows[1:]] == ['\'=HYPERLINK("http://x","bấm")', "'+84 lừa", "'@SUM(1)"]
    assert rows[1][3:5] == ["02/11/2026 08:00", "09/11/2026 17:00"]


def test_what_a_desk_took_in_for_another_unit_stands_in_a_part_of_its_own(at_desk, office, make_case):
    own = make_case("Y", name="Người Xã Mình")
    other = make_case("X", receive=False, name="Người Xã Bên")
    receive_dossier(dossier_id=other.pk, actor=office.actor("desk_y"))
    client = at_desk("desk_y")
    assert listed(client.get("/can-bo/so-theo-doi/")) == [str(own.pk)]
    page = client.get("/can-bo/so-theo-doi/?phan=ho")
    assert listed(page) == [str(other.pk)]
    text = client.get("/can-bo/so-theo-doi/?dang=csv").content.decode("utf-8-sig")
    assert [row[2] for row in list(csv.reader(io.StringIO(text)))[1:]] == ["Người Xã Mình", "Người Xã Bên"]
    assert listed(at_desk("desk").get("/can-bo/so-theo-doi/")) == [str(other.pk)]
    assert listed(at_desk("desk").get("/can-bo/so-theo-doi/?phan=ho")) == []


def test_a_districts_desk_finds_what_it_took_in_for_the_communes(at_desk, office, make_case):
    make_unit(office, "H-MC", "one_stop_desk", "H")
    make_officer(office, "desk_h", "H-MC", "desk_officer")
    forget_directory()
    other = make_case("X", receive=False, name="Nguyễn Thị Thuỳ Dương")
    receive_dossier(dossier_id=other.pk, actor=office.actor("desk_h"))
    client, own = at_desk("desk_h"), make_case("Y", name="Người Xã Khác")
    page = client.get("/can-bo/so-theo-doi/")
    assert listed(page) == [str(other.pk)]
    assert "chỉ tiếp nhận thay" in words(page)
    assert "phan=" not in page.content.decode()
    text = client.get("/can-bo/so-theo-doi/?dang=csv").content.decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(text)))[1:]
    assert [(row[2], row[7], row[8]) for row in told] == [("Nguyễn Thị Thuỳ Dương", "Đơn vị H-MC", "UBND đơn vị X")]
    assert client.get("/can-bo/so-theo-doi/?dang=pdf").content.startswith(b"%PDF")
    assert listed(client.get("/can-bo/so-theo-doi/", {"don-vi": office.units["Y"].pk})) == [str(other.pk)]
    assert listed(at_desk("desk_y").get("/can-bo/so-theo-doi/")) == [str(own.pk)]
    above = at_desk("inspector").get("/can-bo/so-theo-doi/", {"don-vi": office.units["H"].pk})
    assert listed(above) == [str(other.pk)]


def test_the_register_as_pdf(at_desk, received):
    response = at_desk("desk").get("/can-bo/so-theo-doi/?dang=pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("page", "name", "ceiling"),
    [
        ("tim/?q=ngoc+anh", "specialist", 12),
        ("tin/", "specialist", 9),
        ("hien-trang/", "leader", 13),
        ("so-theo-doi/", "desk", 9),
        ("duyet/", "leader", 12),
    ],
)
def test_a_list_costs_the_same_with_thirty_rows(at_desk, make_case, page, name, ceiling):
    make_case()
    client = at_desk(name)
    few = statements(client, f"/can-bo/{page}")
    for _ in range(30):
        make_case()
    assert statements(client, f"/can-bo/{page}") == few
    assert few <= ceiling


@pytest.mark.parametrize(
    "address", ["/can-bo/so-theo-doi/?dang=csv", "/can-bo/so-theo-doi/?dang=pdf", "/can-bo/bang-tinh/"]
)
def test_a_file_is_whole_or_refused_never_cut_without_a_word(at_desk, make_case, monkeypatch, address):
    for module in (register, export_queue, export_register):
        monkeypatch.setattr(module, "MOST_EXPORTED", 2)
    for _ in range(2):
        make_case()
    client = at_desk("leader") if "so-theo-doi" in address else at_desk("specialist")
    assert client.get(address).status_code == 200
    make_case()
    refused = client.get(address)
    assert refused.status_code == 422
    assert "Có hơn 2 hồ sơ" in words(refused)
    assert Entry.objects.filter(act__startswith="export_").count() == 1
