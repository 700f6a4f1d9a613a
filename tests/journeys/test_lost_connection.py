"""The network goes while a citizen fills a form: nothing typed is lost, and it goes on where it stopped."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.people import MAIN, PHONE, sign_in, words_of
from tests.product import Product

pytestmark = pytest.mark.browser
NAME = "Trần Bảo Ngọc"


def test_what_was_typed_stays_on_the_page(product: Product, open_page: Callable[..., Any]):
    page = sign_in(open_page(PHONE), product, "dan", "/thu-tuc/1.001193/")
    page.click("form.apply button")
    page.locator("main a[href$='/khai/child/']").first.click()
    page.fill("[name=child_name]", NAME)
    page.context.set_offline(True)
    page.locator(MAIN).last.click()
    page.get_by_role("alert").get_by_text("Đang mất mạng nên chưa gửi được").wait_for()
    assert page.input_value("[name=child_name]") == NAME
    page.context.set_offline(False)
    page.get_by_text("Đang mất mạng").wait_for(state="detached")
    page.locator(MAIN).last.click()
    page.get_by_text("Còn chỗ cần sửa").wait_for()
    assert page.input_value("[name=child_name]") == NAME
    assert "Đang mất mạng" not in words_of(page)


def test_a_file_too_large_is_told_what_helps(product: Product, open_page: Callable[..., Any]):
    page = sign_in(open_page(PHONE), product, "dan", "/thu-tuc/1.001193/")
    page.click("form.apply button")
    page.goto(f"{page.url}giay-to/")
    large = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": b"0" * 11_000_000}
    page.locator("section.asked input[type=file]").last.set_input_files(large)
    page.get_by_text("Hãy chụp lại ở cỡ nhỏ hơn").wait_for()
    assert "nén" not in page.locator("section.asked").last.inner_text()
