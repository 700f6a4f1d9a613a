"""A birth from a phone to the certificate: found, filled on two devices, asked for more, approved, fetched, rated."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.conftest import See
from tests.journeys.people import (
    CODE,
    PHONE,
    a_photo,
    a_result,
    an_empty_file,
    answer_page,
    answer_pages,
    asked_for,
    case_in,
    enter,
    give,
    is_pdf,
    sign_in,
    words_of,
)
from tests.product import Product

pytestmark = pytest.mark.browser
BIRTH = "Làm giấy khai sinh"
PAPER = "Giấy chứng sinh"
SIGNING_PIN = "246810"  # of every token of the demo


def test_from_a_phone_to_the_certificate(
    product: Product, open_page: Callable[..., Any], officer: Callable[..., Any], see: See
):
    citizen = open_page(PHONE, is_mobile=True, has_touch=True)
    begun = begin(citizen, product, see)
    other = open_page(PHONE)
    carry_on_elsewhere(other, product, begun, see)
    case = hand_in(other, product, see)
    code = received(officer("nuisap.tiepnhan"), case, see)
    specialist = officer("nuisap.tuphap")
    ask_for_more(specialist, case, see)
    supply(citizen, product, case, see)
    assert "Đang tính thời hạn" in specialist.case(case).inner_text("main") or "còn" in specialist.words
    specialist.do(case, "present_result", file=a_result())
    approve(officer("nuisap.chutich", "/can-bo/duyet/"), code, see)
    fetch_and_rate(citizen, product, case, see)
    look_up(open_page(PHONE), product, code, see)


def begin(page: Any, product: Product, see: See) -> tuple[str, list[str]]:
    """From a word with a slip to the first page of the form; where that is and what was answered."""
    page.goto(product.url)
    see(page, "citizen-home")
    page.fill("#tim", "lam giay khai sih")
    page.press("#tim", "Enter")
    see(page, "citizen-found")
    page.click("ul.found a >> nth=0")
    assert page.inner_text("h1") == BIRTH
    for heading in ("Bạn cần gì", "Mất bao lâu", "Tốn bao nhiêu", "Ai giải quyết"):
        assert heading in words_of(page)
    see(page, "citizen-procedure")
    page.click("text=Nộp trực tuyến >> nth=0")
    see(page, "citizen-sign-in")
    enter(page, "dan")
    page.wait_for_url("**/dang-soan/**")
    see(page, "citizen-tasks")
    page.click("text=Nơi giải quyết")
    see(page, "citizen-unit")
    page.select_option("#unit", label="Thị trấn Núi Sập")
    page.click("main >> text=Tiếp tục")
    page.wait_for_url("**/khai/**")
    answer_page(page)
    page.get_by_text("Đã lưu lúc").first.wait_for()
    see(page, "citizen-page")
    return page.url, answers_on(page)


def answers_on(page: Any) -> list[str]:
    """What is typed and chosen on a page of the form."""
    asked = "[...document.querySelectorAll('main :is(input, select, textarea):not([type=hidden])')]"
    return page.evaluate(f"{asked}.map(one => `${{one.name}}: ${{one.checked ?? ''}} ${{one.value}}`)")


def carry_on_elsewhere(page: Any, product: Product, begun: tuple[str, list[str]], see: See) -> None:
    """On another device nothing is asked twice."""
    address, answers = begun
    sign_in(page, product, "dan", "/ho-so/")
    page.get_by_role("link", name=BIRTH).first.click()
    assert address.startswith(page.url)
    page.goto(address)
    assert answers_on(page) == answers
    assert answer_pages(page) > 2
    assert "/giay-to/" in page.url, words_of(page)
    give(page, PAPER, an_empty_file(), "Tệp chưa dùng được")
    assert "rong.pdf" in asked_for(page, PAPER).inner_text()
    see(page, "citizen-bad-file")
    page.reload()
    give(page, PAPER, a_photo(), "tệp đọc được")
    see(page, "citizen-papers")


def hand_in(page: Any, product: Product, see: See) -> str:
    """Everything is read once more; an impatient finger makes one case."""
    page.click("main >> text=Tiếp tục >> nth=-1")
    page.wait_for_url("**/nhan-ket-qua/")
    see(page, "citizen-delivery")
    page.click("text=Lưu và tiếp tục")
    page.wait_for_url("**/kiem-tra/")
    see(page, "citizen-check")
    before = cases_of(page, product)
    page.dblclick("main button >> text=Nộp hồ sơ")
    page.wait_for_url("**/xong/")
    see(page, "citizen-done")
    case = case_in(page.url)
    assert page.locator(".qr svg").count()
    assert cases_of(page, product) == before + 1
    return case


def cases_of(page: Any, product: Product) -> int:
    """How many cases this person has, seen beside."""
    beside = page.context.new_page()
    beside.goto(f"{product.url}/ho-so/")
    found = beside.locator("ul.cases a[href^='/ho-so/']").count()
    beside.close()
    return int(found)


def received(desk: Any, case: str, see: See) -> str:
    """Top of the inbox, one page with everything, a code and a receipt."""
    see(desk.page, "office-inbox")
    assert "khai sinh" in desk.words.lower()
    desk.case(case)
    see(desk.page, "office-dossier")
    words = desk.do(case, "receive_dossier")
    found = CODE.search(words)
    assert found, words
    receipt = desk.page.locator("a[href*='/mau/']").first.get_attribute("href")
    assert is_pdf(desk.page, f"{desk.product.url}{receipt}")
    return found[0]


def ask_for_more(specialist: Any, case: str, see: See) -> None:
    """Once, for a named paper, with what is wrong with it and by which rule; the clock stands."""
    page = specialist.at(f"/can-bo/ho-so/{case}/viec/request_supplement/")
    line = page.locator("fieldset.asked", has_text=PAPER).first
    line.locator("select").select_option("incorrect")
    line.locator("input").nth(0).fill("Ảnh mất góc dưới, hãy chụp đủ bốn góc.")
    line.locator("input").nth(1).fill("Điều 16 Luật Hộ tịch")
    see(page, "office-supplement")
    page.click("main form button.is-primary")
    page.wait_for_url(f"**/can-bo/ho-so/{case}/mau/*/ky/")
    see(page, "office-sign-letter")
    page.fill("[name=pin]", SIGNING_PIN)
    page.get_by_role("button", name="Ký số văn bản này").click()
    page.wait_for_url(f"**/can-bo/ho-so/{case}/")
    assert "đã ký số" in specialist.words
    assert "thời hạn đang tạm dừng" in specialist.words.lower()


def supply(page: Any, product: Product, case: str, see: See) -> None:
    """The letter of the office has a link; one photo, and the clock runs on."""
    page.goto(f"{product.url}/tin/")
    page.locator("ul.news a").first.click()
    assert case in page.url
    see(page, "citizen-asked")
    if "/bo-sung/" not in page.url:
        page.click("a.button.is-primary")
    page.wait_for_url("**/bo-sung/")
    assert "Ảnh mất góc dưới" in words_of(page)
    assert "Điều 16 Luật Hộ tịch" in words_of(page)
    give(page, PAPER, a_photo("DU BON GOC"), "tệp đọc được")
    see(page, "citizen-supplement")
    page.click("button:has-text('Gửi bổ sung')")
    page.wait_for_url(f"**/ho-so/{case}/")
    assert "Cơ quan đang xử lý" in words_of(page)


def approve(leader: Any, code: str, see: See) -> None:
    """A stack of results, ticked and signed off together."""
    see(leader.page, "office-approvals")
    leader.page.locator("tr", has_text=code).locator("input[type=checkbox]").check()
    leader.page.fill("[name=pin]", SIGNING_PIN)
    leader.page.get_by_role("button", name="Ký số và duyệt các hồ sơ đã chọn").click()
    leader.page.get_by_role("link", name="Về trang duyệt").click()
    leader.page.wait_for_load_state()
    assert code not in leader.words


def fetch_and_rate(page: Any, product: Product, case: str, see: See) -> None:
    """The result comes to the phone; one tap says how it was."""
    page.goto(f"{product.url}/ho-so/{case}/")
    see(page, "citizen-dossier")
    page.click("a.button >> text=Nhận kết quả trực tuyến")
    page.click("text=Tôi đã nhận kết quả")
    page.wait_for_load_state()
    result = page.locator("main a[href*='/ket-qua/']").first.get_attribute("href")
    assert is_pdf(page, f"{product.url}{result}")
    verify(page, product, page.request.get(f"{product.url}{result}").body(), see)
    page.goto(f"{product.url}/ho-so/{case}/danh-gia/")
    see(page, "citizen-rate")
    page.click("button:has-text('Hài lòng') >> nth=0")
    page.wait_for_load_state()
    assert "Đã trả kết quả" in words_of(page)
    assert "Đánh giá của bạn" in words_of(page)


def verify(page: Any, product: Product, result: bytes, see: See) -> None:
    """Whoever is shown the file learns who signed it, and that nothing was changed since."""
    page.goto(f"{product.url}/kiem-tra/")
    page.set_input_files("[name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": result})
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.wait_for_load_state()
    see(page, "citizen-checked")
    assert "Chữ ký số hợp lệ" in words_of(page)
    assert "Đúng là văn bản được ký ở đây" in words_of(page)


def look_up(page: Any, product: Product, code: str, see: See) -> None:
    """Somebody without the second fact learns nothing; with it, whose turn and why that date."""
    page.goto(f"{product.url}/tra-cuu/?ma={code}")
    page.fill("#digits", "0000")
    page.click("main button.is-primary")
    assert "Không tìm thấy hồ sơ" in words_of(page)
    see(page, "citizen-lookup")
    page.fill("#digits", "0001")
    page.click("main button.is-primary")
    page.get_by_text("Vì sao là ngày này?").click()
    trace = page.locator("ol.trace").first.inner_text()
    assert re.search(r"\d\d/\d\d/\d{4}", trace)
    assert "hồ sơ chờ, thời gian này không tính" in trace
    see(page, "citizen-looked-up")
    assert "Thuỳ Dương" not in page.content()
