"""An office and the keys of its people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from tests.factories import Office, make_office
from tests.web.api.calling import Caller

from motcua.people.queries import forget_directory


@pytest.fixture
def office(db: None, present: Callable[[str], Any]) -> Any:
    present("2026-11-02T08:00")
    cache.clear()
    yield make_office()
    forget_directory()


@pytest.fixture
def call(office: Office) -> Callable[[str], Caller]:
    return lambda name: Caller(office, name)
