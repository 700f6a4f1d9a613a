"""The store on a local disk: ``<root>/aa/bb/<sha256>``, written aside and moved into place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from motcua.files.ports import StoreFull
from motcua.kernel.disk import is_disk_full


class LocalStore:
    """Content-addressed files below one folder; ``incoming`` beside them holds what is still arriving."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"
        self.previews = root / "previews"

    def path_of(self, sha256: str) -> Path:
        """Where a content lies."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def preview_path(self, sha256: str) -> Path:
        """Where the small picture of a content lies."""
        return self.previews / sha256[:2] / f"{sha256}.jpg"

    def keep(self, source: Path, sha256: str) -> None:
        """Take over ``source``. An equal content is replaced, so that its age begins anew (see sweep_files)."""
        target = self.path_of(sha256)
        with full_disk_told():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
            _sync_folder(target.parent)

    def open(self, sha256: str) -> BinaryIO:
        """The content for reading."""
        return self.path_of(sha256).open("rb")

    def forget(self, sha256: str) -> None:
        """Drop content and its small picture."""
        self.path_of(sha256).unlink(missing_ok=True)
        self.preview_path(sha256).unlink(missing_ok=True)

    def kept(self) -> Iterator[Path]:
        """Every content that lies here."""
        return (path for path in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*") if path.is_file())


def local_store() -> LocalStore:
    """The store of this installation."""
    return LocalStore(Path(settings.FILES_DIR))


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn the system's word for a full disk into ours."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise StoreFull from error
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
