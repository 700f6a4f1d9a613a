"""A name without end takes no room from the other columns of a list, on screen and on paper."""

import pytest
from tests.web.conftest import client_of
from tests.web.stand import monday

from motcua.dossiers.models import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENDLESS = "Nguyenthithuyduongtranhoangphuonguyendangngocanhlebaoquoctruongvinhky"
WIDTHS = """() => ({
  procedure: document.querySelector('td[data-col="procedure"]').getBoundingClientRect().width,
  over: document.querySelector('.table-box').scrollWidth - document.querySelector('.table-box').clientWidth,
})"""


@pytest.mark.parametrize(("media", "width"), [("screen", 1366), ("print", 794)])
def test_an_endless_name_breaks_in_its_own_column(stand, live_server, browser, monkeypatch, media, width):
    monkeypatch.setenv("MOTCUA_NOW", monday().isoformat())
    Dossier.objects.update(applicant_name=ENDLESS)
    session = client_of(stand, "inspector").cookies["sessionid"].value
    page = browser.new_page(viewport={"width": width, "height": 768})
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.emulate_media(media=media)
    page.goto(f"{live_server.url}/can-bo/hien-trang/")
    measured = page.evaluate(WIDTHS)
    page.close()
    assert measured["procedure"] > 180
    assert measured["over"] <= 0
