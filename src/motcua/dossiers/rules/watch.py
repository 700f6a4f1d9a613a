"""What the watch owes an open case at a moment: whom to warn, when to tell those above, how far up; plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Protocol

from motcua.dossiers.rules.terms import span_from, warn_at
from motcua.kernel.lifecycle import WORKING
from motcua.workdays.rules import WorkingCalendar


class Case(Protocol):
    """The turn of a case, as its row keeps it."""

    state: str
    waiting_since: datetime
    step_since: datetime
    step_due_at: datetime | None
    attention_at: datetime | None
    due_at: datetime | None
    clock: Mapping[str, Any]
    back_to_post_id: int | None
    warned_at: datetime | None
    escalated_at: datetime | None
    escalation_level: int | None


@dataclass(frozen=True)
class Deadline:
    """A moment that whoever has the turn must keep, and from when they had time for it."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Missed:
    """A deadline that passed, and how many ranks up it must be told now."""

    until: datetime
    level: int


def deadlines_of(case: Case) -> list[Deadline]:
    """The deadlines of the turn, earliest first: of the case, and with another body also the time set for its answer.

    Law: LC-09.
    """
    body = case.step_due_at if case.back_to_post_id is not None else None
    moments = {until for until in (body, case.attention_at) if until is not None}
    return [Deadline(case.step_since, until) for until in sorted(moments)]


def to_warn(case: Case, calendar: WorkingCalendar, at: datetime, *, parameters: Mapping[str, Any]) -> Deadline | None:
    """The deadline of which the holder must be warned now; each one once."""
    for deadline in deadlines_of(case):
        opens = warn_at(calendar, deadline.since, deadline.until, parameters=parameters)
        if opens <= at < deadline.until and (case.warned_at is None or case.warned_at < opens):
            return deadline
    return None


def to_escalate(
    case: Case, calendar: WorkingCalendar, at: datetime, *, ranks: int, parameters: Mapping[str, Any]
) -> Missed | None:
    """The missed deadline that those above must hear of now, and which rank.

    Each deadline first by the first rank; then, while the turn stays the same, by the next one whenever
    ``escalate.again`` has passed.
    """
    missed = [deadline.until for deadline in deadlines_of(case) if deadline.until <= at]
    if not missed:
        return None
    told, level = case.escalated_at, case.escalation_level or 0
    if told is None or told < missed[-1]:
        return Missed(missed[-1], 1)
    if level < ranks and at >= span_from(calendar, told, parameters, key="escalate.again"):
        return Missed(missed[-1], level + 1)
    return None


def half_time(case: Case) -> datetime:
    """When an applicant who must answer is reminded."""
    return case.waiting_since + ((case.attention_at or case.waiting_since) - case.waiting_since) / 2


def apology_is_due(case: Case, calendar: WorkingCalendar, at: datetime, *, parameters: Mapping[str, Any]) -> bool:
    """Form 04 is to be drafted: so long before the due moment of a case still being worked, or once it is late.

    A limit in hours leaves no working day before its end, so there only the late case has one. Law: LC-10.
    """
    if case.due_at is None or case.state not in WORKING:
        return False
    if case.clock["limit"]["unit"] in {"hour", "same_day"}:
        return at >= case.due_at
    return span_from(calendar, at, parameters, key="apology.before") >= case.due_at


class Directory(Protocol):
    """What the watch asks the directory of posts."""

    def overseers_of(self, unit_id: int) -> Sequence[Any]: ...


def ranks_over(known: Directory, unit_ids: Sequence[int | None], *, but: int | None) -> list[list[int]]:
    """The posts to tell, rank by rank: who leads the holder's unit and the office's, then who is next above each.

    The holder (``but``) is told as holder. Nobody is told twice.
    """
    chains = [[post.id for post in known.overseers_of(one) if post.id != but] for one in unit_ids if one is not None]
    ranks: list[list[int]] = []
    seen: set[int] = set()
    for rank in zip_longest(*chains):
        fresh = [post for post in dict.fromkeys(rank) if post is not None and post not in seen]
        seen.update(fresh)
        ranks += [fresh] if fresh else []
    return ranks
