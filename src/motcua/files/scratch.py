"""Private folders on this machine for files while somebody works on them; gone when the work ends."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from motcua.files.local_store import full_disk_told


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user may open. What a killed process leaves there the sweep drops within hours.

    Raises StoreFull when there is no room for it.
    """
    root = Path(settings.SCRATCH_DIR)
    with full_disk_told():
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = tempfile.TemporaryDirectory(dir=root, ignore_cleanup_errors=True)
    with folder as place:
        yield Path(place)
