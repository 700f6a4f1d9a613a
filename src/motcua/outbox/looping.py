"""A process that works in rounds until it is told to stop: the workers are made of it."""

import logging
import os
import signal
import time
from abc import ABC, abstractmethod
from importlib import import_module
from types import FrameType

import django


class Looping(ABC):
    """One loop: a round, and a rest where there was nothing to do. A round that fails is told and tried again."""

    idle_seconds = 0.5
    log: logging.Logger
    failed: str  # the event that the log tells of a round that failed

    def __init__(self) -> None:
        self.is_stopping = False

    @abstractmethod
    def turn(self) -> int:
        """One round; how much there was to do."""

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Finish what is in hand, then end."""
        self.is_stopping = True

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.is_stopping:
            try:
                busy = self.turn()
            except Exception:
                self.log.exception(self.failed)
                busy = 0
            if not busy:
                time.sleep(self.idle_seconds)


def set_up() -> None:
    """The whole house in a process of its own, with everybody wired."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    import_module("motcua.config.wiring")
