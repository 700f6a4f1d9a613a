"""Finding procedures by words in any order, mistyped, abbreviated, with or without marks; plain Python."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from motcua.procedures.rules.words import has_marks, marked_words, plain_words

NAME, SHORT, SYNONYM, FIELD = 0.75, 1.0, 0.95, 0.3
EXACT, BEGINS, NEAR = 1.0, 0.8, 0.72
PHRASE_SHARE = 0.9
INNER_SHARE = 0.4
MARKS_SHARE = 0.35
FILLER_WEIGHT = 0.2
MOST_WORDS = 24
MOST_LETTERS = 200
MIN_PHRASE = 72
MIN_COVER = 0.34


@dataclass(frozen=True)
class Entry:
    """A procedure as search knows it; ``prior`` lifts what people ask most."""

    code: str
    short_name: str
    name: str
    field: str
    synonyms: tuple[str, ...] = ()
    prior: float = 0.0


@dataclass(frozen=True)
class Lexicon:
    """How people shorten and rename things; keys without marks."""

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """A procedure that fits, with how well (more is better)."""

    code: str
    score: float


class Finder:
    """An index over all procedures, built once and asked often."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self.lexicon = lexicon
        self._shorts = {" ".join(plain_words(short)): long for short, long in lexicon.abbreviations.items()}
        self._phrases = {" ".join(plain_words(said)): meant for said, meant in lexicon.phrases.items()}
        self._fillers = frozenset(word for filler in lexicon.fillers for word in plain_words(filler))
        self._marked_fillers = frozenset(word for filler in lexicon.fillers for word in marked_words(filler))
        self._places: dict[str, dict[int, float]] = defaultdict(dict)
        self._marked: list[frozenset[str]] = []
        self._said: list[str] = []
        self._said_by: list[int] = []
        self._inner: list[tuple[str, int]] = []
        self._codes: dict[str, int] = {}
        for number, entry in enumerate(self.entries):
            self._add(number, entry)
        self.words = list(self._places)
        whole = len(self.entries) + 1
        self._weight = {word: math.log(whole / len(where)) + 0.5 for word, where in self._places.items()}

    def _add(self, number: int, entry: Entry) -> None:
        texts = [(entry.short_name, SHORT), (entry.name, NAME), (entry.field, FIELD)]
        texts += [(synonym, SYNONYM) for synonym in entry.synonyms]
        marked: set[str] = set()
        for text, share in texts:
            marked.update(marked_words(text))
            for word in plain_words(text):
                where = self._places[word]
                where[number] = max(where.get(number, 0.0), share)
        self._marked.append(frozenset(marked))
        for said in dict.fromkeys((entry.short_name, entry.name, *entry.synonyms)):
            words = plain_words(said)
            self._said.append("".join(words)[:MOST_LETTERS])
            self._said_by.append(number)
            if len(words) > 1:
                self._inner.append((f" {' '.join(words)} ", number))
        self._codes["".join(letter for letter in entry.code if letter.isdigit())] = number

    def find(self, text: str, limit: int = 20) -> list[Found]:
        """The procedures that fit ``text``, best first; nothing for words that fit nothing."""
        text = text.strip()[:MOST_LETTERS]
        by_code = self._by_code(text)
        if by_code:
            return by_code[:limit]
        words = plain_words(text)[:MOST_WORDS]
        if not words:
            return []
        fillers = self._fillers_of(text)
        scores = self._scores(words, fillers)
        for meant in self._meanings(words):
            for number, score in self._scores(meant, self._fillers).items():
                scores[number] = max(scores.get(number, 0.0), score * 0.97)
        least = min(MIN_COVER, max(scores.values(), default=0.0) / 2)
        scores = {number: score for number, score in scores.items() if score >= least}
        self._lift_marked(scores, text)
        ranked = [(score + self.entries[number].prior, number) for number, score in scores.items()]
        best = sorted(ranked, key=lambda one: (-one[0], one[1]))[:limit]
        return [Found(self.entries[number].code, round(score, 4)) for score, number in best]

    def _fillers_of(self, text: str) -> frozenset[str]:
        """The words that say little; with marks typed, họ is not the hồ of hồ sơ."""
        if not has_marks(text):
            return self._fillers
        pairs = zip(plain_words(text), marked_words(text), strict=False)
        return frozenset(plain for plain, marked in pairs if marked in self._marked_fillers)

    def _by_code(self, text: str) -> list[Found]:
        digits = "".join(letter for letter in text if letter.isdigit())
        if len(digits) < 4 or len(digits) + sum(letter in ". -" for letter in text) != len(text):
            return []
        exact = self._codes.get(digits)
        if exact is not None:
            return [Found(self.entries[exact].code, 9.0)]
        near = [number for code, number in self._codes.items() if code.startswith(digits) or code.endswith(digits)]
        return [Found(self.entries[number].code, 5.0) for number in near]

    def _meanings(self, words: Sequence[str]) -> list[list[str]]:
        """The query said in full words: abbreviations spelled out, popular names replaced by official ones."""
        spelled: list[str] = []
        for word in words:
            spelled += plain_words(self._shorts[word]) if word in self._shorts else [word]
        joined = f" {' '.join(spelled)} "
        found = [spelled] if spelled and spelled != list(words) else []
        for said, meant in self._phrases.items():
            if meant and f" {said} " in joined:
                found.append(plain_words(joined.replace(f" {said} ", f" {meant} ")))
        return [one for one in found if one]

    def _scores(self, words: Sequence[str], fillers: frozenset[str]) -> dict[int, float]:
        """By words that occur, weighted by how rare they are, then by how alike the whole is to a known name."""
        weights: dict[str, float] = {}
        hits: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(words):
            places, weight = self._places_of(word)
            if word in fillers:
                weight *= FILLER_WEIGHT
            if not places and word in fillers:
                continue
            weights[word] = weight
            for number, share in places.items():
                hits[number] += weight * share
        whole = sum(weights.values()) or 1.0
        scores = {number: hit / whole for number, hit in hits.items()}
        for number, alike in self._alike(words, fillers).items():
            scores[number] = scores.get(number, 0.0) + alike * PHRASE_SHARE
        return scores

    def _places_of(self, word: str) -> tuple[dict[int, float], float]:
        """Where the word stands, or words that begin with it or are one slip of the hand away; and its weight."""
        exact = self._places.get(word)
        if exact is not None:
            return exact, self._weight[word]
        slips = 0 if len(word) < 3 else 1 if len(word) < 7 else 2
        near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=slips, limit=6) if slips else []
        alike = [(other, NEAR) for other, _, _ in near if abs(len(other) - len(word)) <= slips]
        alike += [(other, BEGINS) for other in self.words if len(word) >= 2 and other.startswith(word)]
        places: dict[int, float] = {}
        for other, share in alike:
            for number, at in self._places[other].items():
                places[number] = max(places.get(number, 0.0), at * share)
        weight = max((self._weight[other] for other, _ in alike), default=math.log(len(self.entries) + 2))
        return places, weight

    def _alike(self, words: Sequence[str], fillers: frozenset[str]) -> dict[int, float]:
        """How alike the whole query is to a whole name or synonym, blanks apart."""
        sense = [word for word in words if word not in fillers] or list(words)
        found: dict[int, float] = {}
        for asked in {"".join(words), "".join(sense)}:
            if len(asked) < 3:
                continue
            near = process.extract(asked, self._said, scorer=fuzz.ratio, score_cutoff=MIN_PHRASE, limit=40)
            for _, ratio, place in near:
                number = self._said_by[place]
                share = ((ratio - MIN_PHRASE) / (100 - MIN_PHRASE)) ** 1.5
                found[number] = max(found.get(number, 0.0), share)
        joined = f" {' '.join(words)} "
        for said, number in self._inner:
            if said in joined:
                found[number] = max(found.get(number, 0.0), INNER_SHARE * (1 + len(said) / len(joined)))
        return found

    def _lift_marked(self, scores: dict[int, float], text: str) -> None:
        """What has the words with exactly the marks that were typed comes first."""
        if not has_marks(text):
            return
        typed = marked_words(text)
        for number in scores:
            same = sum(word in self._marked[number] for word in typed)
            scores[number] += MARKS_SHARE * same / len(typed)
