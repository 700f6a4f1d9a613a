"""The worker process: hands events over and runs the jobs of the clock until it is told to stop."""

import logging
import os
import socket
import time

from motcua.outbox.looping import Looping, set_up

BEAT_SECONDS = 5.0


class Worker(Looping):
    """One round: expand, deliver, run jobs."""

    log, failed = logging.getLogger("motcua.outbox"), "worker.turn_failed"

    def __init__(self) -> None:
        super().__init__()
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.beat_after = 0.0

    def turn(self) -> int:
        """One round; returns how much there was to do."""
        from motcua.outbox.actions.deliver import beat, deliver_due, expand_events, run_jobs

        if time.monotonic() >= self.beat_after:
            beat(self.name)
            self.beat_after = time.monotonic() + BEAT_SECONDS
        return expand_events() + deliver_due() + run_jobs()


def main() -> None:
    """``python -m motcua.outbox.worker``."""
    set_up()
    Worker().run()


if __name__ == "__main__":
    main()
