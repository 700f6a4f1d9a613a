"""From the home page to a case handed in without touching a mouse: Tab, Space, Enter, arrows and letters alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.people import DESK, PASSWORD, case_in, text_for, words_of
from tests.product import Product

pytestmark = pytest.mark.browser
MOST_STEPS = 120
SEEN = """() => {
  const one = document.activeElement, at = one.getBoundingClientRect(), look = getComputedStyle(one);
  const shown = one.matches(':focus-visible') && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  return {
    tag: one.tagName, type: one.type ?? '', name: one.name ?? '', value: one.value ?? '', checked: !!one.checked,
    words: (one.innerText || one.labels?.[0]?.innerText || one.getAttribute('aria-label') || '').trim(),
    free: one.tagName === 'BODY' || shown || one.closest('.upload-way') !== null,
    inside: at.bottom > 0 && at.top < innerHeight && at.right > 0 && at.left < innerWidth,
  };
}"""


class Keys:
    """Somebody who only has keys: every stop must be seen, and none may hold them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.here: dict[str, Any] = {}

    def tab(self) -> dict[str, Any]:
        """One stop further; the ring is there and on the screen."""
        self.page.keyboard.press("Tab")
        self.here = self.page.evaluate(SEEN)
        assert self.here["free"], f"no ring: {self.here}"
        assert self.here["inside"] or self.here["tag"] == "BODY", f"off the screen: {self.here}"
        return self.here

    def to(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Tab until there."""
        for _ in range(MOST_STEPS):
            if wanted(self.tab()):
                return
        raise AssertionError(f"not reached: {self.here}")

    def press_on(self, words: str, key: str = "Enter") -> None:
        """Tab to what says this and press it; the next page is there."""
        self.to(lambda here: here["words"].startswith(words))
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, name: str, text: str) -> None:
        """Tab to a field and type."""
        self.to(lambda here: here["name"] == name)
        self.page.keyboard.type(text)

    def answer(self) -> None:
        """Go through the page of a form as it comes, answer what is empty, press the button at its end."""
        for _ in range(MOST_STEPS):
            here = self.tab()
            if here["tag"] == "BUTTON" and here["words"] in {"Lưu và tiếp tục", "Tiếp tục"}:
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
            self.fill(here)
        raise AssertionError("this page has no end")

    def fill(self, here: dict[str, Any]) -> None:
        """One field as it comes."""
        chosen = self.page.evaluate("!!document.activeElement.form?.[document.activeElement.name]?.value")
        if here["type"] == "radio" and not chosen:
            self.page.keyboard.press("Space")
            self.page.wait_for_load_state("networkidle")
        elif here["type"] == "checkbox" and not here["checked"] and not here["name"].endswith("abroad"):
            self.page.keyboard.press("Space")
        elif here["type"] == "select-one" and not here["value"]:
            self.page.keyboard.press("ArrowDown")
        elif here["type"] in {"text", "textarea"} and not here["value"]:
            self.page.keyboard.type(text_for(here["name"]))


def test_a_case_is_handed_in_by_keys_alone(product: Product, open_page: Callable[..., Any], photo: Callable[..., Path]):
    page = open_page(DESK)
    page.goto(product.url)
    keys = Keys(page)
    assert keys.tab()["words"] == "Đến nội dung chính"
    photo(page, "keys-skip", full_page=False)
    page.keyboard.press("Enter")
    keys.write("q", "xac nhan doc than")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/?q=*")
    keys.press_on("Giấy xác nhận độc thân")
    photo(page, "keys-procedure", full_page=False)
    keys.press_on("Nộp trực tuyến")
    keys.write("login", "dan")
    keys.write("password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-soan/**")
    for _ in range(20):
        if page.url.endswith("/kiem-tra/"):
            break
        if page.url.rstrip("/").count("/") == 4:  # the parts of the case
            keys.press_on("Kiểm tra và nộp" if page.get_by_text("Kiểm tra và nộp").count() else "Tiếp tục")
        elif page.url.endswith("/noi-nop/"):
            keys.to(lambda here: here["name"] == "unit")
            page.keyboard.type("Thị trấn Núi Sập")
            keys.press_on("Tiếp tục")
        else:
            keys.answer()
            photo(page, "keys-answers", full_page=False)
    keys.press_on("Nộp hồ sơ")
    assert page.inner_text("h1") == "Đã nộp hồ sơ", words_of(page)
    assert case_in(page.url)
