"""An office, and papers that somebody hands in there."""

import io
from collections.abc import Callable
from uuid import UUID

import pytest
from tests.factories import Office, make_office
from tests.scanning.papers import as_jpeg, paper_picture

import motcua.config.wiring  # noqa: F401 - who answers for cases
from motcua.files.actions.store_file import store_file
from motcua.people.rules import Actor

Kept = Callable[..., UUID]


@pytest.fixture(scope="session")
def page_jpeg() -> bytes:
    """A paper as a scanner leaves it."""
    return as_jpeg(paper_picture(dpi=200))


@pytest.fixture
def office(db: None) -> Office:
    """The small office."""
    return make_office()


@pytest.fixture
def kept() -> Kept:
    """``kept(actor, content)``: a file in the hands of the actor."""

    def keep(actor: Actor, content: bytes, name: str = "trang.jpg") -> UUID:
        return store_file(stream=io.BytesIO(content), name=name, actor=actor).pk

    return keep
