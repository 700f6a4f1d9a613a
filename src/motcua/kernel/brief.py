"""Answers kept for a few seconds in this process, so that a busy page does not ask the same thing again."""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

SECONDS = 5.0
MOST = 4096
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Brief(Generic[Key, Value]):
    """What was read under each key, at most ``seconds`` old; another process learns of a change that much later."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._kept: dict[Key, tuple[float, Value]] = {}
        self._lock = Lock()

    def get(self, key: Key, read: Callable[[], Value]) -> Value:
        """The kept answer, or a fresh one."""
        found = self._kept.get(key)
        now = time.monotonic()
        if found and now - found[0] < self._seconds:
            return found[1]
        with self._lock:
            value = read()
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = (now, value)
        return value

    def forget(self) -> None:
        """Read anew at the next question; called by every act that changes what is kept."""
        self._kept.clear()
