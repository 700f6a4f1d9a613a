"""Which papers of a store answer a requirement on a day, and what stands against one; plain Python."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar

from motcua.papers.rules.levels import LEVELS
from motcua.papers.rules.types import Place, Shelf


class Condition(Enum):
    """How it stands with a paper on a day."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Kept(Protocol):
    """What the rules ask of a kept paper."""

    type: str
    level: str
    procedure_code: str
    requirement_key: str
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None

    @property
    def is_replaced(self) -> bool: ...
    @property
    def is_withdrawn(self) -> bool: ...
    @property
    def is_removed(self) -> bool: ...
    @property
    def file_kind(self) -> str: ...


Some = TypeVar("Some", bound=Kept)


@dataclass(frozen=True)
class Wanted:
    """A requirement of a procedure, and the kinds of files (``files.rules``) it takes."""

    place: Place
    accepts: Collection[str]


def last_day(paper: Kept, shelf: Shelf) -> date | None:
    """Until when it holds, that day included: as written on it, else by the rule of the day it was issued."""
    if paper.valid_until is not None or paper.issued_on is None:
        return paper.valid_until
    kind = shelf.of(paper.type, paper.issued_on)
    return months_later(paper.issued_on, kind.months) if kind and kind.months else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - date(year, month, 1)).days))


def condition_of(paper: Kept, shelf: Shelf, on: date) -> Condition:
    """What it is worth on a day; the gravest first."""
    if paper.is_removed:
        return Condition.REMOVED
    if paper.is_withdrawn:
        return Condition.WITHDRAWN
    if paper.is_replaced:
        return Condition.REPLACED
    if paper.valid_from is not None and on < paper.valid_from:
        return Condition.NOT_YET
    last = last_day(paper, shelf)
    return Condition.EXPIRED if last is not None and on > last else Condition.VALID


def answers(paper: Kept, wanted: Wanted, *, shelf: Shelf, on: date) -> bool:
    """Whether it is the paper that is asked for, whatever its state: by its kind, or handed in there before."""
    if (paper.procedure_code, paper.requirement_key) == wanted.place:
        return True
    return any(one.key == paper.type for one in shelf.answering(wanted.place, on))


def may_be_old(paper: Kept, wanted: Wanted, *, shelf: Shelf, on: date) -> bool:
    """The requirement asks for the old paper itself."""
    kind = shelf.of(paper.type, on)
    return kind is not None and wanted.place in kind.even_expired


def fits(paper: Kept, wanted: Wanted, *, shelf: Shelf, on: date) -> bool:
    """Whether it can be offered for a requirement on a day."""
    if not answers(paper, wanted, shelf=shelf, on=on) or paper.file_kind not in wanted.accepts:
        return False
    state = condition_of(paper, shelf, on)
    is_old = state in (Condition.EXPIRED, Condition.REPLACED)
    return state is Condition.VALID or (is_old and may_be_old(paper, wanted, shelf=shelf, on=on))


def ranked(papers: Iterable[Some]) -> list[Some]:
    """The surest first, of equally sure ones the newest."""
    return sorted(papers, key=lambda one: (LEVELS.index(one.level), one.issued_on or date.min), reverse=True)
