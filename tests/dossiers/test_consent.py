"""Asking for papers a second time: wished for by the holder, consented to by a leader, counted late."""

from typing import Any

import pytest
from tests.factories import PAPER, Office

from motcua.dossiers.actions.ask_opinion import forward_to_agency
from motcua.dossiers.actions.assign_dossier import assign_dossier
from motcua.dossiers.actions.consent_to_supplement import (
    consent_to_supplement,
    decline_consent,
    grant_consent,
    request_consent,
)
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.withdraw_dossier import stop_dossier
from motcua.dossiers.models import Dossier, StatutoryForm, SupplementConsent
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import AlreadyDone, Invalid, NotFound, NotPermitted, WrongMoment
from motcua.ledger.models import Entry

ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ, không đọc được số.", "Điều 9")
AGAIN = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Giấy nộp lại bị tẩy xóa.", "Điều 9")
WHY = "Giấy tờ mới nộp lại bị tẩy xóa."


@pytest.fixture
def asked_once(office: Office, received: Dossier) -> Dossier:
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=[ASK])
    papers = {"card": [{**PAPER, "name": "Ảnh mới"}]}
    return supplement_dossier(dossier_id=received.pk, actor=office.actor("citizen"), papers=papers)


def wish(office: Office, dossier: Dossier, by: str = "specialist", **more: Any) -> SupplementConsent:
    told = {"asks": [AGAIN], "reason": WHY, **more}
    request_consent(dossier_id=dossier.pk, actor=office.actor(by), **told)
    return SupplementConsent.objects.get(dossier=dossier, decided_at=None)


def test_the_wish_waits_and_the_person_is_not_asked(office: Office, asked_once: Dossier):
    with pytest.raises(AlreadyDone, match="một lần"):
        request_supplement(dossier_id=asked_once.pk, actor=office.actor("specialist"), asks=[AGAIN])
    kept = wish(office, asked_once)
    dossier = Dossier.objects.get(pk=asked_once.pk)
    assert (dossier.state, dossier.counted_late, dossier.due_at) == (State.IN_PROCESS, False, asked_once.due_at)
    assert (kept.asked_by, kept.reason, kept.asks[0]["explain"]) == ("Người specialist", WHY, AGAIN.explain)
    with pytest.raises(AlreadyDone, match="hãy chờ"):
        wish(office, asked_once)


def test_the_leader_consents_and_it_counts_late(office: Office, asked_once: Dossier):
    kept = wish(office, asked_once)
    dossier = grant_consent(consent_id=kept.pk, actor=office.actor("leader"))
    assert (dossier.state, dossier.counted_late, dossier.supplement_count) == (State.AWAITING_SUPPLEMENT, True, 2)
    request = dossier.supplements.get(closed_at=None)
    assert (request.asked_by, request.consent_by, request.consent_reason) == ("Người specialist", "Người leader", WHY)
    assert request.asks[0]["explain"] == AGAIN.explain
    letter = StatutoryForm.objects.get(dossier=dossier, number="02/PBS-TTPVHCC")
    assert letter.facts["consent"] == {"leader": "Người leader", "reason": WHY}
    assert dossier.forms.filter(key="supplement").latest("id").facts["by"] == "Người specialist"
    kept.refresh_from_db()
    assert (kept.is_granted, kept.decided_by) == (True, "Người leader")
    entry = Entry.objects.filter(subject_id=str(dossier.pk)).latest("seq")
    assert (entry.act, entry.actor["name"], entry.facts["consent"]["reason"]) == (
        "request_supplement",
        "Người leader",
        WHY,
    )
    with pytest.raises(AlreadyDone):
        grant_consent(consent_id=kept.pk, actor=office.actor("leader"))
    with pytest.raises(AlreadyDone):
        decline_consent(consent_id=kept.pk, actor=office.actor("leader"), reason="Thôi")


def test_the_leader_declines_with_a_reason(office: Office, asked_once: Dossier):
    kept = wish(office, asked_once)
    with pytest.raises(Invalid):
        decline_consent(consent_id=kept.pk, actor=office.actor("leader"), reason=" ")
    dossier = decline_consent(consent_id=kept.pk, actor=office.actor("leader"), reason="Giải quyết theo hồ sơ hiện có.")
    assert (dossier.state, dossier.counted_late, dossier.supplement_count) == (State.IN_PROCESS, False, 1)
    kept.refresh_from_db()
    assert (kept.is_granted, kept.answer) == (False, "Giải quyết theo hồ sơ hiện có.")
    wish(office, asked_once)


@pytest.mark.parametrize("name", ["specialist", "desk", "leader_y", "citizen"])
def test_only_a_leader_of_the_unit_decides(office: Office, asked_once: Dossier, name: str):
    kept = wish(office, asked_once)
    with pytest.raises(NotPermitted):
        grant_consent(consent_id=kept.pk, actor=office.actor(name))
    with pytest.raises(NotPermitted):
        decline_consent(consent_id=kept.pk, actor=office.actor(name), reason="Không")


@pytest.mark.parametrize("name", ["desk", "leader", "land", "citizen"])
def test_only_the_holder_wishes(office: Office, asked_once: Dossier, name: str):
    with pytest.raises(NotPermitted):
        wish(office, asked_once, by=name)


@pytest.mark.parametrize("more", [{"asks": []}, {"reason": "  "}, {"asks": [PaperAsk("card", "Ảnh", "odd", "x")]}])
def test_a_wish_without_list_or_reason_is_refused(office: Office, asked_once: Dossier, more: dict[str, Any]):
    with pytest.raises(Invalid):
        wish(office, asked_once, **more)


def test_no_consent_is_needed_the_first_time(office: Office, received: Dossier):
    with pytest.raises(WrongMoment, match="không cần"):
        wish(office, received)


def test_a_leader_who_holds_the_case_asks_at_once(office: Office, asked_once: Dossier):
    wish(office, asked_once)
    leader = office.actor("leader")
    with pytest.raises(NotPermitted):
        consent_to_supplement(dossier_id=asked_once.pk, actor=leader, asks=[AGAIN], reason=WHY)
    assign_dossier(dossier_id=asked_once.pk, actor=leader, post_id=office.posts["leader"].pk)
    dossier = consent_to_supplement(dossier_id=asked_once.pk, actor=leader, asks=[AGAIN], reason=WHY)
    assert (dossier.state, dossier.counted_late) == (State.AWAITING_SUPPLEMENT, True)
    assert dossier.consents.get().dropped_at is not None


def test_a_specialist_does_not_consent_alone(office: Office, asked_once: Dossier):
    actor = office.actor("specialist")
    with pytest.raises(NotPermitted):
        consent_to_supplement(dossier_id=asked_once.pk, actor=actor, asks=[AGAIN], reason=WHY)


def test_nothing_goes_out_while_another_agency_has_the_case(office: Office, asked_once: Dossier):
    kept = wish(office, asked_once)
    specialist = office.actor("specialist")
    where = {"unit_id": office.units["CA"].pk, "question": "Gì?", "days": 2}
    forward_to_agency(dossier_id=asked_once.pk, actor=specialist, **where)
    with pytest.raises(WrongMoment, match="cơ quan phối hợp"):
        grant_consent(consent_id=kept.pk, actor=office.actor("leader"))


def test_the_wish_ends_with_the_case(office: Office, asked_once: Dossier):
    kept = wish(office, asked_once)
    stop_dossier(dossier_id=asked_once.pk, actor=office.actor("specialist"), reason="Theo bản án")
    kept.refresh_from_db()
    assert (kept.decided_at, kept.dropped_at is not None) == (None, True)
    with pytest.raises(WrongMoment):
        grant_consent(consent_id=kept.pk, actor=office.actor("leader"))


def test_a_wish_that_does_not_exist(office: Office, asked_once: Dossier):
    with pytest.raises(NotFound):
        grant_consent(consent_id=asked_once.pk, actor=office.actor("leader"))
