"""The worker process: hands events over and runs the jobs of the clock until it is told to stop."""

import logging
import os
import signal
import socket
import time
from importlib import import_module
from types import FrameType

import django

IDLE_SECONDS = 0.5
BEAT_SECONDS = 5.0
log = logging.getLogger("motcua.outbox")


class Worker:
    """One loop: expand, deliver, run jobs, rest when there is nothing to do."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.is_stopping = False
        self.beat_after = 0.0

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Finish what is in hand, then end."""
        self.is_stopping = True

    def turn(self) -> int:
        """One round; returns how much there was to do."""
        from motcua.outbox.actions.deliver import beat, deliver_due, expand_events, run_jobs

        if time.monotonic() >= self.beat_after:
            beat(self.name)
            self.beat_after = time.monotonic() + BEAT_SECONDS
        return expand_events() + deliver_due() + run_jobs()

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.is_stopping:
            try:
                busy = self.turn()
            except Exception:
                log.exception("worker.turn_failed")
                busy = 0
            if not busy:
                time.sleep(IDLE_SECONDS)


def main() -> None:
    """``python -m motcua.outbox.worker``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    import_module("motcua.config.wiring")
    Worker().run()


if __name__ == "__main__":
    main()
