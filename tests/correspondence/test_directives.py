"""Tasks: given, taken up, told of, later, done, accepted or given back; reminders and who is late."""

from datetime import timedelta

import pytest

from motcua.correspondence.actions import follow_directive as follow
from motcua.correspondence.actions.give_directive import (
    Source,
    Wanted,
    give_directive,
    give_directives,
    reachable_posts,
)
from motcua.correspondence.models import Directive
from motcua.correspondence.policies import visible_directives
from motcua.correspondence.queries import asked_of, late_by_unit
from motcua.correspondence.tasks import remind_of_directives
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotPermitted, WrongMoment
from motcua.notices.models import Message

MEETING = Source("meeting", "Giao ban tuần 45")


def given(office, who: str = "leader", lead: str = "specialist", days: int = 5, **more) -> Directive:
    wanted = Wanted("Rà soát hồ sơ trễ", office.posts[lead].pk, clock.now() + timedelta(days=days), **more)
    return give_directive(actor=office.actor(who), wanted=wanted, source=MEETING)


def test_it_is_asked_of_who_leads_and_who_helps(office):
    task = given(office, helper_post_ids=[office.posts["land"].pk])
    for who in ("specialist", "land"):
        assert list(asked_of(office.actor(who))) == [task]
    assert not visible_directives(office.actor("desk_y")).filter(pk=task.pk).exists()


def test_a_district_gives_to_the_heads_of_its_communes(office):
    posts = {one.id for one in reachable_posts(office.actor("chief"))}
    assert {office.posts["leader"].pk, office.posts["leader_y"].pk} <= posts
    assert office.posts["specialist"].pk not in posts
    assert given(office, "chief", "leader_y").lead_unit_id == office.units["Y"].pk


def test_only_leaders_give_and_only_where_they_lead(office):
    with pytest.raises(NotPermitted):
        given(office, "specialist", "land")
    with pytest.raises(Invalid):
        given(office, "leader", "specialist_y")


def test_conclusions_are_given_all_or_none(office):
    due = clock.now() + timedelta(days=3)
    good = Wanted("Việc một", office.posts["specialist"].pk, due)
    with pytest.raises(Invalid):
        give_directives(actor=office.actor("leader"), wanted=[good, Wanted("", good.lead_post_id, due)], source=MEETING)
    assert not Directive.objects.exists()
    two = give_directives(
        actor=office.actor("leader"), wanted=[good, Wanted("Việc hai", good.lead_post_id, due)], source=MEETING
    )
    assert [one.source_name for one in two] == ["Giao ban tuần 45"] * 2


def test_it_is_done_when_its_giver_accepts_it(office, present):
    task = given(office)
    lead, giver = office.actor("specialist"), office.actor("leader")
    follow.accept_directive(directive_id=task.pk, actor=lead)
    follow.report_progress(directive_id=task.pk, actor=lead, text="Được nửa", percent=50)
    with pytest.raises(Invalid):
        follow.report_done(directive_id=task.pk, actor=lead, text="  ")
    reported = follow.report_done(directive_id=task.pk, actor=lead, text="Xong")
    with pytest.raises(NotPermitted):
        follow.close_directive(directive_id=task.pk, actor=lead)
    follow.give_back_directive(directive_id=task.pk, actor=giver, reason="Thiếu danh sách")
    follow.report_done(directive_id=task.pk, actor=lead, text="Đã bổ sung")
    present("2026-11-09T08:00")
    closed = follow.close_directive(directive_id=task.pk, actor=giver)
    assert closed.done_at == reported.reported_at
    assert closed.done_at < closed.closed_at


def test_more_time_counts_only_when_it_is_granted(office):
    task = given(office)
    lead, giver = office.actor("specialist"), office.actor("leader")
    follow.accept_directive(directive_id=task.pk, actor=lead)
    later = task.due_at + timedelta(days=7)
    with pytest.raises(Invalid):
        follow.ask_more_time(directive_id=task.pk, actor=lead, until=task.due_at, reason="x")
    asked = follow.ask_more_time(directive_id=task.pk, actor=lead, until=later, reason="Chờ số liệu")
    assert (asked.due_at, asked.asked_until) == (task.due_at, later)
    refused = follow.decide_more_time(directive_id=task.pk, actor=giver, is_granted=False)
    assert (refused.due_at, refused.asked_until) == (task.due_at, None)
    follow.ask_more_time(directive_id=task.pk, actor=lead, until=later, reason="Chờ số liệu")
    granted = follow.decide_more_time(directive_id=task.pk, actor=giver, is_granted=True)
    assert (granted.due_at, granted.first_due_at) == (later, task.due_at)
    with pytest.raises(WrongMoment):
        follow.decide_more_time(directive_id=task.pk, actor=giver, is_granted=True)


def test_handed_on_it_is_somebody_elses_to_take_up(office):
    task = given(office)
    follow.accept_directive(directive_id=task.pk, actor=office.actor("specialist"))
    handed = follow.hand_on_directive(
        directive_id=task.pk, actor=office.actor("specialist"), post_id=office.posts["land"].pk
    )
    assert (handed.state, handed.lead_post_id) == ("given", office.posts["land"].pk)
    with pytest.raises(NotPermitted):
        follow.accept_directive(directive_id=task.pk, actor=office.actor("specialist"))


def test_its_people_are_reminded_before_and_after_but_never_twice(office, present, worker):
    given(office, days=5)
    assert remind_of_directives() == 0
    present("2026-11-05T09:00")
    assert [remind_of_directives(), remind_of_directives()] == [1, 0]
    present("2026-11-08T09:00")
    assert remind_of_directives() == 1
    worker()
    told = Message.objects.filter(topic="directive.remind")
    assert told.filter(post=office.posts["specialist"]).count() == 2
    assert told.filter(post=office.posts["leader"]).count() == 1  # only of what is late


def test_what_was_reported_done_reminds_nobody(office, present):
    task = given(office, days=1)
    follow.accept_directive(directive_id=task.pk, actor=office.actor("specialist"))
    follow.report_done(directive_id=task.pk, actor=office.actor("specialist"), text="Xong")
    present("2026-11-10T08:00")
    assert remind_of_directives() == 0


def test_the_late_are_counted_by_who_leads_them(office, present):
    given(office, "chief", "leader", days=1)
    given(office, "chief", "leader_y", days=9)
    present("2026-11-05T08:00")
    counted = late_by_unit(visible_directives(office.actor("chief")), clock.now())
    assert [(row["lead_unit_id"], row["late"], row["count"]) for row in counted] == [
        (office.units["X"].pk, 1, 1),
        (office.units["Y"].pk, 0, 1),
    ]


def test_cancelled_it_waits_for_nobody(office):
    task = given(office)
    follow.cancel_directive(directive_id=task.pk, actor=office.actor("leader"), reason="Đã có việc khác")
    assert not asked_of(office.actor("specialist")).exists()
    with pytest.raises(WrongMoment):
        follow.accept_directive(directive_id=task.pk, actor=office.actor("specialist"))
