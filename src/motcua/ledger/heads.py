"""Where the last link of a chain is kept: in ``Head``, or in the row of a subject that has one, such as a case."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from motcua.ledger.models import Entry, Head


class Kept(NamedTuple):
    """What a subject keeps of its chain: last number, last hash; a case also the columns of its row."""

    seq: int
    hash: str
    row: Mapping[str, Any] = {}


Heads = Mapping[str, Kept]


def kept_in_rows(model: type[models.Model], subjects: Sequence[str]) -> Heads:
    """What these subjects keep in rows of their own; anything that is no id of theirs is passed over."""
    asked = [found for one in subjects if (found := _id(one))]
    return {
        str(row.pop("id")): Kept(row.pop("version"), row.pop("head_hash"), row)
        for row in model._default_manager.filter(pk__in=asked).values()
    }


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class Keeper(NamedTuple):
    """How to ask one kind of subject for its heads, and for its next subjects after one, in a fixed order."""

    heads: Callable[[Sequence[str]], Heads]
    following: Callable[[str, int], list[str]]


KEEPERS: dict[str, Keeper] = {}  # filled by ``config.wiring`` alone


def heads_of(kind: str, subjects: Sequence[str]) -> Heads:
    """What each of these subjects keeps, if it is there."""
    if kind in KEEPERS:
        return KEEPERS[kind].heads(subjects)
    rows = Head.objects.filter(subject_kind=kind, subject_id__in=subjects)
    return {one: Kept(seq, chained) for one, seq, chained in rows.values_list("subject_id", "seq", "hash")}


def following(kind: str, after: str, most: int) -> list[str]:
    """The next subjects that keep a head; all of them in turn, beginning after ""."""
    if kind in KEEPERS:
        return KEEPERS[kind].following(after, most)
    rows = Head.objects.filter(subject_kind=kind, subject_id__gt=after).order_by("subject_id")
    return list(rows.values_list("subject_id", flat=True)[:most])


def kinds() -> list[str]:
    """Every kind of subject that has entries or a head; steps from kind to kind, so no table is read through."""
    found = set(KEEPERS)
    for model in (Entry, Head):
        kind = ""
        while kind := _next_kind(model, kind):
            found.add(kind)
    return sorted(found)


def _next_kind(model: type[Entry] | type[Head], after: str) -> str:
    rows = model.objects.filter(subject_kind__gt=after).order_by("subject_kind")
    return rows.values_list("subject_kind", flat=True).first() or ""
