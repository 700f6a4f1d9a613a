"""Verifying the whole ledger, piece by piece: every chain against its own links and the head its subject keeps."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from motcua.ledger.heads import following, heads_of, kinds
from motcua.ledger.models import Entry
from motcua.ledger.rules import Broken, Link, first_broken

SUBJECTS_A_PIECE = 500
ENTRIES, HEADS = "entries", "heads"  # first the chains that are there, then the heads whose chain is gone
FIELDS = ("subject_kind", "subject_id", "seq", "at", "act", "actor", "facts", "prev", "hash")
TRIES = 3


class Place(NamedTuple):
    """How far the reading came: the subjects up to this one are done."""

    part: str = ""
    kind: str = ""
    subject: str = ""


class Piece(NamedTuple):
    """What one piece told: where to go on (None at the end), entries read, the first bad one."""

    following: Place | None
    read: int
    broken: Broken | None


def verify() -> tuple[int, Broken | None]:
    """(Entries read, first bad one) of the whole ledger."""
    place: Place | None = Place()
    total = 0
    while place is not None:
        place, read, broken = read_piece(place)
        total += read
        if broken:
            return total, broken
    return total, None


def read_piece(place: Place) -> Piece:
    """Check the next subjects after this place. Acts may go on meanwhile."""
    part, kind, after = place
    subjects = _subjects(part, kind, after)
    if not subjects:
        return Piece(_next_part(place), 0, None)
    read, broken = _chains(kind, subjects) if part == ENTRIES else (0, _gone(kind, subjects))
    return Piece(Place(part, kind, subjects[-1]), read, broken)


def _subjects(part: str, kind: str, after: str) -> list[str]:
    if part == HEADS:
        return following(kind, after, SUBJECTS_A_PIECE)
    rows = Entry.objects.filter(subject_kind=kind, subject_id__gt=after).order_by("subject_id")
    return list(rows.values_list("subject_id", flat=True).distinct()[:SUBJECTS_A_PIECE])


def _next_part(place: Place) -> Place | None:
    order = [(part, kind) for part in (ENTRIES, HEADS) for kind in kinds()]
    later = [one for one in order if one > (place.part, place.kind)]
    return Place(*later[0]) if later else None


def _chains(kind: str, subjects: Sequence[str]) -> tuple[int, Broken | None]:
    read, heads = 0, heads_of(kind, subjects)
    for subject, chain in groupby(_links(kind, subjects), key=lambda link: link.subject_id):
        links = list(chain)
        read += len(links)
        if _broken(links, heads.get(subject)) and (broken := _still_broken(kind, subject)):
            return read, broken
    return read, None


def _links(kind: str, subjects: Sequence[str]) -> Iterator[Link]:
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=subjects).order_by("subject_id", "seq")
    for row in rows.values_list(*FIELDS).iterator(2000):
        yield Link(*row)


def _broken(links: Sequence[Link], head: tuple[int, str] | None) -> Broken | None:
    if head is None:
        return Broken(links[-1].subject_kind, links[-1].subject_id, links[-1].seq, "no_subject")
    return first_broken(links, head)


def _still_broken(kind: str, subject: str) -> Broken | None:
    """The break, if it is there each time: an act between the reading of head and entries looks like one once."""
    broken = None
    for _ in range(TRIES):
        head = heads_of(kind, [subject]).get(subject)
        broken = _broken(list(_links(kind, [subject])), head)
        if broken is None:
            return None
    return broken


def _gone(kind: str, subjects: Sequence[str]) -> Broken | None:
    """The first of the subjects that keeps a head but has no entry left."""
    there = Entry.objects.filter(subject_kind=kind, subject_id__in=subjects)
    kept = set(there.values_list("subject_id", flat=True).distinct())
    return next((Broken(kind, one, 1, "cut") for one in subjects if one not in kept), None)
