"""The store on a local disk: a file for each name below one folder, written aside and moved into place."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from motcua.files.ports import Lying, StoreFull
from motcua.kernel.disk import is_disk_full

INCOMING = "incoming"


class LocalStore:
    """Things below ``root``; ``incoming`` beside them holds what is still being written, sealed already."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / INCOMING

    @contextmanager
    def place(self) -> Iterator[Path]:
        """On the disk of the store, so that moving is one step."""
        with full_disk_told():
            self.incoming.mkdir(parents=True, exist_ok=True)
            folder = tempfile.TemporaryDirectory(dir=self.incoming, ignore_cleanup_errors=True)
        with folder as found:
            yield Path(found)

    def put(self, name: str, source: Path) -> None:
        """Flushed, then moved into place, then the folder flushed: it survives a power cut."""
        target = self.root / name
        with full_disk_told():
            with source.open("rb") as written:
                os.fsync(written.fileno())
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
            _sync_folder(target.parent)

    def open(self, name: str) -> BinaryIO:
        """The file itself."""
        return (self.root / name).open("rb")

    def start(self, name: str, count: int) -> bytes:
        """The first bytes of the file."""
        with self.open(name) as file:
            return file.read(count)

    def forget(self, name: str) -> None:
        """Unlink it."""
        (self.root / name).unlink(missing_ok=True)

    def listed(self, prefix: str) -> Iterator[Lying]:
        """By walking the folders."""
        for folder, _, names in os.walk(self.root):
            within = Path(folder).relative_to(self.root)
            for each in names if within.parts[:1] != (INCOMING,) else ():
                name = (within / each).as_posix()
                if name.startswith(prefix):
                    with suppress(FileNotFoundError):  # dropped meanwhile
                        found = (self.root / name).stat()
                        yield Lying(name, found.st_size, found.st_mtime)

    def probe(self) -> None:
        """A file without a name, written to the disk."""
        self.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.root) as probe:
            probe.write(b"ready?")
            probe.flush()
            os.fsync(probe.fileno())


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
