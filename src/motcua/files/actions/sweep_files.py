"""Clearing away contents that no file points to, and what broke off while it arrived."""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef

from motcua.files.actions.drop_content import drop_content
from motcua.files.local_store import INCOMING
from motcua.files.models import Content, StoredFile
from motcua.files.vault import vault
from motcua.kernel import clock

_BATCH = 500
REST = timedelta(days=1)
LONGEST_WORK = timedelta(hours=3)  # nobody reads or digitises one file for longer


def sweep_files(*, rest: timedelta = REST) -> int:
    """Drop what nobody uses and is older than ``rest``; says how many contents went. May run while files arrive.

    The rest spares a content that arrives at this moment, whose row is not written yet.
    """
    # The age of a content is told by the machine, not by the clock of the office, which a demo may set.
    before = clock.of_machine() - rest
    dropped = sum(drop_content(sha256, claimed_before=before) for sha256 in _unused(before))
    dropped += sum(drop_content(sha256, claimed_before=before) for sha256 in _strays(before))
    for folder in (Path(settings.SCRATCH_DIR), Path(settings.FILES_DIR) / INCOMING):
        _drop_unfinished(folder, time.time() - min(rest, LONGEST_WORK).total_seconds())
    return dropped


def _unused(before: datetime) -> list[str]:
    used = StoredFile.objects.filter(sha256=OuterRef("sha256"), destroyed_at=None)
    return list(Content.objects.filter(~Exists(used), claimed_at__lt=before).values_list("sha256", flat=True))


def _strays(before: datetime) -> Iterator[str]:
    """What lies in the store and has no row, as a killed process may leave it."""
    old = (one.name for one in vault().contents() if one.kept_at < before.timestamp())
    while names := list(islice(old, _BATCH)):
        yield from set(names) - set(Content.objects.filter(pk__in=names).values_list("pk", flat=True))


def _drop_unfinished(place: Path, before: float) -> None:
    for folder in place.glob("*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
