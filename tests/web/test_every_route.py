"""No page asks the database more than its row in ``visits.py`` allows, and every route has such a row."""

import pytest
from django.urls import get_resolver
from tests.web.conftest import visited
from tests.web.visits import VISITS

from motcua.cli.urls import routes


def key_of(route):
    """As ``Visit.key`` names a route."""
    return f"{route['name']}/{route['route'].rpartition('/')[2]}" if route["name"] == "api:endpoint" else route["name"]


@pytest.mark.sqlite_only
def test_every_route_has_a_row():
    known = {key_of(one) for one in routes(get_resolver())}
    rows = {one.key for one in VISITS}
    assert sorted(known - rows) == []
    assert sorted(rows - known) == []


def test_no_route_asks_more_than_allowed(stand, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    told = []
    for visit in VISITS:
        response, asked = visited(stand, visit)
        if response.status_code != visit.status:
            told.append(f"{visit}: status {response.status_code}, not {visit.status}")
        if len(asked) > visit.most:
            told.append(f"{visit}: {len(asked)} statements, at most {visit.most}")
    assert not told, "\n".join(told)
