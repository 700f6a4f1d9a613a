"""Child processes kept alive: started, watched, started again when they die, stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from launch.place import ROOT
from launch.words import Stop, say

STOP_SECONDS = 15.0
RESTART_SECONDS = 1.0
PATIENCE = 5  # deaths within a minute, then it is no accident
_PR_SET_PDEATHSIG = 1
try:
    _LIBC: ctypes.CDLL | None = ctypes.CDLL(None, use_errno=True)
except OSError:
    _LIBC = None


def die_with_parent() -> None:
    """In the child, on Linux: a launcher that was killed leaves nobody behind."""
    if _LIBC is not None and hasattr(_LIBC, "prctl"):
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process of the product, in a process group of its own."""

    name: str
    command: list[str]
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=PATIENCE))

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the launcher only, which stops everyone in order
            preexec_fn=die_with_parent,
        )

    def is_dead(self) -> bool:
        """Has it ended by itself?"""
        return self.process is not None and self.process.poll() is not None

    def signal_group(self, number: int) -> None:
        """Reach it and what it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def restart(self) -> None:
        """Start it again; a child that keeps dying ends the run with a sentence."""
        code = self.process.returncode if self.process else 0
        self.signal_group(signal.SIGKILL)  # its own children, if it left some
        self.deaths.append(time.monotonic())
        if len(self.deaths) == PATIENCE and self.deaths[-1] - self.deaths[0] < 60:
            raise Stop(
                f"Tiến trình {self.name} dừng liên tục (mã {code}); xem lỗi ở trên.",
                f"The {self.name} process keeps dying (code {code}); see above.",
                1,
            )
        say(f"Tiến trình {self.name} dừng (mã {code}), chạy lại.", f"The {self.name} process died ({code}); restarted.")
        time.sleep(RESTART_SECONDS)
        self.start()

    def stop(self) -> None:
        """Ask it to end; give up asking after a while."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        self.signal_group(signal.SIGKILL)
        self.process.wait()


def stop_all(children: Iterable[Child]) -> None:
    """Ask everyone first, then wait for each, so that they end side by side."""
    children = list(children)
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    for child in children:
        child.stop()


def watch(children: Iterable[Child], is_stopping: Callable[[], bool], every: float = 0.2) -> None:
    """Until told to stop: who died is started again."""
    children = list(children)
    while not is_stopping():
        for child in children:
            if child.is_dead() and not is_stopping():
                child.restart()
        time.sleep(every)
