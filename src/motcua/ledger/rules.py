"""How entries are chained and how a broken chain is found; plain Python."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Link(NamedTuple):
    """One entry as the chain sees it."""

    subject_kind: str
    subject_id: str
    seq: int
    at: datetime
    act: str
    actor: Mapping[str, Any]
    facts: Mapping[str, Any]
    prev: str
    hash: str = ""
    columns: Mapping[str, str] = MappingProxyType({})
    seal: str = ""


@dataclass(frozen=True)
class Broken:
    """The first entry that cannot be trusted, and why; ``what`` names the column of a case, or how many entries.

    edited, missing, reordered, cut, no_subject: the chain of a subject. forged: a chain that fits, made without the
    key. row: the case is not as this entry left it. lost, extra, exchanged: the tally of many subjects. tally: the
    tally itself. other_key: sealed with a key that is not here.
    """

    subject_kind: str
    subject_id: str
    seq: int
    why: str
    what: str = ""


def digest(link: Link) -> str:
    """SHA-256 over everything but the hash itself, in one canonical form."""
    body = [
        link.subject_kind,
        link.subject_id,
        link.seq,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.act,
        link.actor,
        link.facts,
        link.prev,
    ]
    return hashlib.sha256(_CANONICAL.encode(body).encode()).hexdigest()


def first_broken(links: Iterable[Link], head: tuple[int, str] | None) -> Broken | None:
    """First bad link of one subject's chain in the order of its numbers; ``head`` is (last seq, last hash)."""
    expected, prev, last = 1, GENESIS, None
    for link in links:
        why = ""
        if link.seq != expected:
            why = "missing"
        elif link.prev != prev:
            why = "reordered"
        elif link.hash != digest(link):
            why = "edited"
        if why:
            return Broken(link.subject_kind, link.subject_id, expected if why == "missing" else link.seq, why)
        expected, prev, last = expected + 1, link.hash, link
    if head and (head[0] != expected - 1 or head[1] != prev):
        kind, subject = (last.subject_kind, last.subject_id) if last else ("", "")
        return Broken(kind, subject, expected, "cut")
    return None
