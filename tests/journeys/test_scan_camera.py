"""Pages photographed one after the other at the counter: told at once whether they are good, put in order, sent."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFilter
from tests.conftest import CHROMIUM, CHROMIUM_ARGS
from tests.journeys.people import DESK, sign_in
from tests.product import Product
from tests.scanning.papers import as_jpeg, paper_picture, photographed

pytestmark = pytest.mark.browser
NEW, OFFERED, SEND = "/can-bo/so-hoa/moi/", "[data-pages] > li", "[data-scan-new] .buttons button"
SEEN = "(it) => it.videoWidth || new Promise((done) => it.addEventListener('loadeddata', done, { once: true }))"
SHEET = paper_picture(dpi=200)


@pytest.fixture
def lens(browser: Any, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """``lens()``: a page of a browser whose camera looks at a sheet on a table."""
    running = []

    def look() -> Any:
        scene = photographed(SHEET, [(260, 60), (1640, 40), (1700, 1960), (220, 1990)], (1920, 2048))
        film = tmp_path / "film.mjpeg"
        film.write_bytes(as_jpeg(scene, None, 90) * 5)
        fake = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
        running.append(browser.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGS, *fake]))
        return running[0].new_context(viewport=DESK, locale="vi-VN", permissions=["camera"]).new_page()

    yield look
    for one in running:
        one.close()


def test_pages_are_shot_judged_ordered_and_sent(lens: Callable[[], Any], product: Product):
    page = sign_in(lens(), product, "nuisap.tiepnhan", NEW)
    page.fill("[name=paper_name]", "Giấy xác nhận tình trạng hôn nhân")
    page.click("[data-shoot]")
    page.locator("[data-camera-box] video").evaluate(SEEN)
    page.click("[data-snap]")
    page.locator(OFFERED).first.wait_for()
    page.locator("[data-camera-words]").filter(has_not_text="Đang xem").wait_for()
    page.route("**/xem-thu/", lambda route: route.abort())
    page.click("[data-snap]")
    page.locator("[data-camera-words]", has_text="mất kết nối").wait_for()
    page.unroute("**/xem-thu/")
    page.locator(OFFERED).nth(1).get_by_role("button", name="Bỏ ra").click()
    page.click("[data-camera-stop]")
    assert page.locator("[data-camera-box]").is_hidden()
    blurred = as_jpeg(SHEET.filter(ImageFilter.GaussianBlur(4)))
    page.set_input_files("[name=files]", {"name": "mo.jpg", "mimeType": "image/jpeg", "buffer": blurred})
    page.locator(OFFERED, has_text="bị mờ").wait_for()
    page.locator(OFFERED).nth(1).get_by_role("button", name="Đưa lên").click()
    assert "mo.jpg" in page.locator(OFFERED).first.inner_text()
    page.locator(OFFERED).first.get_by_role("button", name="Bỏ ra").click()
    assert page.evaluate("document.querySelector('[name=files]').files.length") == 1
    page.fill("[name=kept_despite]", "Chỉ có máy ảnh này")
    page.click(SEND)
    page.wait_for_url("**/can-bo/so-hoa/")
    page.get_by_role("link", name="Giấy xác nhận tình trạng hôn nhân").first.wait_for()
