"""The process that reads pages: it may take minutes, so it is not the one that watches the clocks."""

import logging
import os
import signal
import time
from importlib import import_module
from types import FrameType

import django

IDLE_SECONDS = 1.0
GATHER_SECONDS = 3.0
log = logging.getLogger("motcua.scanning")


class Reader:
    """One loop: take in what scanners left, work on one scan, rest when there is nothing to do."""

    def __init__(self) -> None:
        self.is_stopping = False
        self.gather_after = 0.0

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Finish the page in hand, then end."""
        self.is_stopping = True

    def turn(self) -> bool:
        """One round; whether there was something to do."""
        from motcua.kernel import clock
        from motcua.scanning.actions.gather_arrivals import gather_arrivals
        from motcua.scanning.actions.work_scan import claim_scan, work_scan
        from motcua.scanning.engine import missing_programs

        if time.monotonic() >= self.gather_after:
            gather_arrivals()
            self.gather_after = time.monotonic() + GATHER_SECONDS
        scan_id = None if missing_programs() else claim_scan(clock.now())
        if scan_id:
            work_scan(scan_id=scan_id, is_stopping=lambda: self.is_stopping)
        return scan_id is not None

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self.is_stopping:
            try:
                busy = self.turn()
            except Exception:
                log.exception("scans.turn_failed")
                busy = False
            if not busy:
                time.sleep(IDLE_SECONDS)


def main() -> None:
    """``python -m motcua.scanning.worker``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    import_module("motcua.config.wiring")
    Reader().run()


if __name__ == "__main__":
    main()
