"""Every route is known, with the role it needs."""

import json
import subprocess
import sys

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.house.guards import ROOT
from tests.product import plain_environment

pytestmark = pytest.mark.sqlite_only


def routes(resolver, before=""):
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def listed():
    command = [sys.executable, str(ROOT / "motcua"), "urls"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=plain_environment(), timeout=60
    )
    answer = json.loads(done.stdout)
    return answer if isinstance(answer, list) else next(value for value in answer.values() if isinstance(value, list))


def test_every_route_is_listed_with_its_role():
    rows = {row.get("route", row.get("path", "")).lstrip("/"): row.get("role") for row in listed()}
    wanted = {route.lstrip("/") for route in routes(get_resolver())}
    assert sorted(wanted - set(rows)) == []
    assert sorted(route for route, role in rows.items() if not role) == []
