"""Verifying the whole ledger: every chain against its own links and the heads its subjects keep."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from motcua.ledger.models import Entry, Head
from motcua.ledger.rules import Broken, Link, first_broken


def links() -> Iterator[Link]:
    """All entries, subject by subject in the order of their numbers, streamed."""
    fields = ("subject_kind", "subject_id", "seq", "at", "act", "actor", "facts", "prev", "hash")
    rows = Entry.objects.order_by("subject_kind", "subject_id", "seq").values_list(*fields).iterator(2000)
    for row in rows:
        yield Link(*row)


def verify(heads: Iterable[tuple[str, str, int, str]]) -> tuple[int, Broken | None]:
    """(entries read, first bad one). ``heads``: (subject kind, id, last number, last hash) of the cases.

    A subject that has a head but no entries, or entries but no head, is reported as cut or missing.
    """
    known = {(kind, subject): (seq, chained) for kind, subject, seq, chained in heads}
    known |= {(head.subject_kind, head.subject_id): (head.seq, head.hash) for head in Head.objects.all()}
    read = 0
    for (kind, subject), chain in groupby(links(), key=lambda link: (link.subject_kind, link.subject_id)):
        kept = list(chain)
        read += len(kept)
        head = known.pop((kind, subject), None)
        if head is None:
            return read, Broken(kind, subject, kept[-1].seq, "no_subject")
        broken = first_broken(kept, head)
        if broken:
            return read, Broken(kind, subject, broken.seq, broken.why)
    for (kind, subject), (_seq, _) in sorted(known.items()):
        return read, Broken(kind, subject, 1, "cut")
    return read, None


def entries_of(subject_kind: str, subject_id: str) -> Any:
    """The entries of one subject, newest first."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-seq")
