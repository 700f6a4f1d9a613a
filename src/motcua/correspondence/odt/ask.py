"""Asking the child about an ODT; one that dies or takes too long means a file that is too much for us."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.correspondence.odt.faults import WORDS
from motcua.files.bounded import ask
from motcua.files.rules.limits import MEGABYTE, Limits
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import Sentence

MODULE = "motcua.correspondence.odt"
MOST_BYTES = 10 * MEGABYTE
LIMITS = Limits(max_bytes=30 * MEGABYTE, memory_bytes=1_000 * MEGABYTE, cpu_seconds=15, wall_seconds=25)


@dataclass(frozen=True)
class Looked:
    """What an ODT holds: the names it uses, its words, and where it was asked for the filled or cleaned file."""

    names: tuple[str, ...]
    text: str
    content: bytes = b""


def look(content: bytes) -> Looked:
    """The names and words of an ODT, and itself with nothing in it but what a letter needs. Refuses with Invalid."""
    return _asked(content, None)


def filled(content: bytes, values: Mapping[str, Any]) -> Looked:
    """The template filled. Refuses with Invalid."""
    return _asked(content, values)


def _asked(content: bytes, values: Mapping[str, Any] | None) -> Looked:
    if len(content) > MOST_BYTES:
        raise _unusable("too_big")
    with tempfile.TemporaryDirectory() as place:
        given, made = Path(place) / "given.odt", Path(place) / "made.odt"
        given.write_bytes(content)
        request: dict[str, Any] = {"path": str(given), "to": str(made), "values": values}
        told = ask(MODULE, request, LIMITS)
        if told is None or (not told.get("fault") and not made.exists()):
            raise _unusable("too_big")
        if told.get("fault"):
            raise _unusable(told["fault"])
        return Looked(tuple(told["names"]), told["text"], made.read_bytes())


def _unusable(code: str) -> Invalid:
    return Invalid(WORDS[code], {"file": Sentence(WORDS[code])})
