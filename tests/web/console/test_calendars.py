"""Calendars: days of the country, swaps, opening hours, a due date tried out."""

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.web.console.conftest import words

from motcua import workdays
from motcua.web.console.calendar_words import source_words
from motcua.workdays.models import OfficeHours, SpecialDay
from motcua.workdays.queries import calendar_for, forget_calendars, hours_on

pytestmark = pytest.mark.django_db
DAY = {"date": "24/12/2026", "name": "Nghỉ lễ", "type": "statutory", "status": "announced", "source": "1/TB"}


@pytest.fixture(autouse=True)
def _today(present):
    present("2026-11-02T08:00")


def test_a_day_is_added_corrected_and_taken_back(at_console):
    client = at_console("admin")
    assert client.post("/quan-tri/lich/ngay/", DAY)["Location"].startswith("/quan-tri/lich/")
    assert SpecialDay.objects.get().kind == "off"
    page = words(client.get("/quan-tri/lich/?nam=2026"))
    assert "thứ Năm, 24/12/2026" in page
    assert "1/TB" in page
    assert "Nghỉ lễ" in client.get("/quan-tri/lich/ngay/?ngay=2026-12-24").content.decode()
    client.post("/quan-tri/lich/ngay/?ngay=2026-12-24", {**DAY, "status": "projected"})
    assert "1 ngày là dự kiến" in words(client.get("/quan-tri/lich/?nam=2026"))
    assert "Ngày nghỉ chưa công bố, đang tính theo dự kiến" in words(client.get("/quan-tri/"))
    assert client.post("/quan-tri/lich/ngay/2026-12-24/bo/", {"x": "1"}).status_code == 302
    assert not SpecialDay.objects.exists()
    assert client.post("/quan-tri/lich/ngay/2026-12-24/bo/", {"x": "1"}).status_code == 404


def test_what_is_wrong_stands_at_its_field(at_console):
    response = at_console("admin").post("/quan-tri/lich/ngay/", {**DAY, "source": "", "name": " "})
    assert response.status_code == 422
    response = at_console("admin").post("/quan-tri/lich/ngay/", {**DAY, "source": ""})
    assert "Ghi số văn bản công bố ngày này." in words(response)


def test_the_year_of_what_was_just_set_is_shown(at_console):
    client = at_console("admin")
    assert client.post("/quan-tri/lich/ngay/", {**DAY, "date": "05/01/2027"})["Location"].endswith("?nam=2027")
    given = {"off": "31/12/2027", "work": "08/01/2028", "name": "Nghỉ liền", "source": "2/TB"}
    assert client.post("/quan-tri/lich/hoan-doi/", given)["Location"].endswith("?nam=2027")


def test_a_swap_is_both_days_or_none(at_console):
    client = at_console("admin")
    given = {"off": "24/12/2026", "work": "23/12/2026", "name": "Nghỉ liền", "source": "2/TB"}
    response = client.post("/quan-tri/lich/hoan-doi/", given)
    assert response.status_code == 422
    assert "Ngày này vốn là ngày làm việc nên không cần khai làm bù." in words(response)
    assert not SpecialDay.objects.exists()
    assert client.post("/quan-tri/lich/hoan-doi/", {**given, "work": "26/12/2026"}).status_code == 302
    assert [one.kind for one in SpecialDay.objects.order_by("date")] == ["off", "work"]


def test_a_unit_gets_hours_of_its_own(at_console, office):
    client, unit = at_console("admin_x"), office.units["X"]
    given = {"valid_from": "02/11/2026", "mon": "7h30-11:30, 13:30-17:00", "sat": "07:30–11:30", "duty": ["sat"]}
    assert client.post(f"/quan-tri/don-vi/{unit.pk}/gio-lam-viec/dat/", given).status_code == 302
    forget_calendars()
    assert hours_on(unit.pk, date(2026, 11, 2)).to_json()["mon"] == [["07:30", "11:30"], ["13:30", "17:00"]]
    page = words(client.get(f"/quan-tri/don-vi/{unit.pk}/gio-lam-viec/"))
    assert "07:30–11:30, 13:30–17:00" in page
    assert "ngày trực" in page


def test_hours_that_cannot_be_read_or_lie_in_the_past_are_refused(at_console, office):
    client, address = at_console("admin_x"), f"/quan-tri/don-vi/{office.units['X'].pk}/gio-lam-viec/dat/"
    bad = client.post(address, {"valid_from": "02/11/2026", "mon": "sáng", "tue": "07:00-11:00"})
    assert bad.status_code == 422
    assert "Ghi giờ dạng 07:00–11:00" in words(bad)
    past = client.post(address, {"valid_from": "01/11/2026", "mon": "07:00-11:00"})
    assert "chỉ áp dụng được từ hôm nay trở đi" in words(past)
    assert not OfficeHours.objects.exists()


def test_a_due_date_is_tried_with_its_story(at_console, office):
    client = at_console("admin")
    client.post("/quan-tri/lich/ngay/", {**DAY, "date": "04/11/2026"})
    forget_calendars()
    unit = office.units["X"].pk
    asked = f"?unit={unit}&on=02/11/2026&at=16:30&value=3&kind=working_day"
    page = words(client.get(f"/quan-tri/lich/thu-ngay-hen/{asked}"))
    assert "thứ Sáu, 06/11/2026, trước 17:00" in page
    assert "04/11/2026 không tính: Nghỉ lễ." in page
    wrong = words(client.get("/quan-tri/lich/thu-ngay-hen/?unit=999&on=x&at=25&value=0&kind=week"))
    assert "Còn chỗ cần sửa" in wrong
    assert calendar_for(unit) is not None


def test_where_a_day_is_written_is_told_in_the_readers_words(at_console):
    noted = {
        "announced schedule 2025 (recalled), PyPI holidays 0.109 (VN), agrees": "đã công bố của năm 2025 (chưa",
        "Bộ Nội vụ, hoán đổi 2026: 4 days off confirmed; recalled, not seen; MISSING in PyPI holidays": "2026 (chưa",
        "Bộ luật Lao động 2019 (45/2019/QH14) Điều 112; lunar date checked with lunardate": "(45/2019/QH14) Điều 112",
    }
    for at, source in enumerate(noted, start=1):
        SpecialDay.objects.create(date=date(2026, 12, at), kind="off", name=str(at), status="announced", source=source)
    page = words(at_console("admin").get("/quan-tri/lich/?nam=2026"))
    assert all(told in page for told in noted.values())
    assert "2 ngày có nguồn chưa đọc lại văn bản gốc" in page
    assert not {"recalled", "PyPI", "MISSING", "lunardate", "announced"} & set(page.replace(",", " ").split())
    form = at_console("admin").get("/quan-tri/lich/ngay/?ngay=2026-12-01").content.decode()
    assert "Lịch nghỉ đã công bố của năm 2025 (chưa đối chiếu văn bản gốc)" in form


def test_every_source_that_ships_is_told_without_the_keepers_notes():
    with Path(workdays.__file__).with_name("data").joinpath("holidays.csv").open() as lines:
        told = {str(source_words(row["source"])) for row in csv.DictReader(lines)}
    assert not [one for one in told if any(note in one for note in ("PyPI", "recalled", "cited", "seen", "checked"))]


def test_what_an_upgrade_brought_is_told_until_it_was_looked_at(at_console):
    client = at_console("admin")
    days = {"kind": "off", "type": "statutory", "status": "projected", "source": "TB 1"}
    SpecialDay.objects.create(date=date(2028, 1, 26), name="Mùng 1 Tết Mậu Thân", news="new", **days)
    SpecialDay.objects.create(date=date(2027, 2, 4), name="28 tháng Chạp", news="gone", **days)
    page = words(client.get("/quan-tri/lich/?nam=2026"))
    assert "Bản cập nhật phần mềm có ngày mới cho năm 2028" in page
    assert "thứ Tư, 26/01/2028 : Mùng 1 Tết Mậu Thân (Ngày lễ, tết) – Mới theo bản cập nhật" in page
    assert "28 tháng Chạp (Ngày lễ, tết) – Bản cập nhật không còn ngày này" in page
    assert "Ngày nghỉ mới theo bản cập nhật" in words(client.get("/quan-tri/"))
    tet = {**DAY, "date": "26/01/2028", "name": "Mùng 1 Tết Mậu Thân", "source": "TB 1"}
    client.post("/quan-tri/lich/ngay/?ngay=2028-01-26", tet)
    client.post("/quan-tri/lich/ngay/2027-02-04/bo/", {"x": "1"})
    assert "Bản cập nhật" not in words(client.get("/quan-tri/lich/?nam=2028"))
    assert "Ngày nghỉ mới theo bản cập nhật" not in words(client.get("/quan-tri/"))
