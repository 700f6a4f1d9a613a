"""Verifying the whole ledger, piece by piece: every chain against its own links and the head its subject keeps."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef

from motcua.ledger.heads import KEEPERS, Kept, following, heads_of, kinds
from motcua.ledger.models import Entry, Tally
from motcua.ledger.rules import Broken, Link, first_broken
from motcua.ledger.seals import ALL_BUCKETS, OTHERS, first_changed, first_forged, summed
from motcua.ledger.tally import key
from motcua.outbox.models import Event

SUBJECTS_A_PIECE = 500
# First the chains that are there, then the heads whose chain is gone, then whether anything is missing from both.
ENTRIES, HEADS, TALLY = "entries", "heads", "tally"
FIELDS = ("subject_kind", "subject_id", "seq", "at", "act", "actor", "facts", "prev", "hash", "columns", "seal")
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
    if not part and (broken := _other_key()):
        return Piece(None, 0, broken)
    if part == TALLY:
        return _next_bucket(place)
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
    order = [(part, kind) for part in (ENTRIES, HEADS) for kind in kinds()] + [(TALLY, "")]
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


def _broken(links: Sequence[Link], head: Kept | None) -> Broken | None:
    if head is None:
        return Broken(links[-1].subject_kind, links[-1].subject_id, links[-1].seq, "no_subject")
    broken = first_broken(links, (head.seq, head.hash))
    return broken or first_forged(key(), links) or first_changed(key(), links, head.row)


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


# --- what no chain can tell: cases and last entries that are gone with their heads -----------------------------------


def _other_key() -> Broken | None:
    """Sealed with a key that this process does not have: nothing can be told, so nothing is."""
    strange = Tally.objects.exclude(key__in=("", key().name)).order_by("bucket").first()
    return Broken(TALLY, strange.bucket, 0, "other_key", strange.key) if strange else None


def _next_bucket(place: Place) -> Piece:
    at = ALL_BUCKETS.index(place.subject) + 1 if place.subject else 0
    if at == len(ALL_BUCKETS):
        return Piece(None, 0, None)
    bucket = ALL_BUCKETS[at]
    return Piece(Place(TALLY, "", bucket), 0, _uncounted(bucket))


def _uncounted(bucket: str) -> Broken | None:
    """Tally and entries of one bucket, as they were at one instant."""
    rows = _at_one_instant(bucket)
    if not rows or rows[0][0] != key().name:
        return Broken(TALLY, bucket, 0, "tally")
    told = tuple(map(int, rows[0][1:4]))
    found = summed(key(), (row[4] for row in rows if row[4] is not None))
    if told == found:
        return None
    if found[0] < told[0]:
        return _named_by_an_event(bucket) or Broken(TALLY, bucket, 0, "lost", str(told[0] - found[0]))
    return Broken(TALLY, bucket, 0, "extra" if found[0] > told[0] else "exchanged", str(found[0] - told[0]))


def _at_one_instant(bucket: str) -> list[tuple[Any, ...]]:
    """Rows of key, count and lanes, with the seal of one entry each: one statement sees one moment."""
    cases = sorted(KEEPERS) or [""]
    marks = ", ".join(["%s"] * len(cases))
    of_cases = f'e."subject_kind" IN ({marks})'
    which = f"NOT {of_cases}" if bucket == OTHERS else f'{of_cases} AND substr(e."subject_id", 36) = t."bucket"'
    sql = (
        f'SELECT t."key", t."entries", t."low", t."high", e."seal" FROM "{Tally._meta.db_table}" t '  # noqa: S608 - ours
        f'LEFT JOIN "{Entry._meta.db_table}" e ON {which} WHERE t."bucket" = %s'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*cases, bucket])
        return list(cursor.fetchall())


def _named_by_an_event(bucket: str) -> Broken | None:
    """The entry that is gone, while the event of the same act is still kept."""
    entries = Entry.objects.filter(subject_kind__in=KEEPERS, subject_id=OuterRef("subject_id"), seq=OuterRef("seq"))
    events = Event.objects.filter(subject_id__endswith=bucket).exclude(seq=0)
    gone = events.filter(~Exists(entries)).order_by("subject_id", "seq").first()
    return Broken(gone.topic.partition(".")[0], gone.subject_id, gone.seq, "lost") if gone else None
