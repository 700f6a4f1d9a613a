"""A signed result is in the store by itself; the next application takes it, and its owner sees who looked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.conftest import See
from tests.journeys.people import (
    CODE,
    PHONE,
    a_result,
    answer_pages,
    asked_for,
    case_in,
    is_pdf,
    sign_in,
    words_of,
)
from tests.product import Product

pytestmark = pytest.mark.browser
PAPER = "Giấy xác nhận tình trạng hôn nhân"
MARITAL, TITLE = "1.004873", "Giấy xác nhận độc thân (tình trạng hôn nhân)"
SIGNING_PIN = "246810"  # of every token of the demo
SURE = "Kết quả điện tử do cơ quan ký số"


def test_nobody_hands_in_the_same_paper_twice(
    product: Product, open_page: Callable[..., Any], officer: Callable[..., Any], see: See
):
    citizen = sign_in(open_page(PHONE, is_mobile=True, has_touch=True), product, "dan", "/ho-so/")
    issued(applied(citizen, product, MARITAL), officer)
    stored(citizen, product, see)
    case = applied(citizen, product, MARITAL, see)
    looked_at(officer("nuisap.tiepnhan"), case, see)
    told(citizen, product, see)


def applied(page: Any, product: Product, procedure: str, see: See | None = None) -> str:
    """Handed in; with ``see`` the paper that is asked for comes from the store."""
    page.goto(f"{product.url}/thu-tuc/{procedure}/")
    page.click("text=Nộp trực tuyến >> nth=0")
    page.wait_for_url("**/dang-soan/**")
    page.click("text=Nơi giải quyết")
    page.select_option("#unit", label="Thị trấn Núi Sập")
    page.click("main >> text=Tiếp tục")
    page.wait_for_url("**/khai/**")
    answer_pages(page)
    draft = re.sub(r"(/dang-soan/[^/]+/).*", r"\1", page.url)
    if see:
        page.goto(f"{draft}giay-to/")
        taken(page, see)
    page.goto(f"{draft}nhan-ket-qua/")
    page.click("text=Lưu và tiếp tục")
    page.wait_for_url("**/kiem-tra/")
    page.click("main button >> text=Nộp hồ sơ")
    page.wait_for_url("**/xong/")
    return case_in(page.url)


def issued(case: str, officer: Callable[..., Any]) -> None:
    """The office does its part: received, drafted, signed with the leader's token, issued by the clerk."""
    found = CODE.search(officer("nuisap.tiepnhan").do(case, "receive_dossier"))
    assert found
    officer("nuisap.tuphap").do(case, "present_result", file=a_result())
    leader = officer("nuisap.chutich", "/can-bo/duyet/").page
    leader.locator("tr", has_text=found[0]).locator("input[type=checkbox]").check()
    leader.fill("[name=pin]", SIGNING_PIN)
    leader.get_by_role("button", name="Ký số và duyệt các hồ sơ đã chọn").click()
    leader.get_by_role("link", name="Về trang duyệt").click()
    leader.wait_for_load_state()
    officer("nuisap.vanthu").do(case, "issue_result", number="15/XN")


def stored(page: Any, product: Product, see: See) -> None:
    """What was issued lies there soon, with how sure it is and until when."""
    kept = page.locator("li.stored", has_text=SURE).first
    for _ in range(60):
        page.goto(f"{product.url}/kho-giay-to/")
        if kept.count():
            break
        page.wait_for_timeout(500)
    assert kept.count(), words_of(page)
    assert PAPER in kept.inner_text()
    assert "Còn giá trị đến hết ngày" in kept.inner_text()
    see(page, "citizen-store")
    kept.get_by_role("link").click()
    page.wait_for_url(re.compile(r".*/kho-giay-to/[0-9a-f-]{36}/"))
    see(page, "citizen-store-paper")
    assert is_pdf(page, f"{page.url}tep/")


def taken(page: Any, see: See) -> None:
    """The earlier one is asked for and offered; one question, then it is there."""
    see(page, "citizen-offers")
    asked_for(page, PAPER).locator("li.stored", has_text=SURE).get_by_role("button").click()
    page.wait_for_url("**/giay-to/kho/")
    assert TITLE in words_of(page)
    assert "UBND thị trấn Núi Sập" in words_of(page)
    see(page, "citizen-consent")
    page.click("text=Đồng ý, dùng giấy này")
    page.wait_for_url("**/giay-to/**")
    assert "Lấy từ kho giấy tờ của bạn" in asked_for(page, PAPER).inner_text()


def looked_at(desk: Any, case: str, see: See) -> None:
    """The officer need not ask for the original: where it comes from and who signed stands beside it."""
    page = desk.case(case)
    assert "Từ kho, đã xác minh: kết quả điện tử do cơ quan ký số" in desk.words
    assert "chữ ký số của" in desk.words
    see(page, "office-from-store")
    link = page.locator(".is-stored .paper-name a").first.get_attribute("href")
    assert is_pdf(page, f"{desk.product.url}{link}")


def told(page: Any, product: Product, see: See) -> None:
    """The owner reads what it was used for, and who opened it."""
    page.goto(f"{product.url}/kho-giay-to/da-dung/")
    words = words_of(page)
    assert TITLE in words
    assert "đã nộp cùng hồ sơ" in words
    assert "Bộ phận Tiếp nhận và Trả kết quả thị trấn Núi Sập" in words
    see(page, "citizen-store-record")
