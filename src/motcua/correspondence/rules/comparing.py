"""Two versions of a draft side by side, by their words; plain Python."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 2_000
Piece = tuple[str, str]  # "same" | "gone" | "new", and the words


@dataclass(frozen=True)
class Line:
    """A paragraph of the comparison, in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing in it changed."""
        return all(kind == "same" for kind, _ in self.pieces)


def compared(before: str, after: str) -> list[Line]:
    """What was taken out and what was put in, paragraph by paragraph."""
    old, new = _lines(before), _lines(after)
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line((("same", line),)) for line in old[a:b]]
        elif tag == "replace" and b - a == d - c:
            found += [Line(tuple(_words(*pair))) for pair in zip(old[a:b], new[c:d], strict=True)]
        else:
            found += [Line((("gone", line),)) for line in old[a:b]]
            found += [Line((("new", line),)) for line in new[c:d]]
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _parts(before), _parts(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
            continue
        if a < b:
            yield "gone", "".join(old[a:b])
        if c < d:
            yield "new", "".join(new[c:d])


def _parts(line: str) -> Sequence[str]:
    return re.findall(r"\S+\s*", line)
