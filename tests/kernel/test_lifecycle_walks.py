"""Any walk the lifecycle table allows: the clock is never started, stopped or resumed twice, and an end is an end."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.lifecycle import (
    AT_DOOR,
    CLOSED,
    LIFECYCLE_TABLE,
    NATIONAL_STATUS,
    STILL,
    WORKING,
    Change,
    ClockEffect,
    State,
    WaitsOn,
    may_step,
    step,
)

DONE = {State.FINISHED, State.RETURNED}
NO_CLOCK, RUNNING, STANDING, ENDED = "none", "running", "standing", "ended"
AFTER: dict[ClockEffect, tuple[set[str], str | None]] = {
    ClockEffect.DOOR_STARTS: ({NO_CLOCK}, NO_CLOCK),
    ClockEffect.DOOR_WAITS: ({NO_CLOCK}, NO_CLOCK),
    ClockEffect.STARTS: ({NO_CLOCK}, RUNNING),
    ClockEffect.STOPS: ({RUNNING}, STANDING),
    ClockEffect.RESUMES: ({STANDING}, RUNNING),
    ClockEffect.EXTENDS: ({RUNNING, STANDING}, None),
    ClockEffect.RUNS: ({NO_CLOCK, RUNNING, STANDING, ENDED}, None),
    ClockEffect.ENDS: ({NO_CLOCK, RUNNING, STANDING}, ENDED),
}


@st.composite
def walks(draw: st.DrawFn) -> list[Change]:
    """Changes one after another from submission, each allowed where it is made."""
    state, made = State.SUBMITTED, []
    for _ in range(draw(st.integers(1, 40))):
        moving = [act for act in sorted(LIFECYCLE_TABLE) if may_step(act, state)]
        made.append(step(draw(st.sampled_from(moving)), state))
        state = made[-1].after
    return made


@settings(deadline=None)
@given(walks())
def test_the_clock_follows_the_state_on_every_walk(walk: list[Change]):
    clock = NO_CLOCK
    for change in walk:
        allowed, after = AFTER[change.clock]
        assert clock in allowed, change
        clock = after or clock
        assert (clock == NO_CLOCK) == (change.after in AT_DOOR)
        assert (clock == RUNNING) == (change.after in WORKING)
        assert (clock == STANDING) == (change.after in STILL)
        assert (clock == ENDED) == (change.after in CLOSED | DONE)


@settings(deadline=None)
@given(walks())
def test_a_case_is_closed_once_and_nothing_moves_it_after(walk: list[Change]):
    assert sum(change.closes for change in walk) <= 1
    for before, after in pairwise(walk):
        if before.after in CLOSED:
            assert (after.stays, after.after) == (True, before.after)


@settings(deadline=None)
@given(walks())
def test_it_is_always_somebodys_turn_until_the_end(walk: list[Change]):
    for change in walk:
        assert (change.waits_on == WaitsOn.NOBODY) == (change.after in CLOSED)


@settings(deadline=None)
@given(walks())
def test_the_national_status_never_leaves_a_result_behind(walk: list[Change]):
    codes = [NATIONAL_STATUS[change.after] for change in walk]
    finished = next((index for index, code in enumerate(codes) if code == 9), len(codes))
    assert set(codes[finished:]) <= {9, 10}
    assert 10 not in codes[:finished]


def test_from_every_open_state_an_end_can_be_reached():
    for state in set(State) - CLOSED:
        assert ends_from(state) & CLOSED, state
    assert ends_from(State.SUBMITTED) & CLOSED == CLOSED
    assert ends_from(State.FINISHED) & CLOSED == {State.RETURNED}


def ends_from(state: State) -> set[State]:
    """The states that can be reached."""
    reached, fresh = {state}, {state}
    while fresh:
        after = {step(act, one).after for act in LIFECYCLE_TABLE for one in fresh if may_step(act, one)}
        fresh = after - reached
        reached |= fresh
    return reached
