"""Verifying the whole ledger in the background: asked for by somebody, read a piece at a time, its outcome kept."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.ledger.actions.record import Acting, named, record
from motcua.ledger.models import Check, Entry
from motcua.ledger.queries import open_check
from motcua.ledger.rules import Broken
from motcua.ledger.verifying import Piece, Place, read_piece

SECONDS_A_TURN = 2.0


@dataclass(frozen=True)
class _Asker:
    """Whoever asked, when the check ends."""

    kind: str
    account_id: UUID | None
    name: str


def ask_for_check(*, actor: Acting) -> Check:
    """The check that the worker will do; one that is under way already is the same one."""
    asked = {"asked_by": named(actor), "asked_at": clock.now(), "expected": _how_many()}
    return open_check() or Check.objects.create(**asked)


def _how_many() -> int:
    """About how many entries there are, without counting them: the highest number given to one."""
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def check_ledger(seconds: float = SECONDS_A_TURN) -> int:
    """Go on with the check that waits, for so many seconds; returns the entries read. May run twice."""
    check, until, before = open_check(), time.monotonic() + seconds, 0
    if check is None:
        return 0
    before = check.read
    while check.ended_at is None and time.monotonic() < until and _go_on(check):
        pass
    return check.read - before


def _go_on(check: Check) -> bool:
    """One piece more; False when another worker was faster."""
    place = Place(check.part, check.kind, check.subject)
    piece = read_piece(place)
    changes = _changes(check, piece, clock.now())
    with transaction.atomic():
        waiting = Check.objects.filter(pk=check.pk, ended_at=None, **place._asdict())
        if not waiting.update(**changes):
            return False
        for name, value in changes.items():
            setattr(check, name, value)
        if check.ended_at:
            _write_down(check)
    return True


def _changes(check: Check, piece: Piece, at: datetime) -> dict[str, Any]:
    read = {"read": check.read + piece.read}
    if piece.broken or piece.following is None:
        return {**read, "ended_at": at, "first_bad": _named_entry(piece.broken)}
    return {**read, **piece.following._asdict()}


def _named_entry(broken: Broken | None) -> dict[str, Any] | None:
    if broken is None:
        return None
    named = {"kind": broken.subject_kind, "subject": broken.subject_id, "seq": broken.seq, "why": broken.why}
    return named | ({"what": broken.what} if broken.what else {})


def _write_down(check: Check) -> None:
    """The check is an entry itself, of whoever asked for it."""
    asked = check.asked_by
    asker = _Asker(asked["kind"], UUID(asked["id"]) if asked["id"] else None, asked["name"])
    facts = {"ok": check.is_sound, "entries": check.read, "first_bad": check.first_bad}
    at = check.ended_at or clock.now()
    record(subject_kind="ledger", subject_id="all", act="verify_ledger", actor=asker, facts=facts, at=at)
