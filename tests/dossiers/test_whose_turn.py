"""Whose turn it is changes with the acts that move a case, never with a remark beside it."""

from tests.factories import Office

from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.actions.ask_opinion import forward_to_agency
from motcua.dossiers.actions.watch_clock import warn_holder
from motcua.dossiers.models import Dossier


def test_a_note_or_a_warning_leaves_the_turn_where_it_is(office: Office, received: Dossier):
    unit = office.units["CA"].pk
    actor = office.actor("specialist")
    case = forward_to_agency(dossier_id=received.pk, actor=actor, unit_id=unit, question="Có ý kiến gì?", days=3)
    assert case.waits_on == "agency"
    add_note(dossier_id=case.pk, actor=office.actor("police"), text="Đã nhận")
    warn_holder(dossier_id=case.pk)
    kept = Dossier.objects.get(pk=case.pk)
    assert (kept.waits_on, kept.waiting_since) == ("agency", case.waiting_since)
