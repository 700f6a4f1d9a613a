"""Where citizens apply online: listed, changed from a day on after a preview, by the administrator of everything."""

from datetime import date

import pytest
from tests.web.console.conftest import words

from motcua.people.rules import SYSTEM
from motcua.procedures.actions.set_front import set_front
from motcua.procedures.models import FrontRule
from motcua.procedures.queries import front_of

pytestmark = pytest.mark.django_db
LIST, CHANGE = "/quan-tri/thu-tuc/cua-nop/", "/quan-tri/thu-tuc/cua-nop/doi/"
CODE = "9.000001"
OF_PROCEDURE, PROCEDURE = f"/quan-tri/thu-tuc/{CODE}/cua-nop/", f"/quan-tri/thu-tuc/{CODE}/"
TODAY, DECEMBER = date(2026, 11, 2), date(2026, 12, 1)
SHEET = {"front": "national", "from_on": "01/12/2026", "reason": "CV 12/UBND"}


@pytest.fixture(autouse=True)
def _today(present):
    present("2026-11-02T08:00")


def test_a_preview_says_what_citizens_will_see_and_writes_nothing(at_console, draft):
    page = at_console("admin").post(CHANGE, SHEET)
    assert page.status_code == 200
    assert "Người dân sẽ thấy" in words(page)
    assert "01/12/2026, trang thủ tục không còn nút “Nộp trực tuyến”" in words(page)
    assert "1 hồ sơ người dân đang soạn" in words(page)
    assert not FrontRule.objects.exists()


def test_confirmed_it_counts_from_its_day(at_console):
    client = at_console("admin")
    page = client.post(CHANGE, {**SHEET, "confirm": "yes"}, follow=True)
    assert "Đã đổi nơi nộp hồ sơ trực tuyến." in words(page)
    assert "Cổng Dịch vụ công quốc gia hoặc VNeID" in words(page)
    assert "sắp áp dụng" in words(page)
    assert (front_of(CODE, TODAY), front_of(CODE, DECEMBER)) == ("own", "national")
    rule = FrontRule.objects.get()
    assert (rule.reason, rule.set_by) == ("CV 12/UBND", "Người admin")
    for place in (PROCEDURE, "/quan-tri/he-thong/"):
        assert "từ 01/12/2026: Cổng Dịch vụ công quốc gia" in words(client.get(place))


def test_one_procedure_is_set_apart_on_its_page(at_console):
    set_front(front="national", from_on=TODAY, reason="CV 11", actor=SYSTEM)
    client = at_console("admin")
    assert "Theo quy định chung của địa phương" in words(client.get(OF_PROCEDURE))
    assert "Theo quy định chung của địa phương" not in words(client.get(CHANGE))
    client.post(OF_PROCEDURE, {**SHEET, "front": "own", "from_on": "02/11/2026", "confirm": "yes"})
    assert (front_of(CODE, TODAY), front_of("", TODAY)) == ("own", "national")
    preview = words(client.post(CHANGE, {**SHEET, "front": "own"}))
    assert "1 thủ tục có quy định riêng không đổi theo." in preview


def test_the_fields_come_back_as_they_were_typed(at_console):
    page = at_console("admin").post(CHANGE, {**SHEET, "again": "yes"})
    assert page.status_code == 200
    assert 'value="CV 12/UBND"' in page.content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"from_on": "01/11/2026"}, "Chỉ đổi được từ hôm nay trở đi"),
        ({"front": "locality"}, "Nơi nộp trực tuyến"),
        ({"reason": ""}, "Lý do, số văn bản"),
        ({"from_on": "mai"}, "Từ ngày"),
    ],
)
def test_what_cannot_be_set_is_told_at_its_field(at_console, given, told):
    page = at_console("admin").post(CHANGE, {**SHEET, **given})
    assert page.status_code == 422
    assert told in words(page)
    assert not FrontRule.objects.exists()


def test_what_stands_already_is_refused_in_words(at_console):
    set_front(front="own", from_on=TODAY, reason="CV 11", actor=SYSTEM)
    page = at_console("admin").post(CHANGE, {**SHEET, "front": "own"})
    assert page.status_code == 409
    assert "vốn đã như vậy" in words(page)


def test_who_looks_after_a_part_reads_and_does_not_change(at_console):
    for name in ("admin_x", "inspector"):
        page = at_console(name).get(LIST)
        assert page.status_code == 200
        assert "Đổi nơi nộp</a>" not in page.content.decode()
        assert at_console(name).post(CHANGE, {**SHEET, "confirm": "yes"}).status_code == 403
    assert not FrontRule.objects.exists()


def test_every_line_says_whether_it_counts(at_console, present):
    for front, day in (("own", TODAY), ("national", DECEMBER), ("own", DECEMBER)):
        set_front(front=front, from_on=day, reason="CV", actor=SYSTEM)
    client = at_console("inspector")
    assert [one in words(client.get(LIST)) for one in ("đang áp dụng", "sắp áp dụng", "đã thay")] == [True] * 3
    present("2026-12-02T08:00")
    assert "đã qua" in words(client.get(LIST))


def test_the_ledger_tells_it_in_a_sentence(at_console):
    set_front(front="national", from_on=DECEMBER, reason="CV 12", actor=SYSTEM)
    page = words(at_console("admin").get("/quan-tri/nhat-ky/"))
    assert "Nơi nộp trực tuyến của mọi thủ tục từ thứ Ba, 01/12/2026: Cổng Dịch vụ công quốc gia hoặc VNeID." in page
