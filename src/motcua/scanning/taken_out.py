"""A kept file as a path for a child process: a copy that is gone afterwards; the store's own places stay its own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.files.models import StoredFile
from motcua.files.queries import open_file


@contextmanager
def taken_out(file: StoredFile) -> Iterator[Path]:
    """The content in a folder that only this user reads. Refuses with NotFound when the store has lost it."""
    with tempfile.TemporaryDirectory(prefix="motcua-scan-", ignore_cleanup_errors=True) as place:
        yield put_into(file, Path(place), "content")


def put_into(file: StoredFile, folder: Path, name: str) -> Path:
    """The content as a file of this name in the folder."""
    path = folder / name
    with open_file(file) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return path
