"""The office in a real browser: nothing wider than the screen, no accessibility finding, keyboard, no script needed."""

import io
import re

import pytest
from tests.factories import PAPER
from tests.files.hostile_papers import pdf, photo

from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper
from motcua.dossiers.actions.submit_application import submit_application
from motcua.files.actions.store_file import store_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SCREENS = [("wide", WIDE), ("phone", PHONE), ("narrow", NARROW)]
CARD = "089190990001|350123456|Đặng Thị Ngọc Ánh|15031990|Nữ|Khóm Bắc Sơn, Núi Sập, Thoại Sơn, An Giang|02072021"


@pytest.fixture
def signed_in(open_page, live_server, office, at_desk):
    """``signed_in("desk", WIDE)``: a page in which this officer is signed in."""

    def enter(name, viewport, **options):
        page = open_page(viewport, **options)
        cookie = at_desk(name).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    return enter


@pytest.fixture
def with_files(office, draft):
    """A dossier with a photo and a PDF, at its specialist."""
    actor = office.actor("citizen")
    for name, content in (("the.jpg", photo()), ("to-khai.pdf", pdf())):
        stored = store_file(stream=io.BytesIO(content), name=name, actor=actor)
        paper = {**PAPER, "name": name, "file": str(stored.pk), "source": "upload", "kind": "electronic"}
        attach_paper(draft_id=draft.pk, actor=actor, requirement_key="extra", paper=paper)
    return receive_dossier(dossier_id=submit_application(draft_id=draft.pk, actor=actor).pk, actor=office.actor("desk"))


def looked_at(page, address, axe, photo, name):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    photo(page, f"office/{name}")
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return axe(page), max(wider, 0)


@pytest.mark.parametrize(("screen", "viewport"), SCREENS)
def test_every_page_of_a_specialist(signed_in, live_server, with_files, axe, request, screen, viewport):
    take = request.getfixturevalue("photo")
    page = signed_in("specialist", viewport)
    case = f"ho-so/{with_files.pk}/"
    places = {
        "inbox": "",
        "dossier": case,
        "act": f"{case}viec/request_supplement/",
        "final": f"{case}viec/stop_dossier/",
        "search": "tim/?q=ngoc+anh",
        "messages": "tin/",
    }
    for name, place in places.items():
        found = looked_at(page, f"{live_server.url}/can-bo/{place}", axe, take, f"{name}-{screen}")
        assert found == ([], 0), name


@pytest.mark.parametrize(("screen", "viewport"), SCREENS)
def test_every_page_of_a_leader(signed_in, live_server, office, with_files, axe, request, screen, viewport):
    take = request.getfixturevalue("photo")
    present_result(dossier_id=with_files.pk, actor=office.actor("specialist"), outcome="granted", on_paper=True)
    page = signed_in("leader", viewport)
    for name, place in {"approvals": "duyet/", "standing": "hien-trang/", "register": "so-theo-doi/"}.items():
        found = looked_at(page, f"{live_server.url}/can-bo/{place}", axe, take, f"{name}-{screen}")
        assert found == ([], 0), name


@pytest.mark.parametrize(("screen", "viewport"), SCREENS)
def test_the_counter_from_the_card_to_the_code(signed_in, live_server, axe, request, screen, viewport):
    take = request.getfixturevalue("photo")
    page = signed_in("desk", viewport)
    assert looked_at(page, f"{live_server.url}/can-bo/tiep-nhan/", axe, take, f"counter-start-{screen}") == ([], 0)
    page.fill("#thu-tuc", "xac nhan thu nghiem")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Xác nhận thử nghiệm").click()
    page.fill("#card", CARD)
    page.keyboard.press("Enter")
    page.get_by_text("Đã điền theo thẻ.").wait_for()
    assert looked_at_now(page, axe, take, f"counter-card-{screen}") == ([], 0)
    page.fill("#phone", "0912 345 678")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Nhận bản chính Ảnh giấy tờ tùy thân").click()
    assert looked_at_now(page, axe, take, f"counter-papers-{screen}") == ([], 0)
    page.get_by_role("link", name="Tiếp tục").click()
    page.get_by_label("Đã đọc lại và người dân đồng ý").check()
    assert looked_at_now(page, axe, take, f"counter-finish-{screen}") == ([], 0)
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    page.get_by_role("heading", name=re.compile(r"H01\.99\.01-\d{6}-0001")).wait_for()
    assert looked_at_now(page, axe, take, f"counter-done-{screen}") == ([], 0)


def looked_at_now(page, axe, photo, name):
    page.wait_for_load_state("networkidle")
    photo(page, f"office/{name}")
    return axe(page), max(page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)


def test_the_desk_is_reached_without_scrolling(signed_in, live_server, with_files):
    page = signed_in("specialist", WIDE)
    page.goto(f"{live_server.url}/can-bo/ho-so/{with_files.pk}/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollHeight") <= WIDE["height"]
    for part in (".desk-answers", ".desk-papers", ".desk-acts"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= WIDE["height"]


def test_a_paper_is_shown_beside_the_answers(signed_in, live_server, with_files):
    page = signed_in("specialist", WIDE)
    page.goto(f"{live_server.url}/can-bo/ho-so/{with_files.pk}/")
    page.get_by_role("link", name="to-khai.pdf").click()
    assert page.locator("[data-viewed]").inner_text() == "to-khai.pdf"
    assert page.url.endswith(f"/{with_files.pk}/")
    page.wait_for_load_state("networkidle")


def test_the_list_is_walked_by_keyboard_and_opens_beside(signed_in, live_server, make_case):
    cases = [make_case() for _ in range(3)]
    page = signed_in("specialist", WIDE)
    page.goto(f"{live_server.url}/can-bo/")
    page.locator("tbody tr").nth(1).locator("td").nth(1).click()
    page.get_by_role("link", name="Mở cả hồ sơ").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/can-bo/ho-so/{cases[1].pk}/")


def test_without_script_a_dossier_is_received(signed_in, live_server, submitted):
    page = signed_in("desk", PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/can-bo/")
    page.locator("a.code").first.click()
    page.get_by_role("link", name="Tiếp nhận", exact=True).click()
    page.get_by_role("button", name="Tiếp nhận hồ sơ").click()
    assert page.get_by_text("Đã tiếp nhận hồ sơ.").count() == 1


def test_in_english(signed_in, live_server, with_files):
    page = signed_in("specialist", WIDE)
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page.goto(f"{live_server.url}/can-bo/ho-so/{with_files.pk}/")
    assert page.get_by_role("link", name="Present the result to the leader").count() == 1
