"""How a case is written for search, and what a question means: full words, abbreviations, slips of the hand."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.procedures.rules.words import plain_words

Alternatives = list[list[str]]
MOST_WORDS = 12
MOST_NEAR = 4
NUMBER = frozenset("0123456789 .-()+")


def written(*texts: object) -> str:
    """The words of a case as its index keeps them; numbers are written without blanks."""
    return " ".join(word for text in texts for word in _asked_words(str(text or "")))


def _asked_words(text: str) -> list[str]:
    """A phone or citizen number is one word however it is grouped; everything else is words without marks."""
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) >= 4 and not set(text) - NUMBER and "-" not in text:
        return [digits]
    return plain_words(text)


def questions(text: str, shorts: Mapping[str, str], vocabulary: Sequence[str]) -> Iterable[Alternatives]:
    """What ``text`` may mean, the plainest first: as typed, with abbreviations spelled out, with slips corrected.

    Each is a list of words that must all be there, each word with the ones that may stand for it.
    """
    words = _asked_words(text)[:MOST_WORDS]
    if not words:
        return
    yield [[word] for word in words]
    spelled = [other for word in words for other in plain_words(shorts.get(word, word)) or [word]]
    if spelled != words:
        yield [[word] for word in spelled]
    known = set(vocabulary)
    near = [[word] if word in known else _near(word, vocabulary) for word in spelled]
    if near != [[word] for word in spelled]:
        yield near


def _near(word: str, vocabulary: Sequence[str]) -> list[str]:
    """Known words one slip away (two in a long word); the word itself when there is none."""
    slips = 0 if len(word) < 3 or not word.isalpha() else 1 if len(word) < 7 else 2
    found = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=MOST_NEAR) if slips else []
    return [other for other, _, _ in found] or [word]
