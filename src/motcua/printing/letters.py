"""Text as the print font can draw it: composed, without control characters, with places where long words may break."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

HOLD = "\u00a0"  # no line ends between a word and its figure
FONTS = Path(__file__).parent / "fonts"
BREAK = "\u200b"  # the forms turn it into an empty space where a line may end; it never reaches the page
# The narrowest column holds that much. A Vietnamese syllable has at most seven letters: what is longer is a code, an
# address or a mistake.
LONGEST = 12
PIECE = 4
_SHORT = 6  # no word of so many letters is too wide
_AFTER = frozenset(".-_/@:,;?&=|\\+#")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def printable(text: str, *, breaks: bool = True) -> str:
    """One line of ``text`` in letters of the print font; what it cannot draw becomes a box."""
    seen = unicodedata.normalize("NFC", text).translate(_DRAWN)
    words = (word for word in seen.split(" ") if word)
    return " ".join(_breakable(word) if breaks and len(word) > _SHORT else word for word in words)


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of ``text``."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class _Drawn(dict[int, str]):
    """What each letter becomes, found out once."""

    def __missing__(self, code: int) -> str:
        self[code] = _drawn(chr(code))
        return self[code]


def _drawn(letter: str) -> str:
    if letter.isspace():
        return HOLD if letter == HOLD else " "
    if unicodedata.category(letter) in _UNSEEN:
        return ""
    return letter if ord(letter) in covered() else "□"


_DRAWN = _Drawn()


def _breakable(word: str) -> str:
    if _width(word) <= LONGEST:
        return word
    return BREAK.join(_pieces(word))


def _width(word: str) -> float:
    return sum(2 if letter in "MW" else 1.4 if letter.isupper() else 1 for letter in word)


def _pieces(word: str) -> list[str]:
    parts: list[str] = []
    part = ""
    for letter in word:
        part += letter
        if letter in _AFTER:
            parts.append(part)
            part = ""
    parts.append(part)
    return [piece for part in parts if part for piece in _short(part)]


def _short(part: str) -> list[str]:
    if _width(part) <= LONGEST:
        return [part]
    return [part[at : at + PIECE] for at in range(0, len(part), PIECE)]


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points of the regular style, read from its character map (format 4)."""
    font = (FONTS / "Tinos_400Regular.ttf").read_bytes()
    table = font[_table(font, b"cmap") :]
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = [struct.unpack_from(">HHI", table, 4 + 8 * index)[2] for index in range(count)]
    maps = [offset for offset in offsets if struct.unpack_from(">H", table, offset)[0] == 4]
    return frozenset(_segments(table[maps[0] :]))


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return next(offset for name, _, offset, _ in records if name == tag)


def _segments(table: bytes) -> set[int]:
    (doubled,) = struct.unpack_from(">H", table, 6)
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{doubled // 2}H", table, at)
        for at in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    )
    found = set()
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                at = 16 + 3 * doubled + 2 * index + ranges[index] + 2 * (code - start)
                glyph = struct.unpack_from(">H", table, at)[0]
            if glyph and (glyph + deltas[index]) % 0x10000:
                found.add(code)
    return found
