"""Which kinds of papers there are: the results they come from, the requirements they answer, how long they hold.

Law is data: the rows ship in ``data/paper_types.csv`` with their source; what an office sets over them is dated too.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Place = tuple[str, str]  # procedure code, key of a result or requirement


@dataclass(frozen=True)
class PaperType:
    """One kind of paper as it counts from ``from_on``; ``months`` None holds until something changes.

    ``even_expired`` are the requirements that take an old one (it is handed back); ``is_single``: a newer one of the
    same person takes the place of the one before.
    """

    key: str
    name: str
    name_en: str
    results: frozenset[Place]
    answers: frozenset[Place]
    even_expired: frozenset[Place]
    months: int | None
    is_single: bool
    from_on: date
    source: str
    mark: str

    @property
    def is_sure(self) -> bool:
        """Whether the row was verified with its source."""
        return self.mark == "[V]"


@dataclass(frozen=True)
class Shelf:
    """The kinds of papers as they are known today."""

    rows: tuple[PaperType, ...]

    def of(self, key: str, on: date) -> PaperType | None:
        """The kind as it counted on a day; a day before the first row is told by the first."""
        found = [one for one in self.rows if one.key == key]
        past = [one for one in found if one.from_on <= on]
        return max(past, key=lambda one: one.from_on) if past else min(found, key=lambda one: one.from_on, default=None)

    def on(self, day: date) -> list[PaperType]:
        """Every kind as it counts on this day, in the order of the table."""
        keys = dict.fromkeys(one.key for one in self.rows)
        return [found for key in keys if (found := self.of(key, day)) is not None]

    def from_result(self, place: Place, on: date) -> PaperType | None:
        """The kind that a result of a procedure is."""
        return next((one for one in self.on(on) if place in one.results), None)

    def answering(self, place: Place, on: date) -> list[PaperType]:
        """The kinds that a requirement takes."""
        return [one for one in self.on(on) if place in one.answers or place in one.even_expired]


def read_types(lines: Iterable[str]) -> tuple[PaperType, ...]:
    """The rows of the table. Raises ValueError or KeyError where one cannot be read."""
    return tuple(read_row(row) for row in csv.DictReader(lines))


def read_row(row: Mapping[str, str]) -> PaperType:
    """One row of the table, as it ships or as an office wrote it."""
    return PaperType(
        key=row["key"],
        name=row["name"],
        name_en=row["name_en"],
        results=places(row["results"]),
        answers=places(row["answers"]),
        even_expired=places(row["even_expired"]),
        months=int(row["months"]) if row["months"] else None,
        is_single=row["single"] == "yes",
        from_on=date.fromisoformat(row["from_on"]),
        source=row["source"],
        mark=row["mark"],
    )


def places(text: str) -> frozenset[Place]:
    """``1.000894:single_certificate …`` as pairs. Raises ValueError for a word that is no pair."""
    found = set()
    for word in text.split():
        procedure, colon, key = word.partition(":")
        if not (procedure and colon and key):
            raise ValueError(word)
        found.add((procedure, key))
    return frozenset(found)
