"""The history in plain sentences."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from motcua.dossiers.rules.timeline import Names, told

NAMES = Names(post=str, unit=str, moment=lambda at: f"{at:%d/%m/%Y}")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"granted": True}, "Lãnh đạo đồng ý gia hạn đến 12/11/2026"),
        ({"granted": False, "reason": "Đủ giờ"}, "Lãnh đạo không đồng ý gia hạn đến 12/11/2026. Lý do: Đủ giờ"),
        ({"granted": False}, "Lãnh đạo không đồng ý gia hạn đến 12/11/2026"),
    ],
)
def test_a_decision_on_a_new_date_says_which_and_until_when(facts: dict[str, Any], sentence: str):
    facts |= {"new_due": "2026-11-12T17:00:00+07:00"}
    at = datetime(2026, 11, 2, tzinfo=UTC)
    entry = SimpleNamespace(seq=1, at=at, act="decide_extension", actor={"name": "Lãnh đạo"}, facts=facts)
    assert str(told(entry, NAMES).sentence) == sentence
