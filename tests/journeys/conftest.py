"""Who walks: officers signed in, each on a screen of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.journeys.people import DESK, Officer, sign_in
from tests.product import Product

See = Callable[[Any, str], None]


@pytest.fixture
def officer(open_page: Callable[..., Any], product: Product) -> Callable[..., Officer]:
    """``officer("nuisap.tuphap")``: this officer at the place of work."""

    def enter(name: str, path: str = "/can-bo/", **options: Any) -> Officer:
        return Officer(sign_in(open_page(DESK, **options), product, name, path), product)

    return enter


@pytest.fixture
def see(photo: Callable[..., Any], axe: Callable[[Any], list[str]]) -> See:
    """``see(page, "citizen-home")``: photographed, and nothing to find for the accessibility engine."""

    def look(page: Any, name: str) -> None:
        photo(page, name)
        assert axe(page) == [], name

    return look
