"""Any desk may take a case in for any unit (LC-15): helped at, received at and competent unit are three facts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.factories import APPLICANT, BUNDLE, PAPER, Office, make_officer, make_unit, make_version
from tests.statements import statements

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.policies import may_open, may_see
from motcua.dossiers.queries import dossiers_found, inbox, visible_to
from motcua.dossiers.rules.facts import Receiver
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import NotPermitted
from motcua.people.models import Delegation
from motcua.people.queries import forget_directory

OWN = Receiver("desk", "Đặng Thị Ngọc Ánh", confirmed_by="card")
ONLY_THERE = {**BUNDLE, "parameters": {"receive.anywhere": False}}


@pytest.fixture
def district(office: Office, present: Callable[[str], Any]) -> Office:
    """The office with a desk of the district."""
    present("2026-11-02T08:00")
    make_unit(office, "H-MC", "one_stop_desk", "H")
    make_officer(office, "desk_h", "H-MC", "desk_officer")
    forget_directory()
    return office


def typed_at(office: Office, name: str, unit: str) -> Draft:
    """An application that a desk officer typed for somebody of this unit."""
    desk = office.actor(name)
    kept = start_draft(procedure_code="9.000001", actor=desk, unit_id=office.units[unit].pk, at_counter=True)
    consent = {"given": True, "typed_by": "staff"}
    save_draft(draft_id=kept.pk, actor=desk, applicant=APPLICANT, consent=consent)
    return attach_paper(draft_id=kept.pk, actor=desk, requirement_key="card", paper=PAPER)


@pytest.mark.parametrize(("name", "at"), [("desk", "X-MC"), ("desk_y", "Y-MC"), ("desk_h", "H-MC")])
def test_every_desk_receives_and_the_competent_unit_works(district: Office, name: str, at: str):
    dossier = file_at_counter(draft_id=typed_at(district, name, "X").pk, actor=district.actor(name))
    kept = Dossier.objects.get(pk=dossier.pk)
    assert (kept.state, kept.code) == (State.RECEIVED, "H01.99.01-261102-0001")
    assert kept.competent_unit_id == district.units["X"].pk
    assert kept.received_unit_id == kept.helped_unit_id == district.units[at].pk
    assert kept.holder_post_id == district.posts["specialist"].pk
    assert [one.pk for one in inbox(district.actor("specialist"))] == [kept.pk]
    facts = kept.forms.get(key="receipt").facts
    assert facts["office"]["desk"] == f"Đơn vị {at}"
    assert facts.get("handled_by", "UBND đơn vị X") == "UBND đơn vị X"
    assert ("handled_by" in facts) is (name != "desk")  # another body's slip says whose code and numbers it bears


@pytest.mark.parametrize("name", ["desk_y", "desk_h"])
def test_an_online_submission_is_received_where_the_person_comes(district: Office, submitted: Dossier, name: str):
    actor = district.actor(name)
    assert not visible_to(actor).exists()
    dossier = receive_dossier(dossier_id=submitted.pk, actor=actor)
    assert (dossier.state, dossier.helped_unit_id) == (State.RECEIVED, None)
    assert dossier.received_unit_id == actor.seats[0].unit_id
    assert dossier.holder_post_id == district.posts["specialist"].pk
    assert may_see(actor, dossier)
    assert [one.pk for one in visible_to(actor)] == [dossier.pk]


@pytest.mark.parametrize("name", ["desk_y", "desk_h"])
def test_where_only_the_own_desk_takes_it_nothing_is_written(district: Office, name: str):
    make_version(ONLY_THERE, number=2)
    with pytest.raises(NotPermitted, match="chỉ được tiếp nhận tại Đơn vị X-MC"):
        typed_at(district, name, "X")
    assert not Draft.objects.exists()


def test_a_draft_moved_to_a_unit_of_another_desk_is_refused_at_the_end(district: Office):
    make_version(ONLY_THERE, number=2)
    draft, desk = typed_at(district, "desk", "X"), district.actor("desk")
    save_draft(draft_id=draft.pk, actor=desk, unit_id=district.units["Y"].pk)
    with pytest.raises(NotPermitted, match="Đơn vị Y-MC"):
        file_at_counter(draft_id=draft.pk, actor=desk)
    assert not Dossier.objects.exists()
    assert Draft.objects.get().submitted_at is None


def test_where_only_the_own_desk_takes_it_a_submission_waits_there(district: Office):
    make_version(ONLY_THERE, number=2)
    dossier = file_at_counter(draft_id=typed_at(district, "desk", "X").pk, actor=district.actor("desk"))
    assert dossier.received_unit_id == district.units["X-MC"].pk


def test_a_submission_for_the_own_desk_only_is_refused_and_named(district: Office, submitted: Dossier):
    version = make_version(ONLY_THERE, number=2)
    Dossier.objects.filter(pk=submitted.pk).update(procedure_version=version)
    with pytest.raises(NotPermitted, match="Đơn vị X-MC"):
        receive_dossier(dossier_id=submitted.pk, actor=district.actor("desk_y"))
    assert Dossier.objects.get(pk=submitted.pk).state == State.SUBMITTED
    assert not may_open(district.actor("desk_y"), Dossier.objects.get(pk=submitted.pk))
    assert receive_dossier(dossier_id=submitted.pk, actor=district.actor("desk2")).state == State.RECEIVED


def test_a_desk_finds_what_waits_elsewhere_by_its_whole_reference_only(district: Office, submitted: Dossier):
    desk = district.actor("desk_y")
    for text in ("ngoc anh", "0912345678", submitted.reference[:7]):
        assert not dossiers_found(desk, text).exists()
    assert [one.pk for one in dossiers_found(desk, submitted.reference.lower())] == [submitted.pk]
    assert not dossiers_found(district.actor("specialist_y"), submitted.reference).exists()
    assert not dossiers_found(district.actor("leader_y"), submitted.reference).exists()


@pytest.mark.parametrize("name", ["specialist_y", "leader_y", "police", "land", "stranger"])
def test_only_a_desk_opens_what_it_may_receive(district: Office, submitted: Dossier, name: str):
    assert not may_open(district.actor(name), submitted)


def test_once_received_it_is_closed_to_the_other_desks(district: Office, received: Dossier):
    assert not may_open(district.actor("desk_y"), received)
    assert not dossiers_found(district.actor("desk_y"), received.reference).exists()


def test_who_also_sits_at_the_competent_desk_receives_there(district: Office, present: Callable[[str], Any]):
    present("2026-11-02T08:00")
    Delegation.objects.create(
        post=district.posts["desk"],
        to_account=district.accounts["desk_y"],
        given_by=district.accounts["leader"],
        from_at="2026-11-01T00:00+07:00",
        until_at="2026-11-30T00:00+07:00",
        reason="Nghỉ phép",
    )
    dossier = file_at_counter(draft_id=typed_at(district, "desk_y", "X").pk, actor=district.actor("desk_y"))
    assert dossier.received_unit_id == dossier.helped_unit_id == district.units["X-MC"].pk


@pytest.mark.parametrize(("name", "may"), [("desk_h", True), ("desk2", True), ("desk_y", False), ("specialist", False)])
def test_the_result_is_handed_over_where_it_was_received_or_decided(district: Office, name: str, may: bool):
    dossier = file_at_counter(draft_id=typed_at(district, "desk_h", "X").pk, actor=district.actor("desk_h"))
    present_result(dossier_id=dossier.pk, actor=district.actor("specialist"), outcome="granted", on_paper=True)
    approve_result(dossier_id=dossier.pk, actor=district.actor("leader"))
    if may:
        handed = return_result(dossier_id=dossier.pk, actor=district.actor(name), receiver=OWN)
        assert (handed.state, handed.holder_post_id) == (State.RETURNED, None)
        return
    with pytest.raises(NotPermitted):
        return_result(dossier_id=dossier.pk, actor=district.actor(name), receiver=OWN)


def test_another_desk_asks_no_more_of_the_database_than_the_own(district: Office, submitted: Dossier):
    own, other = district.actor("desk"), district.actor("desk_y")
    with statements() as at_own:
        file_at_counter(draft_id=typed_at(district, "desk", "X").pk, actor=own)
    with statements() as at_other:
        file_at_counter(draft_id=typed_at(district, "desk_y", "X").pk, actor=other)
    assert len(at_other) <= len(at_own)
    if connection.vendor == "postgresql":
        with statements() as to_receive:
            receive_dossier(dossier_id=submitted.pk, actor=other)
        assert len(to_receive) <= 2
