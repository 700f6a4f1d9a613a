"""What the watch owes a case, whenever it looks: each deadline warned of at most once, ranks told one after another."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.terms import span_from
from motcua.dossiers.rules.watch import apology_is_due, deadlines_of, half_time, ranks_over, to_escalate, to_warn
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import State
from motcua.procedures.rules.parameters import resolved
from motcua.workdays.rules import calendar_from_json

START = datetime(2026, 11, 2, 8, tzinfo=VIETNAM)
CALENDAR = calendar_from_json({"hours": {"mon-fri": [["07:00", "11:00"], ["13:00", "17:00"]]}})
RULES = resolved({})
HOURS = st.integers(1, 24 * 20)


def later(hours: int) -> datetime:
    return START + timedelta(hours=hours)


@dataclass
class Turn:
    """The turn of a case; the acts are played by the test."""

    attention_at: datetime | None
    step_due_at: datetime | None = None
    back_to_post_id: int | None = None
    state: str = State.IN_PROCESS
    waiting_since: datetime = START
    step_since: datetime = START
    due_at: datetime | None = None
    clock: dict[str, Any] = field(default_factory=lambda: {"limit": {"value": "5", "unit": "working_day"}})
    warned_at: datetime | None = None
    escalated_at: datetime | None = None
    escalation_level: int | None = None


turns = st.builds(
    Turn,
    attention_at=HOURS.map(later),
    step_due_at=HOURS.map(later),
    back_to_post_id=st.sampled_from([None, 7]),
)


@given(turn=turns, looks=st.lists(HOURS.map(later), max_size=60).map(sorted), ranks=st.integers(0, 4))
def test_whenever_the_watch_looks(turn: Turn, looks: list[datetime], ranks: int):
    warned: list[datetime] = []
    missed: list[tuple[datetime, int]] = []
    for at in looks:
        deadline = to_warn(turn, CALENDAR, at, parameters=RULES)
        if deadline:
            assert START <= at < deadline.until
            warned.append(deadline.until)
            turn.warned_at = at
        told = to_escalate(turn, CALENDAR, at, ranks=ranks, parameters=RULES)
        if told:
            assert told.until <= at
            if told.level > 1:
                assert turn.escalated_at
                assert at >= span_from(CALENDAR, turn.escalated_at, RULES, key="escalate.again")
            missed.append((told.until, told.level))
            turn.escalated_at, turn.escalation_level = at, told.level
    assert len(set(warned)) == len(warned) <= len(deadlines_of(turn))
    assert len(set(missed)) == len(missed)
    assert all(level <= max(ranks, 1) for _, level in missed)
    assert missed == sorted(missed)
    if looks and any(one.until <= looks[-1] for one in deadlines_of(turn)):
        assert missed, "a missed deadline that nobody heard of"


def test_only_another_body_has_a_deadline_of_its_own():
    own, case = later(10), later(50)
    assert [one.until for one in deadlines_of(Turn(case, own))] == [case]
    assert [one.until for one in deadlines_of(Turn(case, own, back_to_post_id=7))] == [own, case]
    assert [one.until for one in deadlines_of(Turn(case, case, back_to_post_id=7))] == [case]
    assert deadlines_of(Turn(None)) == []


def test_half_of_the_time():
    assert half_time(Turn(later(10))) == later(5)


@given(at=HOURS.map(later), due=HOURS.map(later), unit=st.sampled_from(["working_day", "day", "hour", "same_day"]))
def test_every_late_case_gets_its_apology_and_none_that_is_not_worked(at: datetime, due: datetime, unit: str):
    turn = Turn(due, due_at=due, clock={"limit": {"value": "1", "unit": unit}})
    is_due = apology_is_due(turn, CALENDAR, at, parameters=RULES)
    if at >= due:
        assert is_due
    elif unit in {"hour", "same_day"}:
        assert not is_due
    turn.state = State.AWAITING_SUPPLEMENT
    assert not apology_is_due(turn, CALENDAR, at, parameters=RULES)
    assert not apology_is_due(Turn(due), CALENDAR, at, parameters=RULES)


@dataclass(frozen=True)
class Post:
    id: int


class Known:
    """Two chains that meet above: an agency's and an office's."""

    chains = ((), (1, 9), (2, 3, 9), (9,))

    def overseers_of(self, unit_id: int) -> list[Post]:
        return [Post(one) for one in self.chains[unit_id]]


def test_ranks_go_up_side_by_side_and_tell_nobody_twice():
    known = Known()
    assert ranks_over(known, [1, 2], but=None) == [[1, 2], [9, 3]]
    assert ranks_over(known, [2, 2], but=None) == [[2], [3], [9]]
    assert ranks_over(known, [2, 2], but=2) == [[3], [9]]
    assert ranks_over(known, [3, 3], but=9) == []
    assert ranks_over(known, [0, 0], but=None) == []
    assert ranks_over(known, [None, 1], but=None) == [[1], [9]]
