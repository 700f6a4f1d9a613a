"""Reading kept contents again, a few at a time, so that rot is found while the backup still has the paper."""

import hashlib
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.files.keyring import KeyLost
from motcua.files.models import Content, StoredFile
from motcua.files.vault import FileDamaged, key_ring, vault
from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.rules import SYSTEM

log = logging.getLogger("motcua.files")
SECONDS_A_TURN = 5.0
AT_ONCE = 50
AGAIN = timedelta(days=1)  # what was found bad is looked at every day: a restored one is whole again
_PIECE = 1 << 20


@dataclass
class Checked:
    """What a reading found: how many, and the bad ones by their state."""

    read: int = 0
    found: dict[str, list[str]] = field(default_factory=lambda: {"damaged": [], "missing": [], "locked": []})

    @property
    def is_whole(self) -> bool:
        """Every one was as it was kept."""
        return not any(self.found.values())


def check_contents(seconds: float = SECONDS_A_TURN) -> int:
    """The job: read those that were not read for longest, for so many seconds; returns how many. May run twice."""
    until = time.monotonic() + seconds
    return _check(list(due()[:AT_ONCE]), until).read


def check_all(*, every: bool) -> Checked:
    """Read everything that is due and everything that is bad, or really every content, however long it takes."""
    chosen = _needed() if every else due() | _needed().exclude(state="whole")
    return _check(list(chosen), float("inf"))


def due() -> QuerySet[Content]:
    """Contents that a file needs and that were not read for so many days, longest first."""
    now = clock.now()
    old = Q(checked_at=None) | Q(checked_at__lt=now - timedelta(days=settings.FILES_CHECK_DAYS))
    bad = ~Q(state="whole") & Q(checked_at__lt=now - AGAIN)
    unlocked = Q(state="locked", key__in=key_ring().ids())  # the key was put back
    return _needed().filter(old | bad | unlocked).order_by("checked_at")


def _needed() -> QuerySet[Content]:
    used = StoredFile.objects.filter(sha256=OuterRef("sha256"), destroyed_at=None)
    return Content.objects.filter(Exists(used))


def _check(contents: Iterable[Content], until: float) -> Checked:
    told = Checked()
    for content in contents:
        if time.monotonic() > until:
            break
        state = _state_of(content.sha256)
        told.read += 1
        if _keep_in_mind(content, state) and state != "whole":
            told.found[state].append(content.sha256)
    return told


def _state_of(sha256: str) -> str:
    digest = hashlib.sha256()
    try:
        with vault().open(sha256) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except KeyLost:
        return "locked"
    except FileNotFoundError:
        return "missing"
    except (FileDamaged, OSError):  # a disk that cannot read it any more says so by an error of its own
        return "damaged"
    return "whole" if digest.hexdigest() == sha256 else "damaged"


def _keep_in_mind(before: Content, state: str) -> bool:
    """Write down how it was found; False when it was let go meanwhile. A change is an entry of the ledger."""
    now = clock.now()
    changes = {"checked_at": now, "state": state} | ({"whole_at": now} if state == "whole" else {})
    with transaction.atomic():
        if not Content.objects.filter(pk=before.pk).update(**changes):
            return False
        if state != before.state:
            log.error("files.found sha256=%s state=%s", before.sha256, state)
            facts = {"sha256": before.sha256, "state": state, "before": before.state}
            record(subject_kind="files", subject_id="contents", act="find_content", actor=SYSTEM, facts=facts, at=now)
    return True
