"""The process that reads pages: it may take minutes, so it is not the one that watches the clocks."""

import logging
import time

from motcua.outbox.looping import Looping, set_up

GATHER_SECONDS = 3.0


class Reader(Looping):
    """One round: take in what scanners left, work on one scan; told to stop, it finishes the page in hand."""

    idle_seconds = 1.0
    log, failed = logging.getLogger("motcua.scanning"), "scans.turn_failed"

    def __init__(self) -> None:
        super().__init__()
        self.gather_after = 0.0

    def turn(self) -> int:
        """One round; whether there was a scan to work on."""
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
        return int(scan_id is not None)


def main() -> None:
    """``python -m motcua.scanning.worker``."""
    set_up()
    Reader().run()


if __name__ == "__main__":
    main()
