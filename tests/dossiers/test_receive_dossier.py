"""Receiving: code without gaps, clock started, receipt issued, the next desk has it; nobody else may."""

from datetime import datetime

import pytest
from tests.factories import Office

from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.models import Dossier
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import NotPermitted, SomebodyWasFirst, WrongMoment
from motcua.ledger.models import Counter, Entry


def test_the_clock_starts_and_the_specialist_has_it(office: Office, submitted: Dossier):
    dossier = receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))
    kept = Dossier.objects.get(pk=dossier.pk)
    assert kept.state == State.RECEIVED
    assert kept.code == "H01.99.01-261102-0001"
    assert kept.due_at == datetime(2026, 11, 9, 17, 0, tzinfo=VIETNAM)
    assert kept.holder_post_id == office.posts["specialist"].pk
    assert kept.attention_at == kept.due_at
    assert kept.forms.get(key="receipt").number == "01/TTPVHCC"


def test_the_loaded_case_equals_the_stored_one(received: Dossier):
    kept = Dossier.objects.get(pk=received.pk)
    for field in Dossier._meta.concrete_fields:
        assert getattr(received, field.attname) == getattr(kept, field.attname), field.name


def test_the_ledger_tells_who_and_what(office: Office, received: Dossier):
    entries = list(Entry.objects.filter(subject_id=str(received.pk)).order_by("seq"))
    assert [entry.act for entry in entries] == ["submit_application", "receive_dossier"]
    assert entries[1].actor["name"] == "Người desk"
    assert entries[1].facts["code"] == received.code
    assert (received.version, received.head_hash) == (2, entries[1].hash)


def test_the_counters_move_with_the_act(office: Office, received: Dossier):
    counted = dict(Counter.objects.values_list("measure", "value"))
    assert counted == {
        "submitted": 1,
        "submitted_online": 1,
        "received": 1,
        "received_online": 1,
        "typed_citizen": 1,
    }


def test_a_colleague_at_the_same_desk_may_receive(office: Office, submitted: Dossier):
    dossier = receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk2"))
    assert dossier.state == State.RECEIVED


@pytest.mark.parametrize("name", ["specialist", "specialist_y", "leader", "citizen", "stranger"])
def test_nobody_else_may(office: Office, submitted: Dossier, name: str):
    with pytest.raises(NotPermitted):
        receive_dossier(dossier_id=submitted.pk, actor=office.actor(name))
    assert Dossier.objects.get(pk=submitted.pk).state == State.SUBMITTED


def test_twice_is_refused_in_words(office: Office, received: Dossier):
    with pytest.raises(WrongMoment, match="Đã tiếp nhận"):
        receive_dossier(dossier_id=received.pk, actor=office.actor("desk"))


def test_who_loaded_earlier_is_told_that_somebody_was_first(office: Office, submitted: Dossier):
    from motcua.dossiers.actions.receive_dossier import receive
    from motcua.kernel import clock

    mine, theirs = Dossier.objects.get(pk=submitted.pk), Dossier.objects.get(pk=submitted.pk)
    receive(theirs, office.actor("desk"), clock.now(), papers=[], taken=(0, 0))
    with pytest.raises(SomebodyWasFirst):
        receive(mine, office.actor("desk2"), clock.now(), papers=[], taken=(0, 0))
    assert Entry.objects.filter(act="receive_dossier").count() == 1
