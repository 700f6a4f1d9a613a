"""The catalogue in a real browser: no accessibility finding, nothing wider than the screen, a light first load."""

import gzip
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page

AXE = Path(__file__).resolve().parent.parent / "axe.min.js"
SHOTS = Path(__file__).resolve().parents[3] / "screenshots" / "ui"
LOOKS = [
    ("phone", 390, 844, "light", "/ui/"),
    ("narrow", 320, 640, "light", "/ui/"),
    ("dark", 390, 844, "dark", "/ui/"),
    ("desk", 1366, 768, "light", "/ui/"),
    ("office", 1366, 768, "light", "/ui/van-phong/"),
    ("office-dark", 1366, 768, "dark", "/ui/van-phong/"),
    ("office-narrow", 320, 640, "light", "/ui/van-phong/"),
    ("print", 390, 844, "light", "/ui/in/"),
    ("refused", 390, 844, "light", "/refuse/permitted/"),
    ("not-found", 390, 844, "light", "/khong-co/"),
]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_page(browser: Browser, address: str, width: int = 390, height: int = 844, **more: object) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN", **more)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize(("name", "width", "height", "scheme", "path"), LOOKS, ids=[look[0] for look in LOOKS])
def test_a_look_without_findings(browser, live_server, name, width, height, scheme, path):
    page = open_page(browser, live_server.url + path, width, height, color_scheme=scheme)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    page.evaluate(AXE.read_text())
    findings = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.target)]))")
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.context.close()
    assert findings == []
    assert wider <= 0


def test_the_first_load_is_light(browser, live_server):
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    sizes: dict[str, int] = {}

    def weigh(response: object) -> None:
        body = response.body()  # type: ignore[attr-defined]
        path = urlparse(response.url).path  # type: ignore[attr-defined]
        sizes[path] = len(body) if path.endswith(".woff2") else len(gzip.compress(body))

    page.on("response", weigh)
    page.goto(live_server.url + "/ui/")
    page.wait_for_load_state("networkidle")
    context.close()
    assert sum(sizes.values()) < 100_000, sizes


def test_a_search_answers_while_typing(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/")
    page.locator("#tim").press_sequentially("khai sinh")
    page.locator(".hits a").first.wait_for()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.textContent")
    page.context.close()
    assert "Đăng ký khai sinh" in focused


def test_a_dialog_repeats_the_consequence(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/")
    page.get_by_text("Việc khác").click()
    page.get_by_role("link", name="Từ chối hồ sơ").click()
    dialog = page.get_by_role("dialog", name="Rút hồ sơ này?")
    shown = dialog.is_visible()
    page.keyboard.press("Escape")
    closed = dialog.is_hidden()
    page.context.close()
    assert shown
    assert closed


def test_a_file_goes_at_once_and_its_check_comes_back(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/")
    page.locator("#paper").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    checked = page.locator(".paper").filter(has_text="a.pdf").get_by_text("Tệp đọc được, đúng loại.")
    checked.wait_for()
    shown = checked.count()
    page.context.close()
    assert shown == 1


def test_what_is_typed_is_saved(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/")
    page.locator("#full_name").fill("Huỳnh Văn Y")
    page.locator("#full_name").blur()
    page.get_by_text("Đã lưu lúc").wait_for()
    page.context.close()


def test_the_rows_are_walked_by_keyboard(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/van-phong/", 1366, 768)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    focused = page.evaluate("document.activeElement.closest('tr').rowIndex")
    picked = page.get_by_text("1 dòng đã chọn").count()
    page.context.close()
    assert (focused, picked) == (2, 1)


def test_the_keyboard_goes_from_one_table_into_the_next(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/van-phong/", 1366, 768)
    told = []
    for _ in range(6):
        page.keyboard.press("j")
        told.append(
            page.evaluate("[...document.querySelectorAll('tbody')].indexOf(document.activeElement.closest('tbody'))")
        )
    page.context.close()
    assert told == [0, 0, 0, 0, 0, 1]


def test_without_script_the_pages_still_work(browser, live_server):
    page = open_page(browser, live_server.url + "/ui/", java_script_enabled=False)
    page.get_by_text("Vì sao là ngày này?").click()
    told = page.get_by_text("Thời hạn tính từ ngày làm việc tiếp theo.").is_visible()
    page.context.close()
    assert told
