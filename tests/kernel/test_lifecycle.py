"""The lifecycle table: every state reachable, every end final, the clock told for each act."""

import pytest

from motcua.kernel.lifecycle import (
    CLOSED,
    LIFECYCLE_TABLE,
    NATIONAL_STATUS,
    STATE_NAMES,
    UNDECIDED,
    ClockEffect,
    State,
    WaitsOn,
    may_step,
    step,
)
from motcua.kernel.refusals import WrongMoment


def test_every_state_has_a_name_and_a_national_code():
    assert set(NATIONAL_STATUS) == set(STATE_NAMES) == set(State)
    assert set(NATIONAL_STATUS.values()) == set(range(1, 11))


def test_every_state_is_reachable_from_submission():
    reached, fresh = {State.SUBMITTED}, {State.SUBMITTED}
    while fresh:
        fresh = {
            row.target
            for row in LIFECYCLE_TABLE.values()
            if row.target and row.sources & reached and row.target not in reached
        }
        reached |= fresh
    assert reached == set(State)


def test_nothing_leads_out_of_a_closed_case():
    moving = [row.act for row in LIFECYCLE_TABLE.values() if row.target and row.sources & CLOSED]
    assert moving == []


def test_finished_and_returned_are_two_moments():
    assert step("approve_result", State.IN_PROCESS).after is State.FINISHED
    assert step("return_result", State.FINISHED).after is State.RETURNED
    assert (NATIONAL_STATUS[State.FINISHED], NATIONAL_STATUS[State.RETURNED]) == (9, 10)


@pytest.mark.parametrize(
    ("act", "state", "after", "clock"),
    [
        ("receive_dossier", State.SUBMITTED, State.RECEIVED, ClockEffect.STARTS),
        ("request_supplement", State.IN_PROCESS, State.AWAITING_SUPPLEMENT, ClockEffect.STOPS),
        ("supplement_dossier", State.AWAITING_SUPPLEMENT, State.IN_PROCESS, ClockEffect.RESUMES),
        ("supplement_at_door", State.DOOR_SUPPLEMENT, State.SUBMITTED, ClockEffect.DOOR_STARTS),
        ("withdraw_dossier", State.SUSPENDED, State.WITHDRAWN, ClockEffect.ENDS),
        ("add_note", State.RETURNED, State.RETURNED, ClockEffect.RUNS),
    ],
)
def test_the_table_row_by_row(act, state, after, clock):
    change = step(act, state)
    assert (change.after, change.clock) == (after, clock)


@pytest.mark.parametrize("act", sorted(LIFECYCLE_TABLE))
def test_an_act_in_a_state_that_does_not_know_it_is_refused(act):
    for state in set(State) - LIFECYCLE_TABLE[act].sources:
        assert not may_step(act, state)
        with pytest.raises(WrongMoment, match=STATE_NAMES[state]):
            step(act, state)


def test_withdrawal_ends_with_the_decision():
    assert LIFECYCLE_TABLE["withdraw_dossier"].sources == UNDECIDED
    assert State.FINISHED not in UNDECIDED


def test_waiting_for_papers_is_the_applicants_turn():
    assert step("request_supplement", State.IN_PROCESS).waits_on is WaitsOn.APPLICANT
    assert step("return_result", State.FINISHED).waits_on is WaitsOn.NOBODY
