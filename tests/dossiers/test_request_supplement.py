"""A supplement is asked once, stops the clock, and comes back to the same desk with the time that was left."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.factories import PAPER, Office

from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier, DossierPaper, SupplementRequest
from motcua.dossiers.queries import due_of
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import State, WaitsOn
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted, WrongMoment

ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ, không đọc được số.", "Điều 9")


def ask(office: Office, dossier: Dossier, actor: str = "specialist") -> Dossier:
    return request_supplement(dossier_id=dossier.pk, actor=office.actor(actor), asks=[ASK])


def answer(office: Office, dossier: Dossier) -> Dossier:
    papers = {"card": [{**PAPER, "name": "Ảnh mới"}]}
    return supplement_dossier(dossier_id=dossier.pk, actor=office.actor("citizen"), papers=papers)


def test_the_clock_stops_and_it_is_the_citizens_turn(office: Office, received: Dossier):
    dossier = ask(office, received)
    assert (dossier.state, dossier.waits_on) == (State.AWAITING_SUPPLEMENT, WaitsOn.APPLICANT)
    assert dossier.attention_at == datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM)
    assert dossier.forms.get(key="supplement").number == "01/PBS-TTPVHCC"


def test_the_time_that_was_left_goes_on(office: Office, received: Dossier, present: Callable[[str], Any]):
    present("2026-11-03T10:00")
    ask(office, received)
    present("2026-11-10T09:00")
    dossier = answer(office, received)
    assert dossier.state == State.IN_PROCESS
    assert dossier.holder_post_id == office.posts["specialist"].pk
    assert dossier.due_at == datetime(2026, 11, 16, 17, 0, tzinfo=VIETNAM)
    due = due_of(dossier)
    assert due is not None
    assert any("hồ sơ chờ" in str(line.sentence) for line in due.trace)


def test_an_incorrect_paper_is_replaced_and_kept(office: Office, received: Dossier):
    ask(office, received)
    answer(office, received)
    kept = DossierPaper.objects.filter(dossier=received, requirement_key="card").order_by("id")
    assert [(paper.name, paper.replaced_at is None) for paper in kept] == [("Ảnh thẻ", False), ("Ảnh mới", True)]


def test_at_the_door_the_desks_time_counts_anew(office: Office, submitted: Dossier, present: Callable[[str], Any]):
    present("2026-11-02T14:00")
    dossier = ask(office, submitted, "desk")
    assert (dossier.state, dossier.supplement_count, dossier.clock) == (State.DOOR_SUPPLEMENT, 1, {})
    present("2026-11-04T09:00")
    dossier = answer(office, dossier)
    assert (dossier.state, dossier.due_at) == (State.SUBMITTED, None)
    assert dossier.attention_at == datetime(2026, 11, 5, 9, 0, tzinfo=VIETNAM)


def test_at_the_door_too_it_is_asked_once(office: Office, submitted: Dossier):
    ask(office, submitted, "desk")
    answer(office, submitted)
    with pytest.raises(NotPermitted, match="Hãy tiếp nhận nếu đã đủ, hoặc từ chối tiếp nhận"):
        ask(office, submitted, "desk")
    assert SupplementRequest.objects.count() == 1


def test_what_was_asked_at_the_door_counts_in_appraisal(office: Office, submitted: Dossier):
    ask(office, submitted, "desk")
    answer(office, submitted)
    receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))
    with pytest.raises(AlreadyDone, match="cần lãnh đạo đồng ý"):
        ask(office, submitted)


def test_a_paper_that_the_procedure_does_not_know_is_refused(office: Office, received: Dossier):
    asks = [ASK, PaperAsk("nope", "Giấy lạ", "missing", "Chưa có")]
    with pytest.raises(Invalid, match=r"“nope”.*form, card, extra, other"):
        request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=asks)
    assert not SupplementRequest.objects.exists()
    asks = [PaperAsk(key, "Tên", "missing", "Chưa có") for key in ("form", "extra", "other")]
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=asks)


def test_files_that_nobody_asked_for_are_refused(office: Office, received: Dossier):
    ask(office, received)
    papers = {"card": [PAPER], "extra": [PAPER], "zzz": [PAPER]}
    with pytest.raises(Invalid, match="không được yêu cầu") as refused:
        supplement_dossier(dossier_id=received.pk, actor=office.actor("citizen"), papers=papers)
    assert sorted(refused.value.errors) == ["paper.extra", "paper.zzz"]
    assert DossierPaper.objects.filter(dossier=received).count() == 1
    papers = {"card": [PAPER], "extra": []}
    supplement_dossier(dossier_id=received.pk, actor=office.actor("citizen"), papers=papers)


def test_an_answer_without_the_paper_is_refused_and_nothing_changes(office: Office, received: Dossier):
    ask(office, received)
    with pytest.raises(Invalid) as refused:
        supplement_dossier(dossier_id=received.pk, actor=office.actor("citizen"), papers={})
    assert list(refused.value.errors) == ["paper.card"]
    assert Dossier.objects.get(pk=received.pk).state == State.AWAITING_SUPPLEMENT


def test_a_written_answer_may_stand_for_a_paper(office: Office, received: Dossier):
    ask(office, received)
    citizen = office.actor("citizen")
    dossier = supplement_dossier(dossier_id=received.pk, actor=citizen, papers={}, answer="Tôi đã mất giấy này.")
    assert dossier.state == State.IN_PROCESS


@pytest.mark.parametrize("name", ["desk", "land", "leader", "stranger"])
def test_only_the_holder_asks(office: Office, received: Dossier, name: str):
    with pytest.raises(NotPermitted):
        ask(office, received, name)


def test_asking_without_saying_what_is_refused(office: Office, received: Dossier):
    for asks in ([], [PaperAsk("card", "Ảnh", "incorrect", "  ")], [PaperAsk("card", "Ảnh", "odd", "x")]):
        with pytest.raises(Invalid):
            request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=asks)


def test_no_answer_in_its_time_closes_the_dossier(office: Office, received: Dossier, present: Callable[[str], Any]):
    dossier = ask(office, received)
    with pytest.raises(WrongMoment):
        close_unanswered(dossier_id=dossier.pk)
    present("2026-11-23T17:01")
    dossier = close_unanswered(dossier_id=dossier.pk)
    assert (dossier.state, dossier.closed_at is not None) == (State.STOPPED, True)
    assert dossier.forms.filter(key="stop").count() == 1
    assert SupplementRequest.objects.get(dossier=dossier).closed_at is not None
