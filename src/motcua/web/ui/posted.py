"""Reading what a form posted, before any rule sees it."""

from collections.abc import Iterable
from uuid import UUID


def ids_in(texts: Iterable[str], most: int) -> list[UUID]:
    """The ids among these texts, at most so many, in their order; what is no id is left out."""
    found: list[UUID] = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
        if len(found) == most:
            break
    return found


def number_in(text: str | None) -> int | None:
    """A number that was posted or stands in the address, if it is one."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
