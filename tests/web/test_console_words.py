"""The parts of the console in English."""

import re

import pytest
from tests.web.conftest import client_of


@pytest.mark.parametrize("place", ["don-vi", "can-bo", "thu-tuc"])
def test_lists_are_named_in_the_plural(stand, place):
    client = client_of(stand, "admin")
    client.cookies["django_language"] = "en"
    body = client.get(f"/quan-tri/{place}/").content.decode()
    tabs = re.findall(r'<li><a href="[^"]*"[^>]*>([^<]+)</a></li>', body.split('class="lanes"', 1)[1].split("</ul>")[0])
    assert {"Units", "Officers", "Procedures"} <= set(tabs)
    heading = re.search(r"<h1>([^<]+)</h1>", body)
    assert heading
    assert heading[1] in {"Units", "Officers", "Procedures"}
