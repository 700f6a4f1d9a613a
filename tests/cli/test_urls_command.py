"""``motcua urls``: the role of a route is read from its view."""

import json

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLResolver, include, path
from django.urls.resolvers import RegexPattern

from motcua.cli import main
from motcua.cli.urls import routes
from motcua.web.ui.access import officer_only

pytestmark = pytest.mark.sqlite_only


def page(request):
    return HttpResponse()


def rows_of(*patterns):
    resolver = URLResolver(RegexPattern(r"^/"), list(patterns))
    return {row["route"]: (row["name"], row["role"]) for row in routes(resolver)}


def test_roles_come_from_the_decorators():
    office = [path("muc/", officer_only()(page), name="inbox"), path("duyet/", officer_only("leader")(page))]
    found = rows_of(
        path("", page, name="home"),
        path("toi/", login_required(page), name="mine"),
        path("can-bo/", include((office, "office"))),
        path("quan-tri/", officer_only("administrator", "inspector")(page)),
    )
    assert found == {
        "/": ("home", "public"),
        "/toi/": ("mine", "signed in"),
        "/can-bo/muc/": ("office:inbox", "officer"),
        "/can-bo/duyet/": ("", "leader"),
        "/quan-tri/": ("", "administrator | inspector"),
    }


def test_signed_in_pages_of_citizens_are_theirs_and_the_api_needs_a_key():
    from motcua.web.api.urls import urlpatterns

    citizen = [path("ho-so/", login_required(page), name="dossiers")]
    found = rows_of(path("", include((citizen, "citizen"))), path("api/", include(urlpatterns)))
    assert found["/ho-so/"] == ("citizen:dossiers", "citizen")
    assert found["/api/v1/inbox"][1] == "key"
    assert found["/api/v1/procedures"][1] == "public"


def test_a_role_that_no_route_knows_is_refused_with_those_there_are(capsys):
    assert main(["urls", "--role", "lanh_dao"]) == 2
    message = json.loads(capsys.readouterr().err)["error"]["message"]
    assert "“lanh_dao”" in message
    assert "leader" in message
