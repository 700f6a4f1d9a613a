"""A household business applies through its owner: a small phone, no script, then the axe's eye with it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.conftest import See
from tests.journeys.people import MAIN, PHONE, sign_in, words_of
from tests.product import Product

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
NAME = "Hộ kinh doanh Nguyễn Thị Thuỳ Dương – Quán bún cá Long Xuyên chợ Núi Sập"


def begin(page: Any, product: Product) -> None:
    page.goto(f"{product.url}/thu-tuc/2.000635/")
    page.locator("main form button.is-primary").first.click()
    page.get_by_role("link", name="Bạn làm hồ sơ này cho ai?").click()
    page.get_by_label("Cho tổ chức, hộ kinh doanh").check()
    page.locator(MAIN).click()


def is_wider(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_without_script_on_a_small_phone(product: Product, open_page: Callable[..., Any]):
    page = sign_in(open_page(SMALL, java_script_enabled=False), product, "dan1")
    begin(page, product)
    page.fill("[name=owner-name]", NAME)
    page.fill("[name=owner-number]", "0123456780")
    page.locator(MAIN).click()
    assert page.locator(".error-summary a, .errors a").count() >= 2
    page.fill("[name=owner-number]", "")
    page.fill("[name=mandate]", "Chủ hộ kinh doanh")
    page.locator(MAIN).click()
    page.goto(page.url.split("/dang-soan/")[0] + "/dang-soan/" + page.url.split("/dang-soan/")[1][:37] + "kiem-tra/")
    told = words_of(page)
    for part in (NAME, "Người đứng nộp", "Chủ hộ kinh doanh"):
        assert part in told


def test_it_fits_and_reads_for_everybody(product: Product, open_page: Callable[..., Any], see: See):
    page = sign_in(open_page(PHONE), product, "dan1")
    page.goto(f"{product.url}/thu-tuc/1.004873/")
    page.locator("main form button.is-primary").first.click()
    page.get_by_role("link", name="Bạn làm hồ sơ này cho ai?").click()
    see(page, "citizen-for-whom")
    page.get_by_label("Cho tổ chức, hộ kinh doanh").check()
    page.locator(MAIN).click()
    page.fill("[name=owner-name]", NAME)
    see(page, "citizen-organisation")
    page.locator(MAIN).click()
    see(page, "citizen-organisation-wrong")
    draft = page.url.split("/dang-soan/")[1][:36]
    page.goto(f"{product.url}/dang-soan/{draft}/kiem-tra/")
    see(page, "citizen-organisation-check")
    page.set_viewport_size(SMALL)
    for part in ("lam-cho-ai", "nguoi-nop", "kiem-tra"):
        page.goto(f"{product.url}/dang-soan/{draft}/{part}/")
        assert not is_wider(page), part
