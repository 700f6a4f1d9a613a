"""At the counter with a card, then through every hand that may slow a case: asked twice, put off, stood in for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.journeys.conftest import See
from tests.journeys.people import (
    CODE,
    PHONE,
    a_photo,
    a_result,
    answer_pages,
    case_in,
    give,
    is_pdf,
    sign_in,
    words_of,
)
from tests.product import MORNING, Product

pytestmark = pytest.mark.browser
CARD = "089188990001|350123456|Nguyễn Thị Thuỳ Dương|08031988|Nữ|Số 253, ấp Tây Sơn, Núi Sập, An Giang|02072021"
MONDAY = date.fromisoformat(MORNING[:10])
PROCEDURE = "Giấy xác nhận độc thân"


def day(ahead: int) -> str:
    """A day from the day of the walk, as it is typed."""
    return f"{MONDAY + timedelta(days=ahead):%d/%m/%Y}"


def test_from_the_counter_through_a_leaders_hands(
    product: Product, open_page: Callable[..., Any], officer: Callable[..., Any], see: See
):
    desk, leader = officer("nuisap.tiepnhan"), officer("nuisap.chutich")
    case = at_the_counter(desk, see)
    holder = officer("nuisap.tuphap")
    paper = ask(holder, case, "Ảnh mờ.")
    citizen = sign_in(open_page(PHONE), product, "dan", "/ho-so/")
    supply(citizen, product, case, paper)
    ask(holder, case, "Giấy mới thiếu trang hai.", again="Bản nộp lại bị mất trang.")
    assert "đang chờ lãnh đạo quyết định" in holder.words
    decide(leader, "/bo-sung-lan-nua/", "Đồng ý cho yêu cầu lần nữa", see, "office-consent")
    supply(citizen, product, case, paper)
    holder.do(case, "request_extension", new_date=day(30), reason="Chờ xác minh nơi cư trú trước đây.")
    decide(leader, "/gia-han/", "Đồng ý gia hạn", see, "office-extension")
    where_things_stand(leader, case, see)
    stand_in(leader, see)
    holder.do(case, "present_result", file=a_result())
    leader.do(case, "approve_result")
    officer("nuisap.vanthu").do(case, "issue_result", number="12/XN-UBND")
    words = desk.do(case, "return_result", way="desk", confirmed_by="card")
    assert "Đã trả kết quả" in words
    see(desk.page, "office-returned")


def at_the_counter(desk: Any, see: See) -> str:
    """The card fills who; the rest is read aloud, agreed to, and printed."""
    page = desk.at("/can-bo/tiep-nhan/")
    page.fill("#thu-tuc", "doc than")
    page.press("#thu-tuc", "Enter")
    see(page, "counter-start")
    page.locator("ul.choose button", has_text=PROCEDURE).first.click()
    page.fill("#card", CARD)
    page.press("#card", "Enter")
    page.get_by_text("Đã điền theo thẻ.").wait_for()
    assert page.input_value("[name=name]") == "Nguyễn Thị Thuỳ Dương"
    assert page.input_value("[name=birth_date]") == "08/03/1988"
    page.fill("[name=phone]", "0900 000 001")
    see(page, "counter-card")
    page.get_by_role("button", name="Tiếp tục").click()
    answer_pages(page)
    for _ in range(20):
        left = page.locator("li.asked:not(.is-given)", has_not=page.locator(".optional"))
        if not left.count():
            break
        left.first.get_by_role("button", name="Nhận bản chính").click()
        page.wait_for_load_state()
    see(page, "counter-papers")
    page.get_by_role("link", name="Tiếp tục").click()
    page.get_by_label("Đã đọc lại và người dân đồng ý").check()
    see(page, "counter-finish")
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    page.wait_for_url("**/da-nhan/**")
    see(page, "counter-done")
    assert CODE.search(words_of(page))
    receipt = page.get_by_role("link", name="In giấy hẹn").get_attribute("href")
    assert is_pdf(page, f"{desk.product.url}{receipt}")
    page.get_by_role("link", name="Mở hồ sơ").click()
    return case_in(page.url)


def ask(holder: Any, case: str, what: str, again: str = "") -> str:
    """The first paper of the list is wanted once more; its name."""
    page = holder.at(f"/can-bo/ho-so/{case}/viec/request_supplement/")
    line = page.locator("fieldset.asked").first
    line.locator("select").select_option("incorrect")
    line.locator("input").nth(0).fill(what)
    if again:
        assert "hồ sơ bị tính là trễ hạn" in holder.words
        page.fill("[name=again_reason]", again)
    name = line.locator("legend").inner_text()
    page.click("main form button.is-primary")
    if not again:  # asking the leader first gives nothing out that could be signed
        page.get_by_role("link", name="Để sau").click()
    page.wait_for_url(f"**/can-bo/ho-so/{case}/")
    return str(name)


def supply(page: Any, product: Product, case: str, paper: str) -> None:
    """What was typed at the counter is the citizen's own case on the phone too."""
    page.goto(f"{product.url}/ho-so/{case}/bo-sung/")
    give(page, paper, a_photo(), "tệp đọc được")
    page.click("button:has-text('Gửi bổ sung')")
    page.wait_for_url(f"**/ho-so/{case}/")
    assert "Cơ quan đang xử lý" in words_of(page)


def decide(leader: Any, where: str, button: str, see: See, name: str) -> None:
    """A question that waits among the approvals, answered."""
    page = leader.at("/can-bo/duyet/")
    page.locator(f"main a[href*='{where}']").first.click()
    see(page, name)
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
    assert "Chưa làm được" not in leader.words


def where_things_stand(leader: Any, case: str, see: See) -> None:
    """Every open case by age and holder, this one among them."""
    page = leader.at("/can-bo/hien-trang/")
    see(page, "office-standing")
    assert page.locator(f"main a[href*='{case}']").count()


def stand_in(leader: Any, see: See) -> None:
    """Somebody acts for an absent colleague, from a day to a day."""
    page = leader.at("/quan-tri/lam-thay/moi/")
    option = page.locator("[name=post] option", has_text="Tư pháp – Hộ tịch").first
    page.select_option("[name=post]", option.get_attribute("value"))
    page.locator("main form button.is-primary").click()
    page.wait_for_load_state()
    page.select_option("[name=account]", page.locator("[name=account] option").nth(1).get_attribute("value"))
    page.fill("[name=from_on]", day(0))
    page.fill("[name=until_on]", day(5))
    page.fill("[name=reason]", "Nghỉ phép")
    see(page, "console-delegate")
    page.locator("main form button.is-primary").click()
    page.wait_for_load_state()
    assert "Nghỉ phép" in leader.words, leader.words
