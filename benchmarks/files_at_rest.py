"""Keeping and reading a 20 MB paper, sealed, against SHA-256 of the same bytes alone; and the memory that it takes.

Limits: sealing and opening >= 0.25 of the speed of the hash on the same core; memory beyond the start <= 16 MB.
"""

import hashlib
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._verdict import Limit, tell

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SIZE, ROUNDS = 20_000_000, 7
KEY = ("20260101T000000Z", b"k" * 32)


def best(work: Callable[[], object]) -> float:
    """Megabytes a second of the quickest round."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return SIZE / 1e6 / min(times)


def main() -> None:
    """Hash, seal, open; one JSON document."""
    with tempfile.TemporaryDirectory() as folder:
        plain, closed = Path(folder) / "plain", Path(folder) / "sealed"
        with plain.open("wb") as file:
            for _ in range(20):
                file.write(os.urandom(SIZE // 20))
        told = measured(plain, closed)
    limits: dict[str, Limit] = {
        "seal_of_hash": (told["seal_of_hash"], ">=", 0.25),
        "open_of_hash": (told["open_of_hash"], ">=", 0.25),
        "memory_mb": (told["memory_mb"], "<=", 16),
    }
    tell({"benchmark": "files_at_rest", "paper_mb": SIZE / 1e6, **told}, limits)


def measured(plain: Path, closed: Path) -> dict[str, float]:
    """Megabytes a second of each, and what the process grew by."""
    from motcua.files.sealed import Opened, seal

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def hash_alone() -> None:
        with plain.open("rb") as file:
            hashlib.file_digest(file, "sha256")

    def keep() -> None:
        with plain.open("rb") as file, closed.open("wb") as to:
            seal(file, SIZE, to, address="x", key=KEY)

    def read() -> None:
        opened = Opened(closed.open("rb"), address="x", key_of=lambda _: KEY[1])
        with io.BufferedReader(opened, 65_536) as file:
            while file.read(1 << 20):
                pass

    hashed, sealed, unsealed = best(hash_alone), best(keep), best(read)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    speeds = {"hash_mb_s": round(hashed), "seal_mb_s": round(sealed), "open_mb_s": round(unsealed)}
    ratios = {"seal_of_hash": round(sealed / hashed, 2), "open_of_hash": round(unsealed / hashed, 2)}
    return {**speeds, **ratios, "memory_mb": round(grown, 1)}


if __name__ == "__main__":
    main()
