"""Whatever is done to a case, by whom and when: it never falls silent, and its ledger tells it all.

A random walk through the real acts. After each step an open case has exactly one holder (a post and its unit) and a
moment by which whoever has the turn must act, or waits for a named party since a known moment; a closed one waits for
nobody.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.dossiers.conftest import MONDAY
from tests.dossiers.every_act import ACTS, do, set_by_hand
from tests.dossiers.together import filled
from tests.factories import Office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Extension, Opinion, SupplementConsent, SupplementRequest
from motcua.dossiers.queries import calendar_of, due_of, history
from motcua.dossiers.rules.clock import CaseClock
from motcua.dossiers.tasks import watch_clocks
from motcua.kernel import clock
from motcua.kernel.lifecycle import AT_DOOR, CLOSED, LIFECYCLE_TABLE, STILL, WAITS_ON, State, WaitsOn, may_step
from motcua.kernel.refusals import Refused
from motcua.ledger.verifying import verify
from motcua.people.models import Post

ENDS = {name for name, row in LIFECYCLE_TABLE.items() if row.target in CLOSED}
BESIDE = {"add_note", "reseat_dossier", "move_dossier", "assign_dossier", "warn_holder", "escalate", "remind_applicant"}
MOVES = sorted(ACTS.keys() - ENDS - BESIDE)
STEPS = {
    "present_result": "transfer_step",
    "grant_consent": "request_supplement",
    "consent_to_supplement": "request_supplement",
}
FEE = {"lines": [], "total": 8000, "paid": 0}
PARTIES = {WaitsOn.OFFICE, WaitsOn.APPLICANT, WaitsOn.AGENCY}


def assert_held(case: Dossier) -> None:
    """Exactly one holder: a post that is there, and the unit it belongs to; and whoever has the turn is named."""
    post = Post.objects.get(pk=case.holder_post_id)
    assert post.unit_id == case.holder_unit_id
    assert case.waits_on in PARTIES
    assert case.waiting_since <= clock.now()
    assert case.applicant_name
    forwarded = Opinion.objects.filter(dossier=case, kind="forward", answered_at=None, dropped_at=None)
    assert forwarded.count() == (case.waits_on == WaitsOn.AGENCY) == (case.back_to_post_id is not None)
    if case.waits_on != WaitsOn.AGENCY:
        assert case.waits_on == WAITS_ON.get(State(case.state), WaitsOn.OFFICE)
    asked = SupplementRequest.objects.filter(dossier=case, closed_at=None).count()
    assert asked == (case.state in {State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT})


def assert_clocked(case: Dossier) -> None:
    """One clock: the desk's until receipt, then the law's, which stands still exactly while the case waits."""
    assert case.attention_at is not None
    if case.state in AT_DOOR:
        assert (case.clock, case.due_at) == ({}, None)
        return
    kept, due = CaseClock.from_json(case.clock), due_of(case)
    assert due is not None
    assert case.due_at == due.at == due.trace[-1].moment == kept.due(calendar_of(case)).at
    assert kept.is_stopped == (case.state in STILL)
    if case.state in {State.RECEIVED, State.IN_PROCESS}:
        assert case.attention_at == case.due_at


def assert_at_rest(case: Dossier) -> None:
    """A case that is over waits for nobody, and nobody waits for an answer about it."""
    assert (case.holder_post_id, case.holder_unit_id, case.attention_at) == (None, None, None)
    assert case.waits_on == WaitsOn.NOBODY
    assert case.closed_at is not None
    for model, answered in ((Opinion, "answered_at"), (Extension, "decided_at"), (SupplementConsent, "decided_at")):
        assert not model.objects.filter(dossier=case, dropped_at=None, **{answered: None}).exists()
    assert not SupplementRequest.objects.filter(dossier=case, closed_at=None).exists()


def assert_not_silent(case: Dossier) -> None:
    if case.state in CLOSED:
        assert_at_rest(case)
    else:
        assert case.closed_at is None
        assert_held(case)
        assert_clocked(case)
    newest = history(case)[0]
    assert (newest.seq, newest.hash, newest.facts["state"]) == (case.version, case.head_hash, case.state)
    assert verify() == (case.version, None)


@pytest.fixture
def case_again(office: Office) -> Callable[[], Any]:
    """``with case_again() as case:`` a fresh case with a fee; whatever happens to it is forgotten at the end."""

    @contextmanager
    def again() -> Iterator[Dossier]:
        with transaction.atomic(), clock.moved_to(datetime.fromisoformat(MONDAY).replace(tzinfo=clock.VIETNAM)):
            case = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
            set_by_hand(case, fees=FEE)
            yield case
            transaction.set_rollback(True)

    return again


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_walk_through_the_acts_leaves_a_silent_dossier(
    office: Office, case_again: Callable[[], Any], data: st.DataObject
):
    with case_again() as case:
        moment = clock.now()
        if data.draw(st.integers(0, 4), "received"):
            do("receive_dossier", office, case)
            case.refresh_from_db()
        for _ in range(data.draw(st.integers(1, 40), "steps")):
            fitting = [name for name in MOVES if may_step(STEPS.get(name, name), State(case.state))] or ["add_note"]
            act = data.draw(st.sampled_from(fitting * 4 + sorted(ACTS)), "act")
            moment += timedelta(minutes=data.draw(st.sampled_from([0, 1, 30, 240, 1440, 2880, 14400]), "later"))
            with clock.moved_to(moment):
                if data.draw(st.integers(0, 3), "watched") == 0:
                    watch_clocks()
                with suppress(Refused):
                    do(act, office, case)
                case.refresh_from_db()
                assert_not_silent(case)
            if case.closed_at and act == "add_note":
                return
