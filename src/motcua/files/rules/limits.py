"""How much work one file may cost us, whatever it claims to be."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one check; the defaults fit a paper of a citizen and leave room for a thick land file."""

    max_bytes: int = 20 * MEGABYTE
    max_pages: int = 300
    max_pixels: int = 100_000_000
    min_side: int = 200
    max_objects: int = 200_000
    max_unpacked: int = 200 * MEGABYTE
    max_entries: int = 3_000
    max_ratio: int = 150
    memory_bytes: int = 1_000 * MEGABYTE
    cpu_seconds: int = 15
    wall_seconds: int = 25
