"""What scanners leave in the folders of the units is taken in, whole files only; wrong ones are set aside."""

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from motcua.files.actions.store_file import FileRefused, store_file
from motcua.kernel import clock
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM
from motcua.scanning.models import Arrival

REST_SECONDS = 5.0  # a file that grew or was touched within this time may still be arriving
AT_ONCE = 20
TAKEN, REFUSED = "taken", "refused"
SAME_WITHIN = timedelta(days=1)
_seen: dict[Path, tuple[int, int]] = {}


def gather_arrivals() -> int:
    """Take in what is complete; how many files. One that was taken in before the move of it is not taken twice."""
    found = 0
    for unit_id, folder in _folders():
        for path in _complete(folder):
            found += _take(path, unit_id)
    return found


def _folders() -> Iterator[tuple[int, Path]]:
    """The folder of each unit that has one, with the authority it works for. Whoever sets up the scanner makes it."""
    root = Path(settings.SCAN_DIR)
    if not root.is_dir():
        return
    for unit in directory().units:
        folder = root / unit.code
        if folder.is_dir() and not folder.is_symlink():
            authority = directory().authority_of(unit.id)
            yield authority.id if authority else unit.id, folder


def _complete(folder: Path) -> list[Path]:
    """Plain files that have not changed since the last look and rest for a while."""
    ready: list[Path] = []
    before = time.time() - REST_SECONDS
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.startswith(".") or not entry.is_file(follow_symlinks=False):
            continue
        stat, path = entry.stat(follow_symlinks=False), Path(entry.path)
        known, now = _seen.get(path), (stat.st_size, stat.st_mtime_ns)
        _seen[path] = now
        if known == now and stat.st_mtime < before:
            ready.append(path)
    return ready[:AT_ONCE]


def _take(path: Path, unit_id: int) -> bool:
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if not _is_known(sha256, unit_id):
            _keep(path, unit_id, sha256)
    except FileRefused as refusal:
        _set_aside(path, refusal)
        return False
    except FileNotFoundError:  # somebody took it away again
        return False
    _moved(path, TAKEN)
    _seen.pop(path, None)
    return True


def _is_known(sha256: str, unit_id: int) -> bool:
    """The same content came lately: the move after it did not happen, or the scanner sent it twice."""
    return Arrival.objects.filter(sha256=sha256, unit=unit_id, came_at__gte=clock.now() - SAME_WITHIN).exists()


def _keep(path: Path, unit_id: int, sha256: str) -> None:
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    with path.open("rb") as stream, transaction.atomic():
        stored = store_file(stream=stream, name=path.name, actor=SYSTEM, accepts=("pdf", "image"))
        Arrival.objects.create(
            unit_id=unit_id,
            file=stored,
            name=stored.name,
            sha256=sha256,
            scanned_at=written,
            came_at=clock.now(),
        )


def _set_aside(path: Path, refusal: FileRefused) -> None:
    target = _moved(path, REFUSED)
    _seen.pop(path, None)
    with override("vi"):
        told = [
            gettext(one.text) % dict(one.params) for one in (refusal.verdict.sentence, refusal.verdict.advice) if one
        ]
    target.with_name(f"{target.name}.txt").write_text("\n".join(told) + "\n", encoding="utf-8")


def _moved(path: Path, place: str) -> Path:
    """The file in the folder beside, under a name of its own."""
    folder = path.parent / place
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{path.stem}-{time.time_ns()}{path.suffix}"
    shutil.move(path, target)
    return target
