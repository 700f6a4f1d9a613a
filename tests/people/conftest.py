"""People for the tests: a small locality, its officers, and the pages of accounts."""

from datetime import date, datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from motcua.kernel.clock import VIETNAM
from motcua.people.models import Account, Holding, Post, Unit
from motcua.people.queries import actor_of, forget_directory
from motcua.web.ui import places

START = date(2024, 1, 1)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=VIETNAM)
PASSWORD = "một-câu-dễ-nhớ-7"


@pytest.fixture(scope="session")
def hashed():
    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def _fresh(settings, tmp_path):
    """No memory of the test before: cache, directory, routes."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "cache"}
    }
    forget_directory()
    yield
    cache.clear()
    forget_directory()


@pytest.fixture
def pages(settings):
    settings.ROOT_URLCONF = "accounts_urls"
    places.place.cache_clear()
    yield
    places.place.cache_clear()


@pytest.fixture
def make_unit(db):
    def make(code, kind="commune", parent=None, **more):
        above = parent.path if parent else "/"
        values = {"name": code, "short_name": code, "slug": code.lower(), "valid_from": START, **more}
        return Unit.objects.create(code=code, kind=kind, parent=parent, path=f"{above}{code}/", **values)

    return make


@pytest.fixture
def make_account(db, hashed):
    def make(username, kind="officer", **more):
        values = {"full_name": f"Người {username}", "password": hashed, "identity_level": 2, **more}
        return Account.objects.create(username=username, kind=kind, **values)

    return make


@pytest.fixture
def seat(make_account):
    """Somebody in a new post: (account, post)."""

    def make(unit, role, username, **more):
        post = Post.objects.create(unit=unit, role=role, title=role, valid_from=START, **more)
        account = Account.objects.filter(username=username).first() or make_account(username)
        Holding.objects.create(post=post, account=account, from_on=START)
        forget_directory()
        return account, post

    return make


@pytest.fixture
def district(make_unit):
    return make_unit("894", "district")


@pytest.fixture
def commune(make_unit, district):
    return make_unit("30682", "commune", district)


@pytest.fixture
def neighbour(make_unit, district):
    return make_unit("30724", "commune", district)


@pytest.fixture
def desk(make_unit, commune):
    return make_unit("30682-MC", "one_stop_desk", commune)


@pytest.fixture
def administrator(seat, district):
    account, _ = seat(district, "administrator", "quantri")
    return actor_of(account, NOW)


@pytest.fixture
def commune_administrator(seat, commune):
    account, _ = seat(commune, "administrator", "quantri-xa")
    return actor_of(account, NOW)
