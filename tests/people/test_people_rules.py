"""Seats, actors, delegations and citizen numbers: pure rules, by table."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.refusals import Invalid
from motcua.people.rules import (
    ANONYMOUS,
    SYSTEM,
    Actor,
    Seat,
    Substitution,
    covers,
    delegation_answer,
    holds_at,
    path_below,
    spans_overlap,
    tidy_map_point,
    valid_on,
)

A, B, C = (UUID(int=n) for n in (1, 2, 3))
T0 = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
COMMUNE = "/89/894/30682/"


def days(first, last):
    return (T0 + timedelta(days=first), T0 + timedelta(days=last))


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("/89/894/", COMMUNE, True),
        (COMMUNE, COMMUNE, True),
        (COMMUNE, "/89/894/30682/30682-MC/", True),
        (COMMUNE, "/89/894/", False),
        ("/89/894/3068/", COMMUNE, False),
        ("/89/894/30682/", "/89/894/306820/", False),
        ("", COMMUNE, False),
    ],
)
def test_a_unit_covers_itself_and_what_is_below(upper, lower, expected):
    assert covers(upper, lower) is expected


@given(st.lists(st.from_regex(r"[0-9A-Z-]{1,8}", fullmatch=True), min_size=1, max_size=6))
def test_every_ancestor_covers_every_descendant(codes):
    paths = []
    for code in codes:
        paths.append(path_below(paths[-1] if paths else "", code))
    for upper in range(len(paths)):
        for lower in range(len(paths)):
            assert covers(paths[upper], paths[lower]) is (upper <= lower)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2025, 6, 30), True), (date(2025, 7, 1), False), (date(2019, 12, 31), False), (date(2020, 1, 1), True)],
)
def test_the_last_day_counts(day, expected):
    assert valid_on(day, date(2020, 1, 1), date(2025, 6, 30)) is expected


def test_without_a_last_day_it_goes_on():
    assert valid_on(date(2099, 1, 1), date(2020, 1, 1), None)


@pytest.mark.parametrize(
    ("moment", "revoked", "expected"),
    [
        (T0, None, True),
        (T0 - HOUR, None, False),
        (T0 + 3 * HOUR, None, False),
        (T0 + HOUR, T0 + 2 * HOUR, True),
        (T0 + 2 * HOUR, T0 + 2 * HOUR, False),
    ],
)
def test_a_delegation_counts_from_its_start_until_its_end_or_revocation(moment, revoked, expected):
    assert holds_at(moment, start=T0, end=T0 + 3 * HOUR, revoked_at=revoked) is expected


def test_spans_that_touch_do_not_overlap():
    assert not spans_overlap(days(0, 1), days(1, 2))
    assert spans_overlap(days(0, 2), days(1, 3))


OTHERS = [Substitution(absent_id=B, substitute_id=C, span=days(2, 4))]


@pytest.mark.parametrize(
    ("wanted", "others", "words"),
    [
        (Substitution(A, B, days(0, 1)), OTHERS, None),
        (Substitution(A, C, days(2, 3)), OTHERS, None),
        (Substitution(A, B, days(3, 5)), OTHERS, "cũng vắng mặt"),
        (Substitution(C, A, days(3, 5)), OTHERS, "đang làm thay"),
        (Substitution(A, A, days(0, 1)), [], "chính mình"),
        (Substitution(A, B, days(1, 1)), [], "phải sau ngày bắt đầu"),
        (Substitution(A, B, days(-3, -1)), [], "đã qua"),
        (Substitution(A, B, days(0, 2)), [Substitution(B, A, days(1, 3))], "cũng vắng mặt"),
    ],
)
def test_who_may_stand_in(wanted, others, words):
    answer = delegation_answer(wanted, others, now=T0)
    assert bool(answer) is (words is None)
    if words:
        assert words in str(answer.reason)


people = st.sampled_from([UUID(int=n) for n in range(1, 6)])
substitutions = st.builds(
    lambda absent, to, first, length: Substitution(absent, to, days(first, first + length)),
    people,
    people,
    st.integers(0, 9),
    st.integers(1, 5),
)


@given(st.lists(substitutions, max_size=25))
def test_accepted_delegations_never_form_a_chain_at_any_moment(wishes):
    accepted = []
    for wish in wishes:
        if delegation_answer(wish, accepted, now=T0 - HOUR):
            accepted.append(wish)
    for hour in range(0, 24 * 15, 12):
        moment = T0 + hour * HOUR
        now_valid = [each for each in accepted if each.span[0] <= moment < each.span[1]]
        assert not {each.absent_id for each in now_valid} & {each.substitute_id for each in now_valid}


ADMIN = Seat(1, 10, "/89/894/", "administrator")
DESK = Seat(2, 20, f"{COMMUNE}30682-MC/", "desk_officer", ("Hộ tịch",))
ACTING = Seat(2, 20, f"{COMMUNE}30682-MC/", "desk_officer", acting_for="Lê Văn A")
ACTOR = Actor("officer", A, "Trần B", (ADMIN, ACTING, DESK), 2)


def test_a_role_reaches_down_from_its_unit():
    assert ACTOR.has_role("administrator")
    assert ACTOR.has_role("administrator", COMMUNE)
    assert not ACTOR.has_role("administrator", "/89/")
    assert not ACTOR.has_role("desk_officer", COMMUNE)
    assert not ACTOR.has_role("leader")


def test_the_own_seat_is_named_before_the_delegated_one():
    assert ACTOR.seat_for(2) == DESK
    assert ACTOR.seat_for(99) is None
    assert ACTOR.seat_for(None) is None
    assert ACTOR.post_ids == {1, 2}


def test_a_seat_serves_its_fields_and_without_fields_all():
    assert DESK.serves("Hộ tịch")
    assert not DESK.serves("Đất đai")
    assert ADMIN.serves("Đất đai")


def test_the_system_and_nobody_have_no_seats():
    assert (SYSTEM.kind, SYSTEM.seats, ANONYMOUS.kind, ANONYMOUS.account_id) == ("system", (), "anonymous", None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), (" 10.26421, 105.26789 ", "10.26421,105.26789"), ("10.2642134;105.2678999", "10.26421,105.26790")],
)
def test_a_point_on_the_map_is_kept_in_one_form(typed: str, kept: str):
    assert tidy_map_point(typed) == kept


@pytest.mark.parametrize("typed", ["xã Vọng Đông", "10.2", "105.26789, 10.26421", "1,2,3", "nan, nan", "91, 400"])
def test_what_is_no_place_in_vietnam_is_refused(typed: str):
    with pytest.raises(Invalid):
        tidy_map_point(typed)
