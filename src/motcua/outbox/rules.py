"""When a failed delivery is tried again; plain Python."""

from datetime import datetime, timedelta

MOST_ATTEMPTS = 12
LONGEST = timedelta(hours=6)


def next_try(at: datetime, attempts: int) -> datetime | None:
    """The moment of the next try after ``attempts`` failures: 2, 4, 8 … seconds up to six hours; None gives up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return at + min(timedelta(seconds=2**attempts), LONGEST)


def matches(pattern: str, topic: str) -> bool:
    """``dossier.*`` matches every topic of dossiers; anything else is compared whole."""
    return topic.startswith(pattern[:-1]) if pattern.endswith("*") else pattern == topic
