"""What the key of the installation adds to the chain: an entry that was made here, a case as its acts left it, a tally.

Whoever writes into the database without the key can compute a chain anew, but no seal and no tally. Plain Python.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any
from uuid import UUID

from motcua.ledger.rules import Broken, Link

BUCKETS = tuple("0123456789abcdef")  # cases by the last digit of their id, which is random
OTHERS = "other"  # everything that is not a case
ALL_BUCKETS = (*BUCKETS, OTHERS)
BLOCK = 64  # bytes that SHA-256 takes at once
LANE = (1 << 62) - 1  # two lanes of 62 bits: sums that both databases compute with whole numbers alone


@dataclass(frozen=True)
class Key:
    """The key of the installation; it is kept beside the database, never in it."""

    secret: bytes

    @cached_property
    def name(self) -> str:
        """What tells it apart from another key without telling it."""
        return self._mac("key")[:16]

    @cached_property
    def _begun(self) -> tuple[Any, Any]:
        """The inner and the outer hash of HMAC (RFC 2104), begun with the key: most of the work on a short text."""
        key = self.secret if len(self.secret) <= BLOCK else hashlib.sha256(self.secret).digest()
        padded = key.ljust(BLOCK, b"\0")
        inner, outer = (hashlib.sha256(bytes(one ^ pad for one in padded)) for pad in (0x36, 0x5C))
        return inner, outer

    def _digest(self, text: str) -> bytes:
        """HMAC-SHA-256 of the text."""
        inner, outer = self._begun
        one, closing = inner.copy(), outer.copy()
        one.update(text.encode())
        closing.update(one.digest())
        return bytes(closing.digest())

    def _mac(self, text: str) -> str:
        return self._digest(text).hex()

    def columns(self, subject: str, values: Iterable[tuple[str, Any]]) -> dict[str, str]:
        """Columns of a case as an act left them; nobody can read a value out of one, nor try values on it."""
        inner, outer = self._begun
        of_case = inner.copy()
        of_case.update(f"column {subject} ".encode())
        told = {}
        for name, value in values:
            one, closing = of_case.copy(), outer.copy()
            one.update(f"{name} {_told(value)}".encode())
            closing.update(one.digest())
            told[name] = closing.hexdigest()[:16]
        return told

    def seal(self, chained: str, columns: Mapping[str, str]) -> str:
        """The seal of one entry: its hash and the columns that its act wrote."""
        return self._mac(f"seal {chained} {_ENCODER.encode(columns)}")[:32]

    def share(self, seal: str) -> tuple[int, int]:
        """What one entry adds to the two lanes of its bucket; it cannot be told from what stands in the database."""
        told = self._digest(f"share {seal}")
        return int.from_bytes(told[:8], "big") & LANE, int.from_bytes(told[8:16], "big") & LANE


def bucket_of(case_id: object) -> str:
    """The bucket that counts the entries of a case."""
    return str(case_id)[-1]


def summed(key: Key, seals: Iterable[str]) -> tuple[int, int, int]:
    """(How many, low lane, high lane) of these seals."""
    count, low, high = 0, 0, 0
    for seal in seals:
        more = key.share(seal)
        count, low, high = count + 1, low + more[0] & LANE, high + more[1] & LANE
    return count, low, high


def first_forged(key: Key, links: Sequence[Link]) -> Broken | None:
    """The first entry of a chain that was not sealed with the key."""
    for link in links:
        if not hmac.compare_digest(link.seal, key.seal(link.hash, link.columns)):
            return Broken(link.subject_kind, link.subject_id, link.seq, "forged")
    return None


def first_changed(key: Key, links: Sequence[Link], row: Mapping[str, Any]) -> Broken | None:
    """The act whose columns the case no longer has; the earliest of them, where there are several."""
    left: dict[str, tuple[str, Link]] = {}
    for link in links:
        left |= {name: (told, link) for name, told in link.columns.items() if name in row}
    now = key.columns(links[0].subject_id, row.items()) if left else {}
    changed = [(link.seq, name, link) for name, (told, link) in left.items() if now[name] != told]
    if not changed:
        return None
    seq, name, link = min(changed, key=lambda one: one[:2])
    return Broken(link.subject_kind, link.subject_id, seq, "row", name)


def _known(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (UUID, date)):
        return str(value)
    raise TypeError(f"a case keeps no {type(value).__name__}")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_known)


def _told(value: Any) -> str:
    """A value as JSON; the kinds that most columns hold are written without the encoder, to the same letters."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return str(value)
    if value is None:
        return "null"
    if kind is datetime or kind is UUID:
        return f'"{_known(value)}"'
    return _ENCODER.encode(_steady(value))


def _steady(value: Any) -> Any:
    """A value as it comes back from either database: PostgreSQL keeps 1e20 as a whole number."""
    if isinstance(value, dict):
        return {name: _steady(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_steady(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
