"""A certified birth: from a phone to the result, through every hand, in a real browser."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from tests.product import Product

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
PASSWORD = "motcua-demo-2026"


def a_photo() -> dict[str, Any]:
    """A sharp enough picture of a paper."""
    picture = Image.effect_noise((1200, 1600), 60).convert("RGB")
    ImageDraw.Draw(picture).text((100, 100), "GIAY CHUNG SINH", fill="black")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return {"name": "giay-chung-sinh.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def a_result() -> dict[str, Any]:
    """The result as a file, so that it can be collected online."""
    kept = BytesIO()
    Image.effect_noise((600, 800), 60).convert("RGB").save(kept, "PDF")
    return {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": kept.getvalue()}


def sign_in(page: Any, product: Product, name: str, path: str = "/") -> None:
    page.goto(f"{product.url}/tai-khoan/dang-nhap/?next={path}")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile(f".*{re.escape(path)}"))


def fill_place(page: Any, name: str) -> None:
    page.select_option(f"[name='{name}.province']", "91")
    page.fill(f"[name='{name}.commune']", "Thoại Sơn")


def answer_page(page: Any) -> None:
    """Answer whatever this page of the form asks and has no answer yet."""
    for group in page.locator("fieldset:has(input[type=radio])").all():
        if not group.locator("input[type=radio]:checked").count():
            group.locator("input[type=radio]").first.click(force=True)
            page.wait_for_load_state("networkidle")  # further questions may come with the answer
    for box in page.locator("main input[type=checkbox][value=yes]:not([name$=abroad])").all():
        if not box.is_checked():
            box.click(force=True)
            page.wait_for_load_state("networkidle")
    for select in page.query_selector_all("main select"):
        if select.is_visible() and not select.input_value():
            select.select_option(index=1)
    for field in page.query_selector_all("main input[type=text], main input:not([type])"):
        name = field.get_attribute("name") or ""
        if field.input_value() or not name or not field.is_visible():
            continue
        if name.endswith(".commune"):
            field.fill("Thoại Sơn")
        elif "birth_date" in name or name.endswith("_on"):
            field.fill("12/3/2026" if "child" in name else "1/2/1990")
        elif "birth_year" in name:
            field.fill("1990")
        elif name.endswith("_count"):
            field.fill("2")
        elif name.endswith("_name"):
            field.fill("Trần Bảo Ngọc")


def apply_for_birth(page: Any, product: Product, photo: Callable[..., Path], axe: Callable[[Any], list[str]]) -> str:
    """The citizen finds, fills, attaches and hands in; returns the address of the case."""
    page.goto(product.url)
    photo(page, "citizen-home")
    assert axe(page) == []
    page.fill("#tim", "lam giay khai sih")
    page.press("#tim", "Enter")
    page.click("ul.found a >> nth=0")
    assert "Làm giấy khai sinh" in page.inner_text("h1")
    photo(page, "citizen-procedure")
    assert axe(page) == []
    page.click("text=Nộp trực tuyến >> nth=0")
    page.fill("input[name=login]", "dan")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/dang-soan/**")
    photo(page, "citizen-tasks")
    draft = page.url
    page.click("text=Nơi giải quyết")
    page.select_option("#unit", label="Thị trấn Núi Sập")
    page.click("text=Tiếp tục >> nth=-1")
    for _ in range(12):
        if "/khai/" not in page.url:
            break
        answer_page(page)
        if "child" in page.url:
            photo(page, "citizen-page")
            assert axe(page) == []
        page.locator("main form button.is-primary").last.click()
        page.wait_for_load_state()
    assert "/giay-to/" in page.url, page.inner_text("main")
    attach(page)
    photo(page, "citizen-papers")
    page.click("main >> text=Tiếp tục >> nth=-1")
    page.wait_for_url("**/nhan-ket-qua/")
    page.click("text=Lưu và tiếp tục")
    page.wait_for_url("**/kiem-tra/")
    photo(page, "citizen-check")
    assert axe(page) == []
    page.dblclick("text=Nộp hồ sơ >> nth=0")
    page.wait_for_url("**/xong/")
    photo(page, "citizen-done")
    assert draft != page.url
    return str(page.url).removesuffix("xong/")


def attach(page: Any) -> None:
    """An empty file is refused in words; a real photo is taken."""
    section = page.locator("section.asked", has_text="Giấy chứng sinh").first
    chooser = section.locator("input[type=file]").last
    chooser.set_input_files({"name": "rong.pdf", "mimeType": "application/pdf", "buffer": b""})
    page.wait_for_selector("text=Tệp")
    page.goto(page.url.split("#")[0])
    section = page.locator("section.asked", has_text="Giấy chứng sinh").first
    section.locator("input[type=file]").last.set_input_files(a_photo())
    send = section.locator("[data-upload-send]")
    if send.count() and send.is_visible():
        send.click()
    page.wait_for_selector("text=tệp đọc được")


def do_act(page: Any, product: Product, case: str, act: str) -> None:
    """One act page of the office, confirmed."""
    page.goto(f"{product.url}/can-bo/ho-so/{case}/viec/{act}/")
    if act == "present_result":
        page.set_input_files("main input[type=file]", a_result())
    page.click("main form >> button.is-primary >> nth=-1")
    page.wait_for_url(f"**/can-bo/ho-so/{case}/")


def test_from_a_phone_to_the_result(
    product: Product, open_page: Callable[..., Any], photo: Callable[..., Path], axe: Callable[[Any], list[str]]
):
    citizen = open_page(PHONE)
    address = apply_for_birth(citizen, product, photo, axe)
    case = address.rstrip("/").rsplit("/", 1)[1]

    desk = open_page(DESK)
    sign_in(desk, product, "nuisap.tiepnhan", "/can-bo/")
    assert "khai sinh" in desk.inner_text("main").lower()
    photo(desk, "office-inbox")
    assert axe(desk) == []
    desk.goto(f"{product.url}/can-bo/ho-so/{case}/")
    photo(desk, "office-dossier")
    assert axe(desk) == []
    do_act(desk, product, case, "receive_dossier")
    code = re.search(r"H01\.52\.\d+-\d{6}-\d{4}", desk.inner_text("main"))
    assert code

    specialist = open_page(DESK)
    sign_in(specialist, product, "nuisap.tuphap", "/can-bo/")
    do_act(specialist, product, case, "present_result")

    leader = open_page(DESK)
    sign_in(leader, product, "nuisap.chutich", "/can-bo/duyet/")
    photo(leader, "office-approvals")
    do_act(leader, product, case, "approve_result")

    citizen.goto(address)
    photo(citizen, "citizen-dossier")
    assert axe(citizen) == []
    citizen.click("a.button >> text=Nhận kết quả trực tuyến")
    citizen.click("text=Tôi đã nhận kết quả")
    citizen.goto(f"{address}danh-gia/")
    citizen.click("button:has-text('Hài lòng') >> nth=0")
    assert "Đã trả kết quả" in citizen.inner_text("main")

    stranger = open_page(PHONE)
    stranger.goto(f"{product.url}/tra-cuu/?ma={code[0]}")
    stranger.fill("#digits", "0000")
    stranger.click("main >> text=Tra cứu >> nth=-1")
    assert "Không tìm thấy hồ sơ" in stranger.inner_text("main")
    stranger.goto(address)
    assert "Đăng nhập" in stranger.inner_text("main")
    photo(stranger, "citizen-lookup")
