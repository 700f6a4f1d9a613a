"""Where the content of files is kept, by its SHA-256."""

from pathlib import Path
from typing import BinaryIO, Protocol


class StoreFull(Exception):
    """There is no room left; nothing was kept."""


class Store(Protocol):
    """Keeps contents that never change; the same content is kept once."""

    def keep(self, source: Path, sha256: str) -> None:
        """Take over the file at ``source`` (gone afterwards) whole or not at all; raises StoreFull."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The content from its first byte; raises FileNotFoundError."""
        ...

    def forget(self, sha256: str) -> None:
        """Drop the content; no complaint when there is none."""
        ...
