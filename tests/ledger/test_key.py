"""The key of the ledger seals as HMAC-SHA-256 does, so an older ledger stays sealed and another tool can check it."""

import hmac
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from motcua.ledger.seals import LANE, Key

KEYS = st.binary(min_size=1, max_size=200)


def mac(secret: bytes, text: str) -> str:
    return hmac.digest(secret, text.encode(), "sha256").hex()


@given(KEYS, st.text(st.characters(codec="utf-8"), max_size=200))
def test_columns_are_hmac_of_subject_name_and_value(secret, value):
    at = datetime(2026, 2, 16, 7, 30, tzinfo=UTC)
    told = Key(secret).columns("0198", [("title", value), ("due_at", at), ("paid", 12), ("outcome", None)])
    assert told["paid"] == mac(secret, "column 0198 paid 12")[:16]
    assert told["outcome"] == mac(secret, "column 0198 outcome null")[:16]
    assert told["due_at"] == mac(secret, 'column 0198 due_at "2026-02-16T07:30:00.000000+00:00"')[:16]
    assert told == Key(secret).columns("0198", reversed([*zip(told, (value, at, 12, None), strict=True)]))


@given(KEYS)
def test_seals_and_shares_are_hmac(secret):
    key = Key(secret)
    seal = key.seal("abc", {"state": "12"})
    assert seal == mac(secret, 'seal abc {"state":"12"}')[:32]
    low, high = key.share(seal)
    told = hmac.digest(secret, f"share {seal}".encode(), "sha256")
    assert (low, high) == (int.from_bytes(told[:8], "big") & LANE, int.from_bytes(told[8:16], "big") & LANE)
    assert key.name == mac(secret, "key")[:16]
