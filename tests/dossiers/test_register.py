"""The register: read by those whose work it is, and every copy that leaves the house is written down."""

from datetime import date

import pytest
from tests.factories import make_officer, make_unit

from motcua.dossiers.actions.ask_opinion import forward_to_agency
from motcua.dossiers.actions.export_register import export_register
from motcua.dossiers.register import received_between, registers_of
from motcua.kernel.refusals import NotFound
from motcua.ledger.models import Entry
from motcua.people.queries import forget_directory

pytestmark = pytest.mark.django_db
SPAN = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def outsiders(office):
    """An agency's leader and the district's own desk: neither keeps the commune's register."""
    make_officer(office, "police_leader", "CA", "leader")
    make_unit(office, "H-MC", "one_stop_desk", "H")
    make_officer(office, "desk_h", "H-MC", "desk_officer")
    forget_directory()


@pytest.mark.parametrize(
    ("who", "communes"),
    [
        ("desk", ["X"]),
        ("leader", ["X"]),
        ("inspector", ["X", "Y"]),
        ("desk_y", ["Y"]),
        ("specialist", []),
        ("police_leader", []),
        ("desk_h", []),
        ("citizen", []),
    ],
)
def test_whose_registers_may_be_read(office, outsiders, who, communes):
    assert [one.code for one in registers_of(office.actor(who))] == communes


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
