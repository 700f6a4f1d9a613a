"""Folding Vietnamese text for search: no marks, no case, đ as d."""

import unicodedata

_DSTROKE = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """Lower-case ASCII-like form of ``text``; the same in Python and, through the stored column, in SQL."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_DSTROKE))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def nfc(text: str) -> str:
    """``text`` in the composed form that we store."""
    return unicodedata.normalize("NFC", text)
