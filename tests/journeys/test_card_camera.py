"""The camera of the counter: reads the card, says when it may not, and is let go whenever nobody looks through it."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from tests.conftest import CHROMIUM, CHROMIUM_ARGS
from tests.journeys.people import DESK, sign_in
from tests.journeys.test_counter_and_leader import CARD, PROCEDURE
from tests.product import Product

pytestmark = pytest.mark.browser

# A browser that can read codes, whose camera answers when and how the test says: a canvas stands before the lens.
CAMERA = """
window.opened = [];
window.seen = [];
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.seen.map((rawValue) => ({ rawValue })); }
};
navigator.mediaDevices.getUserMedia = () => new Promise((allow, refuse) => {
  window.refuse = (why) => refuse(new DOMException("no", why));
  window.allow = () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 9, 9);
    const stream = canvas.captureStream(10);
    window.opened.push(...stream.getTracks());
    allow(stream);
  };
});
"""
OPEN = "window.opened.filter((track) => track.readyState === 'live').length"
SCAN, STOP = "[data-camera]", "[data-camera-stop]"


@pytest.fixture
def page(officer: Callable[..., Any]) -> Any:
    """The first page of an application at the counter."""
    desk = officer("nuisap.tiepnhan")
    desk.page.add_init_script(CAMERA)
    desk.at("/can-bo/tiep-nhan/")
    return begun(desk.page)


def begun(page: Any) -> Any:
    """An application begun on the counter's page, with the camera's button to press."""
    page.locator("ul.choose button", has_text=PROCEDURE).first.click()
    page.locator(SCAN).wait_for()
    return page


@pytest.fixture
def lens(browser: Any, tmp_path: Path) -> Iterator[Callable[[Any], Any]]:
    """``lens(picture)``: a page of a browser without a reader of codes, with this picture before its real camera."""
    running = []

    def look_at(picture: Image.Image) -> Any:
        frame = io.BytesIO()
        picture.save(frame, "JPEG", quality=90)
        film = tmp_path / "film.mjpeg"
        film.write_bytes(frame.getvalue() * 5)
        fake = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
        running.append(browser.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGS, *fake]))
        page = running[0].new_context(viewport=DESK, locale="vi-VN", permissions=["camera"]).new_page()
        page.add_init_script("delete window.BarcodeDetector;")
        return page

    yield look_at
    for one in running:
        one.close()


def card_at_desk() -> Image.Image:
    """A card held a little askew in the middle of what a plain camera sees."""
    drawn = io.BytesIO()
    segno.make(CARD, error="m").save(drawn, kind="png", scale=5, border=4)
    scene = Image.new("RGB", (1280, 720), "#8a8f94")
    scene.paste(Image.open(drawn).convert("RGB").rotate(7, expand=True, fillcolor="white"), (430, 180))
    return scene


def test_a_browser_that_reads_no_codes_lets_the_server_read_them(lens: Any, product: Product):
    page = sign_in(lens(card_at_desk()), product, "nuisap.tiepnhan", "/can-bo/tiep-nhan/")
    begun(page).fill("[name=phone]", "0912 345 678")
    page.click(SCAN)
    page.get_by_text("Đã điền theo thẻ.").wait_for()
    assert page.input_value("[name=name]") == "Nguyễn Thị Thuỳ Dương"
    assert page.input_value("[name=number]") == "089\u00a0188\u00a0990\u00a0001"
    assert page.input_value("[name=phone]") == "0912 345 678"


def test_no_code_before_the_camera_keeps_looking_and_keeps_what_was_typed(lens: Any, product: Product):
    page = sign_in(lens(Image.new("RGB", (1280, 720), "#8a8f94")), product, "nuisap.tiepnhan", "/can-bo/tiep-nhan/")
    begun(page).fill("[name=name]", "Lê Văn Gõ")
    with page.expect_response(lambda answer: answer.url.endswith("/anh-the/")) as first:
        page.click(SCAN)
    assert first.value.status == 204
    assert page.locator("video").is_visible()
    assert page.input_value("[name=name]") == "Lê Văn Gõ"


def test_the_card_before_the_camera_fills_the_page(page: Any):
    page.click(SCAN)
    page.evaluate("card => { window.seen = [card]; window.allow(); }", CARD)
    page.get_by_text("Đã điền theo thẻ.").wait_for()
    assert page.input_value("[name=name]") == "Nguyễn Thị Thuỳ Dương"
    assert page.input_value("[name=number]") == "089\u00a0188\u00a0990\u00a0001"
    assert page.input_value("[name=birth_date]") == "08/03/1988"
    assert page.input_value("[name=address_text]") == "Số 253, ấp Tây Sơn, Núi Sập, An Giang"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("NotAllowedError", "Trình duyệt chưa được phép dùng máy ảnh."),
        ("NotFoundError", "Không thấy máy ảnh nào trên máy này."),
        ("NotReadableError", "Không mở được máy ảnh, có thể chương trình khác đang dùng."),
    ],
)
def test_a_camera_that_does_not_open_says_why_and_what_else_to_do(page: Any, why: str, told: str):
    page.click(SCAN)
    page.evaluate("why => window.refuse(why)", why)
    page.get_by_text(told).wait_for()
    assert "ảnh chụp" in page.inner_text("[data-camera-words]")
    assert not page.locator("video").is_visible()


def test_a_camera_that_finds_nothing_is_let_go_after_a_minute(page: Any):
    page.clock.install()
    page.click(SCAN)
    page.evaluate("window.allow()")
    page.wait_for_timeout(300)
    assert page.evaluate(OPEN) == 1
    for _ in range(3):
        page.clock.fast_forward(61_000)
        page.wait_for_timeout(200)
    page.get_by_text("Chưa đọc được mã nên máy ảnh đã tắt.").wait_for()
    assert page.evaluate(OPEN) == 0


def test_a_camera_that_opens_after_it_was_stopped_is_let_go(page: Any):
    page.click(SCAN)
    page.click(STOP)
    page.evaluate("window.allow()")
    page.wait_for_timeout(100)
    assert page.evaluate(OPEN) == 0


def test_asked_for_twice_only_one_camera_stays_open(page: Any):
    page.click(SCAN)
    page.evaluate("() => { window.first = window.allow; }")
    page.click(SCAN)
    page.evaluate("window.first(); window.allow()")
    page.wait_for_timeout(100)
    assert page.evaluate(OPEN) == 1
    page.click(STOP)
    assert page.evaluate(OPEN) == 0
