"""Where sealed things are kept: contents of files and small pictures of them, each under a name of its own."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from motcua.kernel.refusals import Unavailable
from motcua.kernel.words import N_

AWAY = N_("Kho tệp lúc này không trả lời. Những gì đã lưu vẫn còn; hãy thử lại sau ít phút.")


class StoreFull(Exception):
    """There is no room left; nothing was kept."""


class StoreAway(Unavailable):
    """The store does not answer; what it holds is not lost."""

    def __init__(self) -> None:
        super().__init__(AWAY)


@dataclass(frozen=True)
class Lying:
    """One thing that lies in a store; ``kept_at`` in seconds by the clock of the machine that keeps it."""

    name: str
    size: int
    kept_at: float


class Store(Protocol):
    """Keeps things whole or not at all. Every method may raise StoreAway; names are paths with ``/``."""

    def place(self) -> AbstractContextManager[Path]:
        """A folder of its own where something is made that ``put`` then takes; gone afterwards. Raises StoreFull."""
        ...

    def put(self, name: str, source: Path) -> None:
        """Take over ``source`` (may be gone afterwards), in the place of what had the name. Raises StoreFull."""
        ...

    def open(self, name: str) -> BinaryIO:
        """From the first byte; can be read from anywhere. Raises FileNotFoundError."""
        ...

    def start(self, name: str, count: int) -> bytes:
        """The first ``count`` bytes, fewer where there are fewer. Raises FileNotFoundError."""
        ...

    def forget(self, name: str) -> None:
        """Drop it; no complaint when there is none."""
        ...

    def listed(self, prefix: str) -> Iterator[Lying]:
        """Everything whose name begins so, in no order; what is still being written is not among it."""
        ...

    def probe(self) -> None:
        """Write and read something small; raises OSError, StoreFull or StoreAway when that does not work."""
        ...
