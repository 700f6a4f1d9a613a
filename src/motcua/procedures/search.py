"""The search index over the catalogue, kept in the process and read anew when the catalogue has changed."""

import csv
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from threading import Lock

from django.db.models import Count, Max

from motcua.kernel.fold import fold
from motcua.procedures.english import english_titles
from motcua.procedures.models import Procedure
from motcua.procedures.rules.finder import Entry, Finder, Lexicon

SECONDS = 2.0
OPERABLE_PRIOR = 0.12
OLD_PRIOR = -0.15
SMALL_WORDS = ("a", "an", "the", "of", "to", "for", "in", "on", "at", "and", "or", "my", "i", "need", "want", "how")
ENGLISH = Lexicon(fillers=frozenset(SMALL_WORDS))


@dataclass(frozen=True)
class Hit:
    """A procedure that fits what was typed."""

    code: str
    name: str
    short_name: str
    field: str
    handler: str
    is_operable: bool
    score: float


@dataclass
class Kept:
    """The index, what it was built from, and when that was last looked at."""

    stamp: tuple[object, ...]
    finder: Finder
    rows: dict[str, Procedure]
    looked_at: float

    @cached_property
    def english(self) -> Finder:
        """The index over the English names that published versions have, built for the first who needs it."""
        titles = english_titles()
        rows = (row for row in self.rows.values() if row.short_name in titles)
        return Finder([Entry(row.code, titles[row.short_name], "", "", (), _prior(row)) for row in rows], ENGLISH)


_kept: list[Kept] = []
_lock = Lock()


def forget_search() -> None:
    """Look again at the next question; called by every act that changes the catalogue."""
    for kept in _kept:
        kept.looked_at = 0.0


def search(text: str, limit: int = 20, *, english: bool = False) -> list[Hit]:
    """The procedures that fit, best first; one statement every two seconds, else none.

    ``english`` readers find them by their English names too.
    """
    kept = _current()
    best = {one.code: one.score for one in kept.finder.find(text, limit)}
    for one in kept.english.find(text, limit) if english else ():
        best[one.code] = max(one.score, best.get(one.code, 0.0))
    ranked = sorted(best, key=lambda code: -best[code])
    return [_hit(kept.rows[code], best[code]) for code in ranked[:limit]]


def words_of_catalogue() -> list[str]:
    """Every word of the catalogue, without marks."""
    return _current().finder.words


def _hit(row: Procedure, score: float) -> Hit:
    return Hit(row.code, row.name, row.short_name, row.field, row.handler, row.is_operable, score)


def _current() -> Kept:
    now = time.monotonic()
    if _kept and now - _kept[0].looked_at < SECONDS:
        return _kept[0]
    with _lock:
        seen = Procedure.objects.aggregate(rows=Count("id"), last=Max("changed_at"), newest=Max("id"))
        stamp = tuple(seen.values())
        if not _kept or _kept[0].stamp != stamp:
            _kept[:] = [_built(stamp)]
        _kept[0].looked_at = now
        return _kept[0]


def _built(stamp: tuple[object, ...]) -> Kept:
    rows = list(Procedure.objects.defer("detail"))
    return Kept(stamp, finder_of(rows), {row.code: row for row in rows}, 0.0)


def finder_of(rows: Iterable[Procedure]) -> Finder:
    """The index over these procedures."""
    return Finder(map(_entry, rows), lexicon())


def _entry(row: Procedure) -> Entry:
    return Entry(row.code, row.short_name, row.name, row.field, tuple(row.synonyms), _prior(row))


def _prior(row: Procedure) -> float:
    """What people ask most comes first among equals, what is no longer in force last."""
    prior = max(0.0, OPERABLE_PRIOR - 0.001 * row.rank) if row.rank < 1000 else 0.0
    return prior + OLD_PRIOR if row.era != "2026" and row.rank == 1000 else prior


@cache
def lexicon() -> Lexicon:
    """How people shorten and rename things, from the data that ships."""
    data = files("motcua.procedures") / "data"
    words = json.loads((data / "search_words.json").read_text("utf-8"))
    shorts, phrases = dict(words["abbreviations"]), dict(words["phrases"])
    for row in csv.DictReader((data / "spelling_variants.csv").read_text("utf-8").splitlines()):
        if row["kind"] == "abbreviation":
            shorts.setdefault(fold(row["b"]), row["a"])
        elif row["kind"] == "synonym":
            phrases.setdefault(fold(row["b"]), row["a"])
    return Lexicon(shorts, phrases, frozenset(words["fillers"]))
