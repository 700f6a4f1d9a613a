"""When units are merged what is open goes on at the one that takes over: nobody waits at an empty seat. Law: LC-21."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import Office, make_officer

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.give_opinion import give_opinion, return_from_agency
from motcua.dossiers.actions.move_dossier import move_all, move_dossier
from motcua.dossiers.actions.reseat_dossier import Moved
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.documents.register import register_pdf
from motcua.dossiers.documents.way import way_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_see
from motcua.dossiers.queries import inbox, visible_to
from motcua.dossiers.register import registers_of
from motcua.dossiers.rules.facts import Receiver
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted, Refused
from motcua.ledger.models import Entry
from motcua.people.actions.close_unit import close_unit
from motcua.people.models import Holding, Unit
from motcua.people.queries import directory, forget_directory
from motcua.people.rules import SYSTEM

TODAY = date(2026, 11, 2)
KEPT = ("state", "code", "register_number", "due_at", "attention_at", "step_key", "step_due_at", "waits_on", "clock")


@pytest.fixture
def keeper(office: Office) -> Office:
    """The office with an administrator over both communes and one over the first alone."""
    make_officer(office, "admin", "H", "administrator")
    make_officer(office, "admin_x", "X", "administrator")
    forget_directory()
    return office


def move(office: Office, dossier: Dossier, actor: str = "admin", to: str = "Y") -> Dossier:
    units = {"from_unit_id": office.units["X"].pk, "to_unit_id": office.units[to].pk}
    return move_dossier(dossier_id=dossier.pk, actor=office.actor(actor), **units)


def move_everything(office: Office) -> Moved:
    return move_all(from_unit_id=office.units["X"].pk, to_unit_id=office.units["Y"].pk, actor=office.actor("admin"))


def test_the_case_goes_to_the_like_post_with_its_code_and_its_date(keeper: Office, received: Dossier):
    before = Dossier.objects.get(pk=received.pk)
    move(keeper, received)
    after = Dossier.objects.get(pk=received.pk)
    assert {name: getattr(after, name) for name in KEPT} == {name: getattr(before, name) for name in KEPT}
    assert after.competent_unit_id == keeper.units["Y"].pk
    assert (after.holder_post_id, after.holder_unit_id) == (keeper.posts["specialist_y"].pk, keeper.units["Y-TP"].pk)
    assert [one.pk for one in inbox(keeper.actor("specialist_y"))] == [received.pk]
    assert not inbox(keeper.actor("specialist")).exists()
    facts = Entry.objects.filter(subject_id=str(received.pk)).latest("seq").facts
    assert (facts["from_unit"], facts["unit"]) == (keeper.units["X"].pk, keeper.units["Y"].pk)


def test_then_the_old_unit_ends_and_the_case_is_finished_in_the_new_one(keeper: Office, presented: Dossier):
    close = {"unit_id": keeper.units["X"].pk, "last_day": TODAY, "successor_id": keeper.units["Y"].pk}
    with pytest.raises(Refused, match="Bàn giao hồ sơ"):
        close_unit(**close, actor=SYSTEM)
    assert move_everything(keeper) == Moved(1, 0)
    close_unit(**close, actor=SYSTEM)
    approve_result(dossier_id=presented.pk, actor=keeper.actor("leader_y"))
    taken = Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="card")
    assert return_result(dossier_id=presented.pk, actor=keeper.actor("desk_y"), receiver=taken).state == "returned"


def test_a_submission_at_the_door_waits_at_the_desk_of_the_new_unit(keeper: Office, submitted: Dossier):
    move(keeper, submitted)
    assert Dossier.objects.get(pk=submitted.pk).holder_post_id == keeper.posts["desk_y"].pk


def test_the_way_back_and_the_question_go_over_too(keeper: Office, received: Dossier):
    question = {"unit_id": keeper.units["CA"].pk, "question": "Xác minh", "days": 2}
    forward_to_agency(dossier_id=received.pk, actor=keeper.actor("specialist"), **question)
    move(keeper, received)
    case = Dossier.objects.get(pk=received.pk)
    assert (case.holder_post_id, case.back_to_post_id) == (keeper.posts["police"].pk, keeper.posts["specialist_y"].pk)
    back = return_from_agency(dossier_id=received.pk, actor=keeper.actor("police"), answer="Đúng")
    assert back.holder_post_id == keeper.posts["specialist_y"].pk


def test_a_question_to_the_old_unit_is_answered_by_the_new_one(keeper: Office, received: Dossier):
    held = {"holder_post": keeper.posts["specialist_y"], "holder_unit": keeper.units["Y-TP"]}
    Dossier.objects.filter(pk=received.pk).update(competent_unit=keeper.units["Y"], **held)
    asked = {"unit_id": keeper.units["X"].pk, "question": "Có ở đó không?", "days": 2}
    ask_opinion(dossier_id=received.pk, actor=keeper.actor("specialist_y"), **asked)
    move(keeper, received)
    opinion = received.opinions.get()
    assert (opinion.post_id, opinion.unit_id) == (keeper.posts["specialist_y"].pk, keeper.units["Y"].pk)
    give_opinion(opinion_id=opinion.pk, actor=keeper.actor("specialist_y"), answer="Có", agrees=True)


@pytest.mark.parametrize("actor", ["admin_x", "leader", "specialist", "citizen"])
def test_only_who_administers_both_units_hands_over(keeper: Office, received: Dossier, actor: str):
    with pytest.raises(NotPermitted, match="cả hai đơn vị"):
        move(keeper, received, actor)


@pytest.mark.parametrize("to", ["X", "H", "X-TP", "CA"])
def test_only_another_unit_of_the_same_kind_takes_over(keeper: Office, received: Dossier, to: str):
    with pytest.raises(Invalid, match="cùng loại"):
        move(keeper, received, to=to)


def test_a_unit_that_is_not_open_takes_nothing(keeper: Office, received: Dossier):
    Unit.objects.filter(code="Y").update(valid_until=TODAY - timedelta(days=1))
    forget_directory()
    with pytest.raises(Invalid, match="không hoạt động"):
        move(keeper, received)


def test_where_nobody_sits_nothing_goes(keeper: Office, received: Dossier):
    Holding.objects.filter(post__unit__code__startswith="Y").delete()
    forget_directory()
    with pytest.raises(Invalid, match="chưa có ai giữ"):
        move_everything(keeper)
    assert Dossier.objects.get(pk=received.pk).holder_post_id == keeper.posts["specialist"].pk


def test_what_went_over_goes_over_once(keeper: Office, received: Dossier):
    move(keeper, received)
    with pytest.raises(AlreadyDone):
        move(keeper, received)
    assert move_everything(keeper) == Moved(0, 0)


def test_sheet_and_registers_tell_of_it(keeper: Office, received: Dossier, monkeypatch: pytest.MonkeyPatch):
    move(keeper, received)
    case = Dossier.objects.get(pk=received.pk)
    last = way_of(case)[-1]
    assert (last.giver_unit, last.receiver_unit) == ("UBND đơn vị X", "Đơn vị Y-TP")
    printed: list[Any] = []
    monkeypatch.setattr("motcua.dossiers.documents.register.render", lambda _, facts, **__: printed.append(facts))
    register_pdf(directory().unit(keeper.units["Y"].pk), TODAY, TODAY, dossiers=[case])
    (row,) = printed[0].rows
    assert row.number is None
    assert row.handling == "UBND đơn vị Y (nhận bàn giao của UBND đơn vị X; sổ 2026 ở đó, số thứ tự 1)"


def test_the_book_of_a_unit_that_ended_stays_readable(keeper: Office, present: Callable[[str], Any]):
    close_unit(unit_id=keeper.units["X"].pk, last_day=TODAY, successor_id=None, actor=SYSTEM)
    present("2026-11-03T08:00")
    forget_directory()
    assert [one.code for one in registers_of(keeper.actor("inspector"))] == ["Y", "X"]


def test_who_goes_on_reads_what_was_closed_before(keeper: Office, received: Dossier, present: Callable[[str], Any]):
    old = Dossier.objects.get(pk=received.pk)
    withdraw_dossier(dossier_id=old.pk, actor=keeper.actor("citizen"), reason="Thôi")
    heirs = [keeper.actor(name) for name in ("desk_y", "specialist_y", "leader_y")]
    close_unit(unit_id=keeper.units["X"].pk, last_day=TODAY, successor_id=keeper.units["Y"].pk, actor=SYSTEM)
    assert not any(may_see(one, old) or visible_to(one).exists() for one in heirs)  # until its last day is over
    present("2026-11-03T08:00")
    forget_directory()
    assert all(may_see(one, old) and visible_to(one).get() == old for one in heirs)
    assert [one.code for one in registers_of(keeper.actor("leader_y"))] == ["Y", "X"]
    assert not may_see(keeper.actor("police"), old)
