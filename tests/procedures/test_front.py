"""Where one applies online: one door a procedure and day, set from a day on, never rewritten, kept in the ledger."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import BUNDLE, make_office, make_officer, make_version

from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM
from motcua.procedures.actions.set_front import set_front
from motcua.procedures.models import FrontRule
from motcua.procedures.queries import front_of, next_front
from motcua.procedures.rules import FrontChange, FrontLine, front_change, front_on

CODE = "9.000001"
JULY, DECEMBER = date(2025, 7, 1), date(2026, 12, 1)
TODAY = date(2026, 11, 2)


# --- the rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "stated", "front"),
    [
        ([], "own", "own"),
        ([], "national", "national"),
        ([("", "national", JULY)], "own", "national"),
        ([("", "national", DECEMBER)], "own", "own"),
        ([("", "national", JULY), (CODE, "own", JULY)], "own", "own"),
        ([("", "own", JULY), (CODE, "national", TODAY)], "own", "national"),
        ([("", "own", JULY), (CODE, "own", JULY)], "national", "national"),
        ([("", "national", JULY), (CODE, "own", JULY), (CODE, "locality", TODAY)], "own", "national"),
        ([("", "national", JULY), ("9.000002", "own", JULY)], "own", "national"),
        ([("", "national", JULY), ("", "own", JULY)], "own", "own"),
        ([("", "own", TODAY), ("", "national", JULY)], "own", "own"),
    ],
)
def test_one_door_a_day(lines, stated, front):
    assert front_on([FrontLine(*one) for one in lines], CODE, TODAY, stated=stated) == front


DAYS = st.dates(min_value=JULY, max_value=date(2027, 6, 30))
LINES = st.lists(
    st.one_of(
        st.builds(FrontLine, st.just(""), st.sampled_from(["own", "national"]), DAYS),
        st.builds(
            FrontLine, st.sampled_from([CODE, "9.000002"]), st.sampled_from(["own", "national", "locality"]), DAYS
        ),
    ),
    max_size=8,
)


@given(LINES, DAYS, st.sampled_from(["own", "national"]))
def test_exactly_one_of_two_doors_is_open(lines, day, stated):
    front = front_on(lines, CODE, day, stated=stated)
    assert front in {"own", "national"}
    assert stated == "own" or front == "national"


@given(LINES, DAYS, DAYS)
def test_what_begins_later_does_not_change_an_earlier_day(lines, day, later):
    planned = FrontLine(CODE, "national", max(later, day + timedelta(days=1)))
    assert front_on([*lines, planned], CODE, day) == front_on(lines, CODE, day)


@given(LINES, DAYS)
def test_the_next_change_is_the_first_other_day(lines, day):
    present, change = front_on(lines, CODE, day), front_change(lines, CODE, day)
    last = change.on if change else date(2027, 7, 1)
    between = (day + timedelta(days=number) for number in range(1, (last - day).days))
    assert all(front_on(lines, CODE, one) == present for one in between)
    if change:
        assert front_on(lines, CODE, change.on) == change.front != present


# --- the act ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(db, present):
    present("2026-11-02T08:00")
    made = make_office()
    make_officer(made, "admin", "H", "administrator")
    make_officer(made, "admin_x", "X", "administrator")
    forget_directory()
    yield made
    forget_directory()


def test_the_administrator_moves_the_door_from_a_day_on(office):
    assert front_of(CODE, TODAY) == "own"
    set_front(front="national", from_on=DECEMBER, reason="CV 12", actor=office.actor("admin"))
    assert front_of(CODE, TODAY) == "own"
    assert next_front(CODE, TODAY) == FrontChange(DECEMBER, "national")
    assert front_of(CODE, DECEMBER) == "national"
    entry = Entry.objects.get(act="set_front")
    assert (entry.subject_kind, entry.subject_id, entry.actor["name"]) == ("locality", "front", "Người admin")
    assert entry.facts == {"procedure": "", "front": "national", "from_on": "2026-12-01", "reason": "CV 12"}


def test_one_procedure_goes_its_own_way_and_comes_back(office):
    admin = office.actor("admin")
    set_front(front="national", from_on=TODAY, reason="CV 12", actor=admin)
    set_front(front="own", from_on=TODAY, reason="Cổng chưa có thủ tục này", actor=admin, code=CODE)
    assert (front_of(CODE, TODAY), front_of("", TODAY)) == ("own", "national")
    set_front(front="locality", from_on=DECEMBER, reason="Cổng đã có", actor=admin, code=CODE)
    assert front_of(CODE, DECEMBER) == "national"
    assert FrontRule.objects.count() == 3


def test_a_plan_is_undone_by_a_later_line_of_the_same_day(office):
    admin = office.actor("admin")
    set_front(front="national", from_on=DECEMBER, reason="CV 12", actor=admin)
    set_front(front="own", from_on=DECEMBER, reason="CV 13", actor=admin)
    assert front_of(CODE, DECEMBER) == "own"
    assert next_front(CODE, TODAY) is None


@pytest.mark.parametrize("name", ["admin_x", "desk", "leader", "inspector", "citizen"])
def test_nobody_else_may(office, name):
    with pytest.raises(NotPermitted):
        set_front(front="national", from_on=TODAY, reason="x", actor=office.actor(name))
    assert not FrontRule.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"front": "both"}, "front"),
        ({"front": "locality"}, "front"),
        ({"from_on": date(2026, 11, 1)}, "from_on"),
        ({"reason": " \x00 "}, "reason"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(office, given, field):
    facts = {"front": "national", "from_on": TODAY, "reason": "CV 12", **given}
    with pytest.raises(Invalid) as refused:
        set_front(actor=office.actor("admin"), **facts)
    assert list(refused.value.errors) == [field]
    assert not FrontRule.objects.exists()


def test_what_stands_already_is_not_set_again(office):
    admin = office.actor("admin")
    set_front(front="national", from_on=TODAY, reason="CV 12", actor=admin)
    with pytest.raises(AlreadyDone):
        set_front(front="national", from_on=DECEMBER, reason="CV 12", actor=admin)
    with pytest.raises(AlreadyDone):
        set_front(front="locality", from_on=TODAY, reason="CV 12", actor=admin, code=CODE)
    with pytest.raises(NotFound):
        set_front(front="own", from_on=TODAY, reason="CV 12", actor=admin, code="0.0")


def test_what_the_version_states_is_changed_by_a_version(office):
    make_version({**BUNDLE, "front": "national"}, number=2, front="national")
    assert front_of(CODE, TODAY) == "national"
    with pytest.raises(WrongMoment, match="phiên bản mới"):
        set_front(front="own", from_on=TODAY, reason="CV 12", actor=office.actor("admin"), code=CODE)


def test_the_system_sets_where_an_installation_begins(office):
    set_front(front="national", from_on=JULY, reason="Khi cài đặt", actor=SYSTEM)
    assert front_of(CODE, JULY) == front_of(CODE, TODAY) == "national"


def test_the_door_is_read_in_two_statements_and_then_remembered(office, django_assert_num_queries):
    with django_assert_num_queries(2):
        front_of(CODE, TODAY)
    with django_assert_num_queries(0):
        next_front(CODE, TODAY)
