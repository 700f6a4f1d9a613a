"""The way of a dossier: which step, which post."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.refusals import Invalid
from motcua.people.directory import Directory, PostRef, UnitRef
from motcua.procedures.rules import Process, Step
from motcua.routing.queries import holder_of
from motcua.routing.rules import ROLE_OF_STEP, choosable_steps, step_after, step_before, way
from motcua.workdays.rules import TimeLimit

DAY = date(2024, 1, 1)


def unit(number, kind, name, parent=None, path=""):
    return UnitRef(
        id=number, code=str(number), kind=kind, name=name, short_name=name, slug="x", parent_id=parent, path=path,
        valid_from=DAY, valid_until=None, is_operating=True, agency_code="", agency_code_is_demo=True, address="",
        phone="", email="",
    )  # fmt: skip


UNITS = (
    unit(1, "district", "Huyện Thoại Sơn", None, "/1/"),
    unit(2, "commune", "Xã Vĩnh Trạch", 1, "/1/2/"),
    unit(3, "one_stop_desk", "Một cửa Vĩnh Trạch", 2, "/1/2/3/"),
    unit(4, "division", "Tư pháp", 2, "/1/2/4/"),
    unit(5, "agency", "Chi cục Thuế", 1, "/1/5/"),
    unit(6, "agency", "Chi nhánh Văn phòng đăng ký đất đai", 1, "/1/6/"),
)


def post(number, unit_id, role, *fields):
    return PostRef(number, unit_id, role, role, fields, DAY, None)


POSTS = (
    post(30, 3, "desk_officer"),
    post(40, 4, "specialist"),
    post(41, 4, "specialist", "Hộ tịch"),
    post(20, 2, "leader"),
    post(50, 5, "specialist"),
    post(60, 6, "specialist"),
)


def known(posts=POSTS):
    return Directory(UNITS, tuple(posts), DAY)


def step(key, role, hours=None, condition="", agency=""):
    limit = TimeLimit(Decimal(hours), "hour") if hours else None
    return Step(key=key, name=key, role=role, allotted=limit, condition=condition, agency=agency)


PROCESS = Process(
    (
        step("reception", "reception", 2),
        step("check", "specialist", 8),
        step("ask", "other_agency", 16, condition="Khi cần"),
        step("sign", "leader", 4),
        step("return", "return", 2),
    )
)


BRANCHED = Process(
    (
        step("reception", "reception"),
        step("check", "specialist"),
        step("ask", "other_agency", condition="Khi cần"),
        replace(step("survey", "specialist", condition="Khi có đất"), when={"field": "land", "is": True}),
        step("again", "specialist", condition="Khi có khiếu nại"),
        replace(step("post", "specialist", condition="Khi gửi bưu điện"), when={"field": "channel", "is": "post"}),
        step("sign", "leader"),
        step("return", "return"),
    )
)


def keys(steps):
    return [one.key for one in steps]


@pytest.mark.parametrize(
    ("facts", "between"),
    [
        ({}, []),
        ({"land": False, "channel": "online"}, []),
        ({"land": True}, ["survey"]),
        ({"land": True, "channel": "post"}, ["survey", "post"]),
    ],
)
def test_the_way_follows_the_answers_and_never_takes_by_itself_what_the_holder_chooses(facts, between):
    assert keys(way(BRANCHED, facts)) == ["reception", "check", *between, "sign", "return"]


@pytest.mark.parametrize(
    ("here", "facts", "choosable"),
    [
        ("check", {}, ["ask", "again"]),
        ("check", {"land": True}, ["ask"]),
        ("ask", {}, ["again"]),
        ("survey", {"land": True}, ["again"]),
        ("sign", {}, []),
        ("lost", {}, []),
    ],
)
def test_the_holder_chooses_among_the_steps_before_the_next_one(here, facts, choosable):
    assert keys(choosable_steps(BRANCHED, here, facts)) == choosable


@given(st.fixed_dictionaries({}, optional={"land": st.booleans(), "channel": st.sampled_from(["post", "online"])}))
def test_from_step_to_step_is_the_way(facts):
    walked, here = [], None
    while following := step_after(BRANCHED, here, facts):
        walked.append(following)
        here = following.key
    assert tuple(walked) == way(BRANCHED, facts)
    back = [one.key for one in walked]
    while before := step_before(BRANCHED, here, facts):
        assert back.pop() == here
        here = before.key
    assert back == ["reception"]


@pytest.mark.parametrize(
    ("here", "after", "before"),
    [
        (None, "reception", None),
        ("reception", "check", None),
        ("check", "sign", "reception"),
        ("ask", "sign", "check"),
        ("sign", "return", "check"),
        ("return", None, "sign"),
    ],
)
def test_what_comes_next_and_what_came_before(here, after, before):
    following, earlier = step_after(PROCESS, here, {}), step_before(PROCESS, here, {})
    assert (following and following.key) == after
    assert (earlier and earlier.key) == before


def test_a_step_unknown_to_the_process_leads_nowhere():
    assert step_after(PROCESS, "lost", {}) is None
    assert step_after(Process(), None, {}) is None


@pytest.mark.parametrize(
    ("role", "field", "agency", "holder"),
    [
        ("reception", "Hộ tịch", "", 30),
        ("return", "Hộ tịch", "", 30),
        ("specialist", "Hộ tịch", "", 41),
        ("specialist", "Đất đai", "", 40),
        ("leader", "Hộ tịch", "", 20),
        ("other_agency", "Đất đai", "đăng ký đất đai", 60),
        ("other_agency", "Hộ kinh doanh", "thuế", 50),
        ("other_agency", "Khác", "công an", 40),
    ],
)
def test_who_has_a_step(role, field, agency, holder):
    assert holder_of(step("x", role, agency=agency), 2, field, known()).post.id == holder


def vacant(*numbers, posts=POSTS):
    return [replace(one, is_held=one.id not in numbers) for one in posts]


@pytest.mark.parametrize(
    ("empty", "role", "holder", "stands_for"),
    [
        ({41}, "specialist", 40, None),
        ({40, 41}, "specialist", 20, 41),
        ({30}, "reception", 20, 30),
        ({20}, "leader", 10, 20),
        ({20, 10}, "leader", 20, None),
        ({50, 60}, "other_agency", 41, None),
    ],
)
def test_a_vacant_post_is_passed_over_and_named_where_a_leader_stands_in(empty, role, holder, stands_for):
    posts = vacant(*empty, posts=(*POSTS, post(10, 1, "leader")))
    found = holder_of(step("x", role), 2, "Hộ tịch", known(posts))
    assert (found.post.id, found.vacant and found.vacant.id) == (holder, stands_for)
    assert found.facts == ({"vacant": stands_for} if stands_for else {})


@given(empty=st.sets(st.sampled_from([one.id for one in POSTS])), role=st.sampled_from(sorted(ROLE_OF_STEP)))
def test_no_step_goes_to_a_vacant_post_while_anyone_who_could_have_it_sits(empty, role):
    found = holder_of(step("x", role), 2, "Hộ tịch", known(vacant(*empty))).post
    could = {20, *(one.id for one in POSTS if one.role == ROLE_OF_STEP[role] and one.unit_id in range(2, 5))}
    assert found.is_held or could <= empty


def test_without_a_desk_the_office_receives():
    units = tuple(one for one in UNITS if one.kind != "one_stop_desk")
    lonely = Directory(units, (post(21, 2, "desk_officer"),), DAY)
    assert holder_of(step("x", "reception"), 2, "Hộ tịch", lonely).post.id == 21


def test_nobody_in_the_post_is_told_clearly():
    with pytest.raises(Invalid, match="Xã Vĩnh Trạch") as refused:
        holder_of(step("Ký", "leader"), 2, "Hộ tịch", known(POSTS[:2]))
    assert "Lãnh đạo" in str(refused.value)
    with pytest.raises(Invalid):
        holder_of(None, 2, "Hộ tịch", known())


def test_the_clerk_seals_and_where_there_is_none_a_specialist():
    clerk = post(45, 4, "clerk")
    assert holder_of(step("seal", "clerk"), 2, "Hộ tịch", known((*POSTS, clerk))).post.id == 45
    assert holder_of(step("seal", "clerk"), 2, "Hộ tịch", known()).post.id == 41
