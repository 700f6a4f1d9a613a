"""How people use the product in these walks: what each does with hand and eye, nothing of how it is built."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from tests.product import Product

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
PASSWORD = "motcua-demo-2026"
CODE = re.compile(r"H01\.52\.\d+-\d{6}-\d{4}")
MAIN = "main form button.is-primary"


def a_photo(words: str = "GIAY CHUNG SINH") -> dict[str, Any]:
    """A sharp enough picture of a paper."""
    picture = Image.effect_noise((1200, 1600), 60).convert("RGB")
    ImageDraw.Draw(picture).text((100, 100), words, fill="black")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return {"name": "giay-chung-sinh.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def a_result() -> dict[str, Any]:
    """The result as a file, so that it can be collected online."""
    kept = BytesIO()
    Image.effect_noise((600, 800), 60).convert("RGB").save(kept, "PDF")
    return {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": kept.getvalue()}


def an_empty_file() -> dict[str, Any]:
    """What a phone sends when the picture was not saved."""
    return {"name": "rong.pdf", "mimeType": "application/pdf", "buffer": b""}


def words_of(page: Any) -> str:
    """What is read on the page."""
    return str(page.inner_text("main"))


def case_in(address: str) -> str:
    """The case that an address is about."""
    found = re.search(r"/ho-so/([0-9a-f-]{36})/", address)
    assert found, address
    return found[1]


def is_pdf(page: Any, address: str) -> bool:
    """Whether a PDF comes from there for whom is signed in."""
    return bool(page.request.get(address).body().startswith(b"%PDF"))


# --- signing in ------------------------------------------------------------------------------------------------------


def enter(page: Any, name: str) -> None:
    """Fill and send the sign-in that is open."""
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click(MAIN)


def sign_in(page: Any, product: Product, name: str, path: str = "/") -> Any:
    """Sign in and stand at ``path``."""
    page.goto(f"{product.url}/tai-khoan/dang-nhap/?next={path}")
    enter(page, name)
    page.wait_for_url(re.compile(f".*{re.escape(path)}"))
    return page


# --- a form ----------------------------------------------------------------------------------------------------------


def settle(page: Any) -> None:
    """Further questions may come with an answer."""
    page.wait_for_load_state("networkidle")


def text_for(name: str) -> str:
    """What somebody would write in the field of this name."""
    if name.endswith(".commune"):
        return "Xã Thoại Sơn"
    if "birth_date" in name or name.endswith("_on"):
        return "12/03/2026" if "child" in name else "01/02/1990"
    if "birth_year" in name:
        return "1990"
    if name.endswith("_count"):
        return "2"
    if name == "purpose":
        return "Kết hôn với Lê Văn An, sinh 05/06/1988, tại xã Thoại Sơn"
    return "Trần Bảo Ngọc" if name.endswith("_name") else ""


def answer_page(page: Any) -> None:
    """Answer whatever this page of the form asks and has no answer yet."""
    for group in page.locator("fieldset:has(input[type=radio])").all():
        if not group.locator("input[type=radio]:checked").count():
            group.locator("input[type=radio]").first.click(force=True)
            settle(page)
    for box in page.locator("main input[type=checkbox][value=yes]:not([name$=abroad])").all():
        if not box.is_checked():
            box.click(force=True)
            settle(page)
    for select in page.query_selector_all("main select"):
        if select.is_visible() and not select.input_value():
            select.select_option(index=1)
    for field in page.query_selector_all("main input[type=text], main input:not([type]), main textarea"):
        name = field.get_attribute("name") or ""
        if name and field.is_visible() and not field.input_value() and text_for(name):
            field.fill(text_for(name))


def answer_pages(page: Any, most: int = 20) -> int:
    """Page after page of the form until there is none left; how many there were."""
    for done in range(most):
        if "/khai/" not in page.url:
            return done
        answer_page(page)
        page.locator(MAIN).last.click()
        page.wait_for_load_state()
    raise AssertionError(words_of(page))


def asked_for(page: Any, name: str) -> Any:
    """The part of the page that asks for this paper."""
    return page.locator("section.asked", has_text=name).first


def give(page: Any, name: str, file: dict[str, Any], verdict: str) -> None:
    """Choose a file for a paper; the check's words come back in its place."""
    section = asked_for(page, name)
    section.locator("input[type=file]").last.set_input_files(file)
    section.get_by_text(verdict).first.wait_for()


# --- the office ------------------------------------------------------------------------------------------------------


@dataclass
class Officer:
    """Somebody of the office at a screen of their own."""

    page: Any
    product: Product

    @property
    def words(self) -> str:
        """What stands on the screen."""
        return words_of(self.page)

    def at(self, path: str) -> Any:
        """Go there."""
        self.page.goto(f"{self.product.url}{path}")
        return self.page

    def case(self, case: str) -> Any:
        """Open a case."""
        return self.at(f"/can-bo/ho-so/{case}/")

    def do(self, case: str, act: str, **filled: Any) -> str:
        """One act through its page; the words of the case after it."""
        self.at(f"/can-bo/ho-so/{case}/viec/{act}/")
        for name, value in filled.items():
            fill(self.page, name, value)
        self.page.locator("main form button:is(.is-primary, .is-danger)").last.click()
        self.page.wait_for_url(f"**/can-bo/ho-so/{case}/")
        return self.words


def fill(page: Any, name: str, value: Any) -> None:
    """Whatever kind of field it is."""
    field = page.locator(f"main [name='{name}']:not([type=hidden])").first
    kind = field.evaluate("one => one.type")
    if kind == "file":
        field.set_input_files(value)
    elif kind == "radio":
        page.check(f"main [name='{name}'][value='{value}']")
    elif kind == "checkbox":
        field.set_checked(value)
    elif kind == "select-one":
        field.select_option(value)
    else:
        field.fill(value)
