"""The same birth from a browser without JavaScript: every step is a plain form."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.people import (
    PHONE,
    a_photo,
    a_result,
    an_empty_file,
    answer_pages,
    asked_for,
    case_in,
    enter,
    words_of,
)
from tests.product import Product

pytestmark = pytest.mark.browser
PAPER = "Giấy chứng sinh"


def test_a_birth_without_script_comes_back_by_post(
    product: Product, open_page: Callable[..., Any], officer: Callable[..., Any]
):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(product.url)
    page.fill("#tim", "khai sinh cho con")
    page.press("#tim", "Enter")
    page.get_by_role("link", name="Làm giấy khai sinh", exact=True).click()
    page.locator("main form button.is-primary").first.click()
    enter(page, "dan1")
    choose_the_place(page)
    assert answer_pages(page) > 2
    send_a_file(page, an_empty_file())
    assert "Tệp chưa dùng được" in asked_for(page, PAPER).inner_text()
    send_a_file(page, a_photo())
    assert "giay-chung-sinh.jpg" in asked_for(page, PAPER).inner_text()
    page.locator("main button[name=next]").click()
    page.check("[name=way][value=post]")
    page.fill("main [name=address]", "Số 253, ấp Tây Sơn, thị trấn Núi Sập")
    page.locator("main form button.is-primary").click()
    assert "Gửi qua bưu điện đến: Số 253" in words_of(page)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    assert page.inner_text("h1") == "Đã nộp hồ sơ"
    assert "Nơi giải quyết" in words_of(page)
    case = case_in(page.url)

    officer("nuisap.tiepnhan").do(case, "receive_dossier")
    officer("nuisap.tuphap").do(case, "present_result", file=a_result())
    officer("nuisap.chutich").do(case, "approve_result")
    page.goto(f"{product.url}/ho-so/{case}/")
    assert "Kết quả đang được gửi đến bạn" in words_of(page)
    handed = {"way": "post", "tracking": "EL123456789VN", "confirmed_by": "post"}
    officer("nuisap.tiepnhan").do(case, "return_result", **handed)
    page.reload()
    assert "Mã bưu gửi: EL123456789VN" in words_of(page)


def choose_the_place(page: Any) -> None:
    """Where the case goes; asked first where nothing was chosen before."""
    page.get_by_role("link", name="Nơi giải quyết").click()
    page.select_option("#unit", label="Thị trấn Núi Sập")
    page.locator("main form button.is-primary").click()
    page.get_by_role("link", name="Tiếp tục").click() if "/khai/" not in page.url else None


def send_a_file(page: Any, file: dict[str, Any]) -> None:
    """Choose and send with the button that only shows without script."""
    section = asked_for(page, PAPER)
    section.locator("input[type=file]").last.set_input_files(file)
    section.get_by_role("button", name="Gửi tệp").click()
