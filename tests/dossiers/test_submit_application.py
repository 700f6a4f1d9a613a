"""Submitting: one dossier for one draft, refused before it could stall, and never for a closed door."""

from datetime import date
from typing import Any

import pytest
from tests.factories import BUNDLE, PAPER, Office, make_version

from motcua.dossiers.actions.save_draft import attach_paper, detach_paper, discard_draft, save_draft
from motcua.dossiers.actions.start_draft import start_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.rules.intake import lacking
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, WrongMoment
from motcua.people.queries import forget_directory
from motcua.people.rules import ANONYMOUS
from motcua.procedures.models import Activation
from motcua.procedures.queries import forget_offers
from motcua.procedures.rules import Bundle
from motcua.procedures.shipped import shipped_bundles


def test_the_desk_has_it_for_eight_working_hours(office: Office, submitted: Dossier):
    assert submitted.state == State.SUBMITTED
    assert submitted.holder_unit_id == office.units["X-MC"].pk
    assert submitted.attention_at.isoformat() == "2026-11-03T08:00:00+07:00"
    assert submitted.code is None


def test_a_second_submit_gives_the_same_dossier(office: Office, draft: Draft):
    first = submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
    again = submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
    assert first.pk == again.pk
    assert Dossier.objects.count() == 1


def test_a_race_of_two_submits_makes_one(office: Office, draft: Draft):
    from motcua.dossiers.actions.submit_application import checked_version, submit
    from motcua.kernel import clock
    from motcua.kernel.refusals import SomebodyWasFirst

    loaded = checked_version(draft, clock.now())
    facts: dict[str, Any] = {"actor": office.actor("citizen"), "at": clock.now(), "channel": "online"}
    submit(draft, loaded, **facts)
    with pytest.raises(SomebodyWasFirst):
        submit(draft, loaded, **facts)


def test_a_missing_paper_is_named(office: Office, draft: Draft):
    detach_paper(draft_id=draft.pk, actor=office.actor("citizen"), requirement_key="card", index=0)
    with pytest.raises(Invalid) as refused:
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
    assert "Ảnh giấy tờ tùy thân" in str(refused.value.errors["paper.card"])


def test_nobody_to_reach_is_refused(office: Office, draft: Draft):
    save_draft(draft_id=draft.pk, actor=office.actor("citizen"), applicant={"phone": ""})
    with pytest.raises(Invalid) as refused:
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
    assert "applicant.phone" in refused.value.errors


def test_another_persons_draft_does_not_exist(office: Office, draft: Draft):
    with pytest.raises(NotFound):
        submit_application(draft_id=draft.pk, actor=office.actor("stranger"))


def test_a_new_version_while_filling_is_told(office: Office, draft: Draft):
    assert office.version is not None
    make_version({**BUNDLE}, number=2, valid_from=date(2026, 6, 1))
    with pytest.raises(WrongMoment, match="vừa được cập nhật"):
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))
    assert Draft.objects.get(pk=draft.pk).papers["card"][0] == PAPER


def test_a_deactivated_procedure_is_refused(office: Office, draft: Draft):
    Activation.objects.update(until_on=date(2026, 10, 1))
    forget_offers()
    with pytest.raises(Invalid, match="chưa tiếp nhận"):
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))


def test_a_closed_commune_is_refused(office: Office, draft: Draft):
    office.units["X"].valid_until = date(2026, 10, 1)
    office.units["X"].save()
    forget_directory()
    with pytest.raises(Invalid, match="không còn tiếp nhận"):
        submit_application(draft_id=draft.pk, actor=office.actor("citizen"))


def test_an_open_draft_is_gone_on_with(office: Office, draft: Draft):
    again = start_draft(procedure_code="9.000001", actor=office.actor("citizen"))
    assert again.pk == draft.pk


def test_who_is_not_signed_in_cannot_start(office: Office):
    with pytest.raises(NotPermitted):
        start_draft(procedure_code="9.000001", actor=ANONYMOUS)


def test_what_was_sent_cannot_be_changed(office: Office, draft: Draft, submitted: Dossier):
    actor = office.actor("citizen")
    for change in (
        lambda: save_draft(draft_id=draft.pk, actor=actor, answers={"a": 1}),
        lambda: attach_paper(draft_id=draft.pk, actor=actor, requirement_key="card", paper=PAPER),
        lambda: discard_draft(draft_id=draft.pk, actor=actor),
    ):
        with pytest.raises(AlreadyDone):
            change()


def test_a_paper_that_the_answers_call_for_is_needed():
    """By the shipped bundle of the certificate of marital status."""
    bundle = Bundle.from_json(next(one for one in shipped_bundles() if one["code"] == "1.004873"))
    divorced = {"marital_status": "Đã ly hôn, chưa đăng ký kết hôn với ai"}
    assert "paper.divorce_or_death" in lacking(bundle, {}, divorced)
    assert "paper.divorce_or_death" not in lacking(bundle, {}, {"marital_status": "Chưa đăng ký kết hôn với ai"})
    assert "paper.divorce_or_death" not in lacking(bundle, {"divorce_or_death": [PAPER]}, divorced)
