"""The register: read by those whose work it is, and every copy that leaves the house is written down."""

from datetime import date

import pytest
from tests.factories import make_officer, make_unit

from motcua.dossiers.actions.ask_opinion import forward_to_agency
from motcua.dossiers.actions.export_register import export_register
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.documents import register_pdf
from motcua.dossiers.register import received_between, received_for_others, registers_of
from motcua.kernel.refusals import NotFound
from motcua.ledger.models import Entry
from motcua.people.models import Unit
from motcua.people.queries import directory, forget_directory

pytestmark = pytest.mark.django_db
SPAN = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def outsiders(office):
    """An agency's leader and the district's own desk: neither keeps the commune's register, the desk has its own."""
    make_officer(office, "police_leader", "CA", "leader")
    make_unit(office, "H-MC", "one_stop_desk", "H")
    make_officer(office, "desk_h", "H-MC", "desk_officer")
    forget_directory()


@pytest.mark.parametrize(
    ("who", "communes"),
    [
        ("desk", ["X"]),
        ("leader", ["X"]),
        ("inspector", ["X", "Y", "H"]),
        ("desk_y", ["Y"]),
        ("specialist", []),
        ("police_leader", []),
        ("desk_h", ["H"]),
        ("citizen", []),
    ],
)
def test_whose_registers_may_be_read(office, outsiders, who, communes):
    assert [one.code for one in registers_of(office.actor(who))] == communes


def test_a_district_without_a_desk_has_no_register(office):
    assert [one.code for one in registers_of(office.actor("inspector"))] == ["X", "Y"]


def test_what_the_district_took_in_stands_in_its_register_and_in_that_of_the_commune(office, outsiders, submitted):
    desk, at = office.actor("desk_h"), office.units
    receive_dossier(dossier_id=submitted.pk, actor=desk)
    rows = export_register(unit_id=at["H"].pk, span=SPAN, kind="csv", actor=desk)
    assert [(one.received_unit_id, one.competent_unit_id) for one in rows] == [(at["H-MC"].pk, at["X"].pk)]
    assert [one.pk for one in received_between(office.actor("leader"), at["X"].pk, SPAN)] == [submitted.pk]
    assert not received_for_others(office.actor("desk_y"), at["Y"].pk, SPAN).exists()
    assert not received_between(desk, at["H"].pk, SPAN).exists()


def test_a_commune_that_was_closed_since_stays_in_the_register_of_who_received_for_it(office, outsiders, submitted):
    desk = office.actor("desk_h")
    receive_dossier(dossier_id=submitted.pk, actor=desk)
    Unit.objects.filter(pk=office.units["X"].pk).update(valid_until="2026-11-01", is_operating=False)
    forget_directory()
    rows = export_register(unit_id=office.units["H"].pk, span=SPAN, kind="pdf", actor=desk)
    assert [one.pk for one in rows] == [submitted.pk]
    assert register_pdf(directory().unit(office.units["H"].pk), *SPAN, dossiers=rows).startswith(b"%PDF")


@pytest.mark.parametrize("who", ["police_leader", "desk_h", "desk_y", "stranger"])
def test_nobody_else_takes_it_out_of_the_house(office, outsiders, received, who):
    with pytest.raises(NotFound):
        export_register(unit_id=office.units["X"].pk, span=SPAN, kind="csv", actor=office.actor(who))
    assert not Entry.objects.filter(act="export_register").exists()


def test_an_agency_that_holds_one_case_reads_that_case_only(office, outsiders, received):
    unit = office.units["X"].pk
    assert not received_between(office.actor("police_leader"), unit, SPAN).exists()
    forward_to_agency(
        dossier_id=received.pk,
        actor=office.actor("specialist"),
        unit_id=office.units["CA"].pk,
        question="Xác minh nơi cư trú",
        days=3,
    )
    assert [one.pk for one in received_between(office.actor("police_leader"), unit, SPAN)] == [received.pk]


def test_an_export_is_an_entry_of_its_own(office, received):
    rows = export_register(unit_id=office.units["X"].pk, span=SPAN, kind="pdf", actor=office.actor("leader"))
    assert [one.pk for one in rows] == [received.pk]
    entry = Entry.objects.get(act="export_register")
    assert (entry.subject_kind, entry.subject_id, entry.actor["name"]) == ("register", "X", "Người leader")
    told = {"unit": "Đơn vị X", "first": "2026-11-01", "last": "2026-11-30", "kind": "pdf", "count": 1}
    assert entry.facts == told
