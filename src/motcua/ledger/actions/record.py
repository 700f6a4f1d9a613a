"""Append an entry for a subject that is not a case: a unit, a post, a calendar, a procedure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction

from motcua.ledger.cursors import on_postgresql
from motcua.ledger.models import Entry, Head, Tally
from motcua.ledger.rules import GENESIS, Link, digest
from motcua.ledger.seals import OTHERS
from motcua.ledger.tally import counted, key


class Acting(Protocol):
    """Whoever can say who they are."""

    @property
    def kind(self) -> str: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...


def named(actor: Acting) -> dict[str, Any]:
    """Plain values that name the actor in the ledger."""
    return {"kind": actor.kind, "id": str(actor.account_id) if actor.account_id else None, "name": actor.name}


def record(
    *, subject_kind: str, subject_id: str, act: str, actor: Acting, facts: Mapping[str, Any], at: datetime
) -> Entry:
    """The new entry, chained to the last one of the subject; call inside the writing transaction."""
    with transaction.atomic():
        if on_postgresql():  # always first, so that nobody waits crosswise; SQLite has one writer
            Tally.objects.select_for_update().filter(bucket=OTHERS).first()
        head = Head.objects.select_for_update().filter(subject_kind=subject_kind, subject_id=subject_id).first()
        seq, prev = (head.seq + 1, head.hash) if head else (1, GENESIS)
        link = Link(subject_kind, subject_id, seq, at, act, named(actor), dict(facts), prev)
        chained = digest(link)
        Head.objects.update_or_create(
            subject_kind=subject_kind, subject_id=subject_id, defaults={"seq": seq, "hash": chained}
        )
        link = link._replace(hash=chained, columns={}, seal=key().seal(chained, {}))
        with connection.cursor() as cursor:
            cursor.execute(*counted(OTHERS, link.seal))
        return Entry.objects.create(**link._asdict())
