"""The order of the Vietnamese alphabet, as a key that every database compares alike."""

import re
import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # level, huyền, hỏi, ngã, sắc, nặng
MOST_LETTERS = 60  # of a name that count
_FIRST_DIGIT, _FIRST_LETTER, _OTHER = 10, 20, 99
_WORD = re.compile(r"[^\W_]+")
_CODES = {letter: _FIRST_LETTER + place for place, letter in enumerate(LETTERS)}
_CODES |= {str(digit): _FIRST_DIGIT + digit for digit in range(10)}


def alphabet_key(text: str) -> str:
    """Digits that sort as a dictionary does: syllable by syllable, đ after d, ă after a, the tone last.

    Two digits a letter and two for the tone that ends a syllable: no collation orders plain digits in another way.
    """
    composed = unicodedata.normalize("NFC", text[:MOST_LETTERS].lower())
    return "".join(_syllable(word) for word in _WORD.findall(composed))


def _syllable(word: str) -> str:
    tone, codes = 0, []
    for letter in word:
        bare, heard = _without_tone(letter)
        tone = tone or heard
        codes.append(_CODES.get(bare) or _CODES.get(unicodedata.normalize("NFD", bare)[0], _OTHER))
    return "".join(f"{code:02}" for code in (*codes, tone + 1))


@lru_cache(maxsize=1000)
def _without_tone(letter: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", letter)
    heard = next((place for place, tone in enumerate(TONES) if tone and tone in parts), 0)
    return unicodedata.normalize("NFC", parts.replace(TONES[heard], "") if heard else parts), heard
