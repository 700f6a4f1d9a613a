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
