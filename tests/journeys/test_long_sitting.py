"""A long stack is signed: how far it is, and in the end what came of it, stay in sight under the growing list."""

from pathlib import Path
from typing import Any

import pytest
from tests.journeys.people import DESK

pytestmark = pytest.mark.browser
STYLE = Path(__file__).parents[2] / "src/motcua/web/office/static/office/office.css"
ONE = '<div class="signed-one">H01</div><p class="so-far"><progress max="200" value="{0}"></progress> {0}/200</p>'
END = '<div class="signed-all"><p>Đã ký 199, còn 1 chưa ký</p></div>'


def test_how_far_it_is_stays_in_sight(browser: Any):
    page = browser.new_context(viewport=DESK).new_page()
    rows = "".join(ONE.format(number) for number in range(1, 201))
    for end, seen in (("", "p.so-far:last-of-type"), (END, ".signed-all")):
        page.set_content(f'<main><p class="while-signing">Đang ký</p><div class="sitting">{rows}{end}</div></main>')
        page.add_style_tag(path=STYLE)
        place = page.locator(seen).bounding_box()
        assert place["y"] + place["height"] <= DESK["height"]
        assert page.locator("p.so-far:visible").count() == 1
        assert page.locator(".while-signing").is_visible() == (not end)
