"""The known word that a mistyped one most likely means."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The most similar known word, or None when nothing is near."""
    return next(iter(get_close_matches(word[:60], list(known), n=1, cutoff=0.6)), None)
