"""Time-ordered identifiers (UUID version 7, RFC 9562)."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new identifier: 48 bits of milliseconds, then 74 random bits."""
    random = int.from_bytes(os.urandom(10), "big")
    value = (time.time_ns() // 1_000_000 & 0xFFFFFFFFFFFF) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
