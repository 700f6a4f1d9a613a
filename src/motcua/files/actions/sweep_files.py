"""Clearing away contents that no file points to, and arrivals that never finished."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

from motcua.files.local_store import local_store
from motcua.files.models import StoredFile

_BATCH = 500
REST = timedelta(days=1)


def sweep_files(*, rest: timedelta = REST) -> int:
    """Drop what nobody uses and is older than ``rest``; says how many contents went. May run while files arrive.

    The rest spares a content that arrives at this moment, whose row is not written yet.
    """
    store = local_store()
    # The age of a file on disk is told by the machine, not by the clock of the office, which a demo may set.
    before = time.time() - rest.total_seconds()
    old = [path for path in store.kept() if path.stat().st_mtime < before]
    dropped = 0
    for start in range(0, len(old), _BATCH):
        batch = old[start : start + _BATCH]
        used = set(StoredFile.objects.filter(sha256__in=[path.name for path in batch]).values_list("sha256", flat=True))
        for path in batch:
            if path.name not in used:
                store.forget(path.name)
                dropped += 1
    _drop_unfinished(store.incoming, before)
    return dropped


def _drop_unfinished(incoming: Path, before: float) -> None:
    for folder in incoming.glob("*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
