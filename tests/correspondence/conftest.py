"""The office that writes documents, on a Monday morning."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.correspondence.paperwork import Axis, consumed, writing_office
from tests.factories import Office

from motcua.correspondence.exchange import AXIS, JOINED
from motcua.correspondence.tasks import send_out, send_recall, tell_sender
from motcua.notices.letters import tell_of_letters
from motcua.people.queries import forget_directory

MONDAY = "2026-11-02T08:00"
LISTENERS = [
    ("outgoing.release_outgoing", send_out),
    ("outgoing.recall_outgoing", send_recall),
    ("incoming.*", tell_sender),
    *((topics, tell_of_letters) for topics in ("outgoing.*", "incoming.*", "directive.*")),
]


@pytest.fixture
def office(db: None, present: Callable[[str], Any]) -> Iterator[Office]:
    present(MONDAY)
    yield writing_office()
    forget_directory()


@pytest.fixture
def open_office(transactional_db: None, present: Callable[[str], Any]) -> Iterator[Office]:
    """The office with real transactions, for people who act at the same instant."""
    present(MONDAY)
    yield writing_office()
    forget_directory()


@pytest.fixture
def axis() -> Iterator[Axis]:
    """An exchange that this installation is joined to."""
    made = Axis()
    JOINED[AXIS] = lambda: made
    yield made
    JOINED.pop(AXIS)


@pytest.fixture
def worker() -> Callable[[], list[str]]:
    """``worker()``: everything announced so far is done about, as the worker would."""
    return lambda: list(consumed(LISTENERS))
