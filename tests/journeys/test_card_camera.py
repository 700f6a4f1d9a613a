"""The camera of the counter: reads the card, says when it may not, and is let go whenever nobody looks through it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.test_counter_and_leader import CARD, PROCEDURE

pytestmark = pytest.mark.browser

# A browser that can read codes, whose camera answers when and how the test says: a canvas stands before the lens.
CAMERA = """
window.opened = [];
window.seen = [];
window.BarcodeDetector = class { async detect() { return window.seen.map((rawValue) => ({ rawValue })); } };
navigator.mediaDevices.getUserMedia = () => new Promise((allow, refuse) => {
  window.refuse = () => refuse(new DOMException("no", "NotAllowedError"));
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
    page = desk.at("/can-bo/tiep-nhan/")
    page.locator("ul.choose button", has_text=PROCEDURE).first.click()
    page.locator(SCAN).wait_for()
    return page


def test_the_card_before_the_camera_fills_the_page(page: Any):
    page.click(SCAN)
    page.evaluate("card => { window.seen = [card]; window.allow(); }", CARD)
    page.get_by_text("Đã điền theo thẻ.").wait_for()
    assert page.input_value("[name=name]") == "Nguyễn Thị Thuỳ Dương"
    assert page.input_value("[name=number]") == "089\u00a0188\u00a0990\u00a0001"
    assert page.input_value("[name=birth_date]") == "08/03/1988"
    assert page.input_value("[name=address_text]") == "Số 253, ấp Tây Sơn, Núi Sập, An Giang"


def test_a_refused_camera_says_what_else_to_do(page: Any):
    page.click(SCAN)
    page.evaluate("window.refuse()")
    page.get_by_text("Không mở được máy ảnh.").wait_for()


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
