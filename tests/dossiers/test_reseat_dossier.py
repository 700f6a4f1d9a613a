"""No case is left at a post where nobody sits: leaving is refused, everything can be handed over, the clock stays."""

from datetime import date, timedelta

import pytest
from tests.factories import Office, make_officer

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.assign_dossier import assign_dossier
from motcua.dossiers.actions.give_opinion import give_opinion, return_from_agency
from motcua.dossiers.actions.reseat_dossier import Moved, relieve_vacant_post, reseat_all, reseat_dossier
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import is_outside
from motcua.dossiers.workload import waiting_at_posts, waiting_in_units
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, Refused, WrongMoment
from motcua.ledger.models import Entry
from motcua.people.actions.close_unit import close_unit
from motcua.people.actions.deactivate_account import deactivate_account
from motcua.people.actions.end_appointment import end_appointment
from motcua.people.models import Holding
from motcua.people.queries import forget_directory
from motcua.people.rules import SYSTEM

TODAY = date(2026, 11, 2)


def leaves(office: Office, name: str, last_day: date = TODAY) -> Holding:
    return end_appointment(holding_id=Holding.objects.get(post=office.posts[name]).pk, last_day=last_day, actor=SYSTEM)


def vacate(office: Office, *names: str) -> None:
    """The posts are empty since yesterday, whatever waits there."""
    posts = [office.posts[name] for name in names]
    Holding.objects.filter(post__in=posts).update(until_on=TODAY - timedelta(days=1))
    forget_directory()


def forwarded(office: Office, dossier: Dossier) -> Dossier:
    unit_id, actor = office.units["CA"].pk, office.actor("specialist")
    return forward_to_agency(dossier_id=dossier.pk, actor=actor, unit_id=unit_id, question="Xác minh", days=2)


def facts_of(dossier: Dossier) -> dict:
    return Entry.objects.filter(subject_id=str(dossier.pk)).latest("seq").facts


def test_an_officer_does_not_leave_dossiers_behind(office: Office, received: Dossier):
    with pytest.raises(WrongMoment, match=r"Còn 1 hồ sơ đang chờ ở vị trí “Vị trí specialist”.*chuyển hết") as refused:
        leaves(office, "specialist")
    assert "chưa có gì thay đổi" in str(refused.value)
    assert Holding.objects.get(post=office.posts["specialist"]).until_on is None
    leaves(office, "specialist", TODAY + timedelta(days=1))


def test_who_holds_nothing_leaves_at_once(office: Office, received: Dossier):
    leaves(office, "land")


def test_a_way_back_and_an_open_question_count_as_waiting(office: Office, received: Dossier):
    specialist, police = office.posts["specialist"].pk, office.posts["police"].pk
    ask_opinion(
        dossier_id=received.pk, actor=office.actor("specialist"), unit_id=office.units["CA"].pk, question="?", days=2
    )
    assert (waiting_at_posts([specialist]), waiting_at_posts([police])) == (1, 1)
    forwarded(office, received)
    assert (waiting_at_posts([specialist]), waiting_at_posts([police])) == (1, 1)
    assert waiting_at_posts([specialist, police]) == 1
    for name in ("specialist", "police"):
        with pytest.raises(WrongMoment):
            leaves(office, name)
    assert waiting_in_units([office.units["X"].pk]) == waiting_in_units([office.units["CA"].pk]) == 1


@pytest.mark.parametrize("name", ["X", "CA"])
def test_a_unit_is_not_closed_over_open_dossiers(office: Office, received: Dossier, name: str):
    forwarded(office, received)
    with pytest.raises(WrongMoment, match="còn 1 hồ sơ đang giải quyết"):
        close_unit(unit_id=office.units[name].pk, last_day=TODAY, successor_id=None, actor=SYSTEM)


def test_everything_at_a_post_goes_to_another_and_no_clock_moves(office: Office, received: Dossier):
    make_officer(office, "admin", "X", "administrator")
    forget_directory()
    before = Dossier.objects.get(pk=received.pk)
    here, there = office.posts["specialist"].pk, office.posts["leader"].pk
    assert reseat_all(from_post_id=here, to_post_id=there, actor=office.actor("admin")) == Moved(1, 0)
    after = Dossier.objects.get(pk=received.pk)
    assert (after.holder_post_id, after.holder_unit_id) == (there, office.units["X"].pk)
    kept = ("state", "step_key", "step_since", "step_due_at", "due_at", "attention_at", "waits_on", "waiting_since")
    assert {name: getattr(after, name) for name in kept} == {name: getattr(before, name) for name in kept}
    assert facts_of(received) == {"state": "received", "from_post": here, "to": there, "step": "review"}
    assert reseat_all(from_post_id=here, to_post_id=there, actor=office.actor("admin")) == Moved(0, 0)
    leaves(office, "specialist")


def test_the_way_back_and_the_question_go_over_too(office: Office, received: Dossier):
    forwarded(office, received)
    leader = office.posts["leader"].pk
    reseat_all(from_post_id=office.posts["specialist"].pk, to_post_id=leader, actor=SYSTEM)
    make_officer(office, "police2", "CA", "specialist")
    forget_directory()
    reseat_all(from_post_id=office.posts["police"].pk, to_post_id=office.posts["police2"].pk, actor=SYSTEM)
    dossier = return_from_agency(dossier_id=received.pk, actor=office.actor("police2"), answer="Đúng")
    assert dossier.holder_post_id == leader


def test_a_question_alone_goes_over(office: Office, received: Dossier):
    actor, unit_id = office.actor("specialist"), office.units["CA"].pk
    ask_opinion(dossier_id=received.pk, actor=actor, unit_id=unit_id, question="?", days=2)
    make_officer(office, "police2", "CA", "specialist")
    forget_directory()
    reseat_all(from_post_id=office.posts["police"].pk, to_post_id=office.posts["police2"].pk, actor=SYSTEM)
    opinion = received.opinions.get()
    give_opinion(opinion_id=opinion.pk, actor=office.actor("police2"), answer="Có", agrees=True)
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["specialist"].pk


@pytest.mark.parametrize(
    ("actor", "from_post", "to_post", "refusal"),
    [
        ("specialist", "specialist", "leader", NotPermitted),
        ("leader_y", "specialist", "leader", NotPermitted),
        ("citizen", "specialist", "leader", NotPermitted),
        ("leader", "specialist", "leader_y", Invalid),
        ("leader", "specialist", "specialist", Invalid),
        ("leader", "land", "leader", AlreadyDone),
    ],
)
def test_who_may_not_and_where_not(
    office: Office, received: Dossier, actor: str, from_post: str, to_post: str, refusal: type[Refused]
):
    here, there = office.posts[from_post].pk, office.posts[to_post].pk
    with pytest.raises(refusal):
        reseat_dossier(dossier_id=received.pk, actor=office.actor(actor), from_post_id=here, to_post_id=there)


def test_a_post_that_is_none_takes_and_gives_nothing(office: Office, received: Dossier):
    with pytest.raises(NotFound):
        reseat_dossier(dossier_id=received.pk, actor=SYSTEM, from_post_id=0, to_post_id=1)


def test_a_vacant_post_is_relieved_by_a_colleague_else_by_who_leads(office: Office, received: Dossier):
    specialist = office.posts["specialist"].pk
    with pytest.raises(AlreadyDone):
        relieve_vacant_post(dossier_id=received.pk, post_id=specialist)
    vacate(office, "specialist")
    assert relieve_vacant_post(dossier_id=received.pk, post_id=specialist).holder_post_id == office.posts["leader"].pk
    vacate(office, "leader")
    make_officer(office, "chief", "H", "leader")
    forget_directory()
    above = relieve_vacant_post(dossier_id=received.pk, post_id=office.posts["leader"].pk)
    assert above.holder_post_id == office.posts["chief"].pk
    vacate(office, "chief")
    with pytest.raises(Invalid, match="Không có ai giữ"):
        relieve_vacant_post(dossier_id=received.pk, post_id=office.posts["chief"].pk)


def test_a_colleague_at_the_desk_comes_before_the_leader(office: Office, submitted: Dossier):
    vacate(office, "desk")
    assert submitted.holder_post_id == office.posts["desk"].pk
    relieved = relieve_vacant_post(dossier_id=submitted.pk, post_id=office.posts["desk"].pk)
    assert relieved.holder_post_id == office.posts["desk2"].pk


def test_a_locked_account_leaves_its_post_vacant(office: Office, received: Dossier):
    deactivate_account(account_id=office.accounts["specialist"].pk, reason="Lộ mật khẩu", actor=SYSTEM)
    relieved = relieve_vacant_post(dossier_id=received.pk, post_id=office.posts["specialist"].pk)
    assert relieved.holder_post_id == office.posts["leader"].pk


def test_a_step_whose_posts_are_vacant_goes_to_the_leader_and_the_ledger_says_so(office: Office, presented: Dossier):
    vacate(office, "desk", "desk2")
    dossier = approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    assert dossier.holder_post_id == office.posts["leader"].pk
    assert facts_of(dossier)["vacant"] == office.posts["desk"].pk


def test_a_case_comes_back_to_who_leads_when_its_desk_is_empty(office: Office, received: Dossier):
    forwarded(office, received)
    vacate(office, "specialist")
    dossier = return_from_agency(dossier_id=received.pk, actor=office.actor("police"), answer="Đúng")
    assert dossier.holder_post_id == office.posts["leader"].pk
    assert facts_of(dossier)["vacant"] == office.posts["specialist"].pk


def test_nobody_is_given_work_at_a_vacant_post(office: Office, received: Dossier):
    vacate(office, "land", "police")
    land, leader = office.posts["land"].pk, office.actor("leader")
    with pytest.raises(Invalid, match="chưa có người giữ"):
        assign_dossier(dossier_id=received.pk, actor=leader, post_id=land)
    away = forwarded(office, received)  # answers outside: who forwarded it keeps watch
    assert (away.holder_post_id, away.opinions.get().post_id) == (office.posts["specialist"].pk, None)


def test_a_case_outside_stays_outside_with_another_keeper(office: Office, received: Dossier):
    vacate(office, "police")
    away = forwarded(office, received)
    posts = {"from_post_id": office.posts["specialist"].pk, "to_post_id": office.posts["land"].pk}
    moved = reseat_dossier(dossier_id=away.pk, actor=office.actor("leader"), **posts)
    assert is_outside(moved)
    assert (moved.holder_post_id, moved.holder_unit_id) == (office.posts["land"].pk, office.units["CA"].pk)


def test_a_finished_case_is_given_back_to_a_desk_and_keeps_when_to_remind(office: Office, presented: Dossier):
    vacate(office, "desk", "desk2")
    finished = approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    make_officer(office, "desk3", "X-MC", "desk_officer")
    forget_directory()
    assigned = assign_dossier(dossier_id=finished.pk, actor=office.actor("leader"), post_id=office.posts["desk3"].pk)
    assert (assigned.holder_post_id, assigned.attention_at) == (office.posts["desk3"].pk, finished.attention_at)


def test_the_next_step_prefers_who_sits(office: Office, received: Dossier):
    make_officer(office, "leader2", "X", "leader")
    vacate(office, "leader")
    moved = transfer_step(dossier_id=received.pk, actor=office.actor("specialist"))
    assert moved.holder_post_id == office.posts["leader2"].pk
    assert "vacant" not in facts_of(moved)
