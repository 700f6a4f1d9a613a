"""Vietnamese words as search compares them: without marks, with marks but wherever the tone is put, i as y."""

import re
import unicodedata

from motcua.kernel.fold import fold

WORD = re.compile(r"[^\W_]+")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def plain_words(text: str) -> list[str]:
    """The words without marks; y is written i, so that lý and lí are one."""
    return [word.replace("y", "i") for word in WORD.findall(fold(unicodedata.normalize("NFC", text)))]


def marked_words(text: str) -> list[str]:
    """The words with their marks; the tone stands at the end, so that hòa and hoà are one."""
    return [_marked(word) for word in WORD.findall(unicodedata.normalize("NFC", text).lower())]


def _marked(word: str) -> str:
    if word.isascii():
        return word.replace("y", "i")
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(letter for letter in letters if letter in TONES)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
    return bare.replace("y", "i") + tone


def has_marks(text: str) -> bool:
    """Whether the writer typed Vietnamese marks at all."""
    return not text.isascii()
