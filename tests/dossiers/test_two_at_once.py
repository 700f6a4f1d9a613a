"""Two officers at the same instant, many dossiers on one desk: one wins, numbers have no gap, nothing is half done."""

from tests.dossiers.together import at_once, filled
from tests.factories import Office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier
from motcua.kernel.refusals import Refused
from motcua.ledger.models import Counter, Entry
from motcua.ledger.verifying import verify

MANY = 12


def test_two_officers_one_dossier(open_office: Office):
    office = open_office
    dossier = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    actors = [office.actor("desk"), office.actor("desk2")] * 3
    outcomes = at_once([lambda a=a: receive_dossier(dossier_id=dossier.pk, actor=a) for a in actors])
    won = [one for one in outcomes if isinstance(one, Dossier)]
    assert len(won) == 1
    assert all(isinstance(one, Refused) for one in outcomes if one not in won)
    assert Entry.objects.filter(act="receive_dossier").count() == 1


def test_many_received_at_once_leave_no_gap(open_office: Office):
    office = open_office
    actor = office.actor("citizen")
    waiting = [submit_application(draft_id=filled(office).pk, actor=actor).pk for _ in range(MANY)]
    desk = office.actor("desk")
    outcomes = at_once([lambda pk=pk: receive_dossier(dossier_id=pk, actor=desk) for pk in waiting])
    assert [one for one in outcomes if not isinstance(one, Dossier)] == []
    numbers = sorted(int(one.code.rsplit("-", 1)[1]) for one in outcomes)
    assert numbers == list(range(1, MANY + 1))
    assert Counter.objects.get(measure="received").value == MANY
    assert verify() == (2 * MANY, None)


def test_a_draft_submitted_from_two_devices_becomes_one_dossier(open_office: Office):
    office = open_office
    draft, actor = filled(office), office.actor("citizen")
    outcomes = at_once([lambda: submit_application(draft_id=draft.pk, actor=actor)] * 4)
    assert {one.pk for one in outcomes} == {Dossier.objects.get().pk}
