"""An administrator puts a unit and its officer to work, sets a day off, publishes a version, reads who did it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.conftest import See
from tests.journeys.people import DESK, fill, words_of
from tests.product import Product

pytestmark = pytest.mark.browser
OFFICER = "Nguyễn Thị Thuỳ Dương Thảo Nguyên"
TITLE = "Công chức phụ trách Trung tâm Phục vụ hành chính công"
LONG_NAME = "Bộ phận Tiếp nhận hồ sơ và Trả kết quả lưu động xã Vọng Thê"
BUTTON = "main form button:is(.is-primary, .is-danger)"


def send(page: Any, **filled: Any) -> None:
    """Fill what is asked, a list by the words of its choice, and send."""
    for name, value in filled.items():
        if page.locator(f"main select[name='{name}']").count():
            option = page.locator(f"main select[name='{name}'] option", has_text=value).first
            value = option.get_attribute("value")  # noqa: PLW2901 - what is sent for the words
        fill(page, name, value)
    page.locator(BUTTON).last.click()
    page.wait_for_load_state()
    assert not page.locator(".errors, .note.is-bad").count(), words_of(page)


def test_a_unit_its_officer_its_days_and_a_new_version(
    product: Product, open_page: Callable[..., Any], officer: Callable[..., Any], see: See
):
    admin = officer("quantri", "/quan-tri/")
    see(admin.page, "console-home")
    open_a_unit(admin, see)
    seat_an_officer(admin, see)
    set_a_day_off(admin, see)
    publish(admin, see)
    citizen = open_page(DESK)
    citizen.goto(f"{product.url}/thu-tuc/1.001193/")
    assert "Bản thử của quản trị viên." in words_of(citizen)
    page = admin.at("/quan-tri/nhat-ky/")
    see(page, "console-audit")
    assert admin.words.count("Lê Hải Tuấn") >= 4
    page = admin.at("/quan-tri/nhat-ky/kiem-tra/")
    page.locator(BUTTON).last.click()
    page.wait_for_load_state()
    assert "nguyên vẹn" in admin.words
    see(page, "console-ledger")


def open_a_unit(admin: Any, see: See) -> None:
    """A desk with a long name under a commune."""
    page = admin.at("/quan-tri/don-vi/moi/")
    see(page, "console-new-unit")
    facts = {"code": "30700-LD", "name": LONG_NAME, "short_name": "Một cửa lưu động", "valid_from": "02/11/2026"}
    send(page, parent="Xã Vọng Thê", kind="Bộ phận", **facts)
    page.fill("#tim", "luu dong")
    page.press("#tim", "Enter")
    page.get_by_role("link", name=LONG_NAME).click()
    assert page.inner_text("h1") == LONG_NAME
    see(page, "console-unit")


def seat_an_officer(admin: Any, see: See) -> None:
    """A post, an account whose first password is shown once, and the two brought together."""
    page = admin.page
    unit = page.url
    page.locator("main a[href*='/vi-tri-moi/']").first.click()
    send(page, role="Tiếp nhận", title=TITLE, valid_from="02/11/2026")
    admin.at("/quan-tri/can-bo/moi/")
    send(page, unit=LONG_NAME, full_name=OFFICER, username="vongthe.luudong")
    assert "vongthe.luudong" in admin.words
    see(page, "console-secret")
    page.goto(unit)
    page.locator("main a[href*='/phan-cong/']").first.click()
    send(page, account="vongthe.luudong", from_on="02/11/2026")
    page.goto(unit)
    assert OFFICER in admin.words
    see(page, "console-unit-seated")


def set_a_day_off(admin: Any, see: See) -> None:
    """A day off moves the date that is promised, and the trace says so."""
    page = admin.at("/quan-tri/lich/ngay/")
    send(page, date="04/11/2026", name="Ngày nghỉ của địa phương", type="Nghỉ bù", source="QĐ 12/QĐ-UBND")
    see(page, "console-calendar")
    page = admin.at("/quan-tri/lich/thu-ngay-hen/")
    send(page, unit="Núi Sập", on="03/11/2026", at="08:00", value="1", kind="ngày làm việc")
    assert "05/11/2026" in admin.words
    assert "Ngày nghỉ của địa phương" in admin.words
    see(page, "console-try-due")


def publish(admin: Any, see: See) -> None:
    """A changed text is shown beside the old one before it becomes a version."""
    page = admin.at("/quan-tri/thu-tuc/1.001193/sua/")
    page.fill("[name=summary]", "Bản thử của quản trị viên.")
    page.fill("[name=note]", "QĐ 13/QĐ-UBND")
    page.locator(BUTTON).last.click()
    page.wait_for_load_state()
    assert "Bản thử của quản trị viên." in admin.words
    see(page, "console-difference")
    page.locator(BUTTON).last.click()
    page.wait_for_load_state()
    assert "Chưa làm được" not in admin.words
