"""Marks of pages come from outside: an odd one is the first page, never an error."""

import base64
import json
from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.web.ui.keyset import mark_read

KEYS = ("attention_at", "id")
ID = "01914a3c-0000-7000-8000-000000000000"

pytestmark = pytest.mark.sqlite_only


def mark(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_a_mark_gives_back_the_values_of_its_row():
    at = clock.now()
    moment, pk = mark_read(mark([at.isoformat(), ID]), KEYS, Dossier) or []
    assert (moment, str(pk)) == (at, ID)


@pytest.mark.parametrize(
    "values",
    [
        [],
        {},
        None,
        7,
        ["x", "y"],
        ["2026-11-02T08:00:00", ID],  # no offset: no moment
        ["2026-11-02", ID],
        ["2026-11-02T08:00:00+07:00", "no id"],
        ["2026-11-02T08:00:00+07:00", ID, "more"],
        [["2026-11-02T08:00:00+07:00"], {"a": 1}],
        ["2026-11-02T08:00:00+07:00\x00", ID],
    ],
)
def test_an_odd_mark_is_none(values: Any):
    assert mark_read(mark(values), KEYS, Dossier) is None


@pytest.mark.parametrize("text", ["", "%%%", "é", "W10", "WyI", "[" * 9000])
def test_what_is_no_mark_is_none(text: str):
    assert mark_read(text, KEYS, Dossier) is None
