"""Text as a machine read it off a page, made comparable: same length folded, digits that letters stand for."""

import re
from datetime import date

from motcua.kernel.fold import fold, nfc

DIGIT = "[0-9OoQDIl|SsBZzG]"
_MISREAD = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1"})
_MISREAD_MORE = str.maketrans({"S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "G": "6"})
_IN_WORDS = re.compile(
    rf"ng.y\s*[.:]?\s*({DIGIT}{{1,2}})\s*[.,]?\s*th.ng\s*[.:]?\s*({DIGIT}{{1,2}})\s*[.,]?\s*n.m\s*[.:]?\s*({DIGIT}{{4}})",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(rf"(?<![\w/])({DIGIT}{{1,2}})\s?[/.\-]\s?({DIGIT}{{1,2}})\s?[/.\-]\s?({DIGIT}{{4}})(?![\w])")


def level(text: str) -> str:
    """The folded text, letter for letter as long as the (composed) text itself."""
    return "".join(fold(letter)[:1] or letter for letter in nfc(text))


def digits(text: str) -> str:
    """The digits of what should be a number, with letters that are misread digits put right."""
    return "".join(one for one in text.translate(_MISREAD).translate(_MISREAD_MORE) if one.isdigit() and one.isascii())


def days_in(text: str) -> list[tuple[date, int]]:
    """The days written in a line and where each begins; impossible ones are left out."""
    found = []
    for pattern in (_IN_WORDS, _IN_FIGURES):
        for one in pattern.finditer(nfc(text)):
            day = _day(one.group(3), one.group(2), one.group(1))
            if day:
                found.append((day, one.start()))
    return sorted(found, key=lambda pair: pair[1])


def _day(*parts: str) -> date | None:
    try:
        year, month, day = (int(digits(part)) for part in parts)
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None
