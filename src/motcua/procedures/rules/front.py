"""Who takes online applications on a day: our own pages or the national portal; plain Python. Law: TT-06."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

OWN, NATIONAL = "own", "national"
AS_LOCALITY = "locality"
EVERYWHERE = ""


@dataclass(frozen=True)
class FrontLine:
    """What was once set: for one procedure or (no code) for the whole locality, from a day on."""

    code: str
    front: str
    from_on: date


@dataclass(frozen=True)
class FrontChange:
    """The day on which the door moves, and where to."""

    on: date
    front: str


def front_on(lines: Sequence[FrontLine], code: str, day: date, *, stated: str = OWN) -> str:
    """The one door of the procedure on ``day``: its own line, else the locality's, else ours.

    ``lines`` stand in the order in which they were set. What the version in force states as the portal's
    (``stated``) is never taken here as well.
    """
    if stated == NATIONAL:
        return NATIONAL
    special = line_on(lines, code, day)
    if special in {OWN, NATIONAL}:
        return special
    return line_on(lines, EVERYWHERE, day) or OWN


def line_on(lines: Sequence[FrontLine], code: str, day: date) -> str:
    """What was set last for exactly this code among what has begun; nothing when nothing was set."""
    begun = [(one.from_on, place, one.front) for place, one in enumerate(lines) if one.code == code]
    return max((one for one in begun if one[0] <= day), default=(day, 0, ""))[2]


def front_change(lines: Sequence[FrontLine], code: str, day: date, *, stated: str = OWN) -> FrontChange | None:
    """The next day after ``day`` on which the door of the procedure is another one."""
    present = front_on(lines, code, day, stated=stated)
    for later in sorted({one.from_on for one in lines if one.code in {EVERYWHERE, code} and one.from_on > day}):
        front = front_on(lines, code, later, stated=stated)
        if front != present:
            return FrontChange(later, front)
    return None
