"""Papers at the desk: a photo is seen whole and can be made larger, a PDF opens in the same place."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.conftest import See
from tests.journeys.people import a_photo, a_result, answer_pages
from tests.journeys.test_counter_and_leader import CARD, PROCEDURE

pytestmark = pytest.mark.browser
PICTURE, FRAME = ".viewer-picture img", ".viewer iframe"


@pytest.fixture
def page(officer: Callable[..., Any]) -> Any:
    """The desk of a case whose first paper is a photo and whose second is a PDF, both scanned at the counter."""
    page = officer("nuisap.tiepnhan").at("/can-bo/tiep-nhan/")
    page.locator("ul.choose button", has_text=PROCEDURE).first.click()
    page.fill("#card", CARD)
    page.press("#card", "Enter")
    page.get_by_text("Đã điền theo thẻ.").wait_for()
    page.fill("[name=phone]", "0900 000 001")
    page.get_by_role("button", name="Tiếp tục").click()
    answer_pages(page)
    for number, file in enumerate((a_photo(), a_result())):
        paper = page.locator("li.asked").nth(number)
        paper.locator("input[type=file]").set_input_files(file)
        paper.get_by_role("button", name="Gửi bản quét").click()
        page.wait_for_load_state()
    page.get_by_role("link", name="Tiếp tục").click()
    page.get_by_label("Đã đọc lại và người dân đồng ý").check()
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    page.get_by_role("link", name="Mở hồ sơ").click()
    page.locator(PICTURE).wait_for()
    return page


def is_seen_whole(page: Any) -> bool:
    """Nothing of the picture lies outside its box."""
    return bool(page.eval_on_selector(".viewer-picture", "box => box.scrollWidth <= box.clientWidth + 1"))


def test_a_photo_is_seen_whole_and_made_larger(page: Any, see: See):
    page.locator(PICTURE).evaluate("one => one.decode()")  # until it is there
    assert page.eval_on_selector(PICTURE, "one => getComputedStyle(one).objectFit") == "contain"
    assert is_seen_whole(page)
    assert page.get_by_role("button", name="Thu nhỏ").is_disabled()
    see(page, "office-viewer")
    page.get_by_role("button", name="Phóng to").click()
    assert not is_seen_whole(page)
    middle = "box => (box.scrollLeft + box.clientWidth / 2) / box.scrollWidth"
    assert page.eval_on_selector(".viewer-picture", middle) == pytest.approx(0.5, abs=0.02)
    page.get_by_role("button", name="Thu nhỏ").click()
    assert is_seen_whole(page)


def test_a_pdf_takes_the_place_of_the_photo_and_back(page: Any):
    papers = page.locator("[data-view] .paper-name a")
    papers.nth(1).click()
    assert page.locator(FRAME).is_visible()
    assert not page.locator(PICTURE).is_visible()
    assert not page.get_by_role("button", name="Phóng to").is_visible()
    papers.nth(0).click()
    assert page.locator(PICTURE).is_visible()
    assert not page.locator(FRAME).is_visible()
