"""Never two doors: what citizens file on the national portal is not taken here as well; the counter stays open."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import APPLICANT, BUNDLE, PAPER, Office, make_version

from motcua.dossiers.actions.file_at_counter import file_at_counter
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.save_draft import attach_paper, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import NotPermitted, WrongMoment
from motcua.people.rules import SYSTEM
from motcua.procedures.actions.set_front import set_front
from motcua.procedures.queries import forget_offers

CODE = "9.000001"


def move_door(front: str = "national", *, on: date = date(2026, 11, 2), code: str = "") -> None:
    set_front(front=front, from_on=on, reason="CV 12", actor=SYSTEM, code=code)


def test_no_draft_begins_at_a_closed_door(office: Office, present: Callable[[str], Any]):
    present("2026-11-02T08:00")
    move_door()
    with pytest.raises(WrongMoment, match="Cổng Dịch vụ công quốc gia"):
        start_draft(procedure_code=CODE, actor=office.actor("citizen"))
    assert not Draft.objects.exists()


def test_an_open_draft_is_not_handed_in_and_is_kept(office: Office, draft: Draft):
    move_door()
    with pytest.raises(WrongMoment, match="vẫn được giữ"):
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
    assert not Dossier.objects.exists()
    assert Draft.objects.get(pk=draft.pk).papers["card"] == [PAPER]


def test_the_door_closes_on_its_day_and_not_before(office: Office, draft: Draft, present: Callable[[str], Any]):
    move_door(on=date(2026, 11, 3))
    assert submit_application(draft_id=draft.pk, actor=office.actor("citizen")).state == State.SUBMITTED
    present("2026-11-03T00:00")
    with pytest.raises(WrongMoment):
        start_draft(procedure_code=CODE, actor=office.actor("citizen"))


def test_what_was_handed_in_before_goes_on_here(office: Office, submitted: Dossier):
    move_door()
    assert receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk")).state == State.RECEIVED


def test_what_the_portal_lacks_is_taken_here(office: Office, draft: Draft):
    move_door()
    move_door("own", code=CODE)
    assert submit_application(draft_id=draft.pk, actor=office.actor("citizen")).state == State.SUBMITTED


def test_what_the_version_states_closes_our_door(office: Office, present: Callable[[str], Any]):
    present("2026-11-02T08:00")
    make_version({**BUNDLE, "front": "national"}, number=2, front="national")
    with pytest.raises(WrongMoment):
        start_draft(procedure_code=CODE, actor=office.actor("citizen"))


@pytest.mark.parametrize("typed_by", ["staff", "assisted"])
def test_the_counter_stays_open(office: Office, present: Callable[[str], Any], typed_by: str):
    present("2026-11-02T08:00")
    move_door()
    desk, unit_id = office.actor("desk"), office.units["X"].pk
    kept = start_draft(procedure_code=CODE, actor=desk, unit_id=unit_id, at_counter=True)
    consent = {"given": True, "typed_by": typed_by}
    save_draft(draft_id=kept.pk, actor=desk, applicant=APPLICANT, consent=consent)
    attach_paper(draft_id=kept.pk, actor=desk, requirement_key="card", paper=PAPER)
    assert file_at_counter(draft_id=kept.pk, actor=desk).state == State.RECEIVED


@pytest.mark.parametrize("name", ["citizen", "specialist", "leader"])
def test_nobody_but_a_desk_begins_at_the_counter(office: Office, present: Callable[[str], Any], name: str):
    present("2026-11-02T08:00")
    move_door()
    with pytest.raises(NotPermitted, match="một cửa"):
        start_draft(procedure_code=CODE, actor=office.actor(name), at_counter=True)


def test_what_another_body_handles_by_now_is_not_handed_in(office: Office, draft: Draft):
    make_version({**BUNDLE, "handled_by": "police"}, number=2, valid_from=date(2026, 11, 1))
    forget_offers()
    with pytest.raises(WrongMoment, match="cơ quan khác"):
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
