"""From the day a case ended and what came of it to the day until which it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.kernel.words import N_, Sentence

PROCEDURE, FIELD, WITHOUT_RESULT, DEFAULT = "procedure", "field", "without_result", "default"
SCOPES = (PROCEDURE, FIELD, WITHOUT_RESULT, DEFAULT)
MOST_YEARS = 150
PERMANENT = N_("vĩnh viễn")
YEARS = N_("%(years)s năm")


@dataclass(frozen=True)
class Period:
    """How long cases of one kind are kept: so many years after the year they ended in, or for ever (None)."""

    scope: str
    subject: str
    years: int | None
    source: str
    is_unverified: bool = True


@dataclass(frozen=True)
class Ended:
    """A case that has ended, as far as its period depends on it."""

    procedure_code: str
    field: str
    has_result: bool
    closed_on: date


Periods = Mapping[tuple[str, str], Period]


def period_for(ended: Ended, periods: Periods) -> Period | None:
    """The period of the result that this procedure gives, else of its field, else the general one.

    What ended without a result (refused, withdrawn, stopped, rejected) has a period of its own, where one is set.
    Law: LT-01.
    """
    names = [(PROCEDURE, ended.procedure_code), (FIELD, ended.field)]
    if not ended.has_result:
        names = [(WITHOUT_RESULT, "")]
    return next((periods[one] for one in [*names, (DEFAULT, "")] if one in periods), None)


def keep_until(ended: Ended, period: Period | None) -> date | None:
    """The last day it is kept; None is for ever, and so is what no period speaks of. Law: LT-01."""
    if period is None or period.years is None:
        return None
    return date(ended.closed_on.year + period.years, 12, 31)


def is_due(ended: Ended, periods: Periods, on: date) -> bool:
    """Whether its time is over on that day."""
    until = keep_until(ended, period_for(ended, periods))
    return until is not None and on > until


def years_words(years: int | None) -> Sentence:
    """A period in words."""
    return Sentence(PERMANENT) if years is None else Sentence(YEARS, {"years": years})
