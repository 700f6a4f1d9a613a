"""Other bodies are asked and answer or fall silent; a new date is told once; the watch forgets nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import Office

from motcua.dossiers.actions.ask_opinion import ask_opinion, forward_to_agency
from motcua.dossiers.actions.extend_deadline import apologise, decide_extension, request_extension
from motcua.dossiers.actions.give_opinion import give_opinion, lapse_opinion, return_from_agency
from motcua.dossiers.actions.record_payment import record_payment, request_payment
from motcua.dossiers.actions.suspend_dossier import resume_dossier, suspend_dossier
from motcua.dossiers.models import Dossier, Extension, Opinion, StatutoryForm
from motcua.dossiers.queries import history
from motcua.dossiers.rules.timeline import is_inside, told
from motcua.dossiers.tasks import watch_clocks
from motcua.kernel.lifecycle import State, WaitsOn
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted, WrongMoment
from motcua.ledger.models import Entry
from motcua.web.ui.naming import NAMES


def asked(office: Office, dossier: Dossier) -> Opinion:
    ask_opinion(
        dossier_id=dossier.pk,
        actor=office.actor("specialist"),
        unit_id=office.units["CA"].pk,
        question="Có ở đó không?",
        days=2,
    )
    return Opinion.objects.get(dossier=dossier)


def test_an_opinion_is_asked_and_given_in_parallel(office: Office, received: Dossier):
    opinion = asked(office, received)
    assert Dossier.objects.get(pk=received.pk).holder_post_id == office.posts["specialist"].pk
    with pytest.raises(NotPermitted):
        give_opinion(opinion_id=opinion.pk, actor=office.actor("leader"), answer="Có", agrees=True)
    give_opinion(opinion_id=opinion.pk, actor=office.actor("police"), answer="Có", agrees=True)
    with pytest.raises(AlreadyDone):
        give_opinion(opinion_id=opinion.pk, actor=office.actor("police"), answer="Không", agrees=False)


def test_silence_counts_as_agreement_only_past_the_time(
    office: Office, received: Dossier, present: Callable[[str], Any]
):
    opinion = asked(office, received)
    with pytest.raises(WrongMoment):
        lapse_opinion(opinion_id=opinion.pk)
    present("2026-11-04T17:01")
    assert watch_clocks() >= 1
    opinion.refresh_from_db()
    assert (opinion.is_silence, opinion.agrees) == (True, True)


def test_the_whole_case_goes_and_comes_back_to_the_same_desk(office: Office, received: Dossier):
    dossier = forward_to_agency(
        dossier_id=received.pk,
        actor=office.actor("specialist"),
        unit_id=office.units["CA"].pk,
        question="Xác minh",
        days=2,
    )
    assert (dossier.waits_on, dossier.holder_post_id) == (WaitsOn.AGENCY, office.posts["police"].pk)
    with pytest.raises(NotPermitted):
        return_from_agency(dossier_id=received.pk, actor=office.actor("specialist"), answer="x")
    dossier = return_from_agency(dossier_id=received.pk, actor=office.actor("police"), answer="Đúng")
    assert (dossier.waits_on, dossier.holder_post_id) == (WaitsOn.OFFICE, office.posts["specialist"].pk)
    assert dossier.due_at == received.due_at


def test_a_granted_extension_moves_the_date_once(office: Office, received: Dossier):
    request_extension(
        dossier_id=received.pk, actor=office.actor("specialist"), new_date=date(2026, 11, 12), reason="Chờ xác minh"
    )
    extension = received.extensions.get()
    with pytest.raises(NotPermitted):
        decide_extension(extension_id=extension.pk, actor=office.actor("specialist"), is_granted=True)
    dossier = decide_extension(extension_id=extension.pk, actor=office.actor("leader"), is_granted=True)
    assert (dossier.due_at.day, dossier.attention_at) == (12, dossier.due_at)
    assert dossier.forms.filter(key="apology", issued_at__isnull=False).count() == 1
    with pytest.raises(AlreadyDone, match="một lần"):
        apologise(dossier_id=received.pk, actor=office.actor("leader"), new_date=date(2026, 11, 20), reason="Nữa")


def wish_for(office: Office, dossier: Dossier, day: date) -> Extension:
    actor = office.actor("specialist")
    request_extension(dossier_id=dossier.pk, actor=actor, new_date=day, reason="Chờ xác minh")
    return dossier.extensions.get(decided_at=None)


def test_one_wish_for_a_new_date_at_a_time(office: Office, received: Dossier):
    extension = wish_for(office, received, date(2026, 11, 12))
    with pytest.raises(AlreadyDone, match="đang chờ"):
        wish_for(office, received, date(2026, 11, 13))
    with pytest.raises(Invalid, match="lý do không đồng ý"):
        decide_extension(extension_id=extension.pk, actor=office.actor("leader"), is_granted=False, reason=" ")
    why = "Làm kịp trong hạn"
    declined = decide_extension(extension_id=extension.pk, actor=office.actor("leader"), is_granted=False, reason=why)
    assert told(history(declined)[0], NAMES).sentence.params["reason"] == why
    assert is_inside(history(declined)[0])
    extension = wish_for(office, received, date(2026, 11, 13))
    decide_extension(extension_id=extension.pk, actor=office.actor("leader"), is_granted=True)
    with pytest.raises(AlreadyDone, match="một lần"):
        wish_for(office, received, date(2026, 11, 20))


def test_a_date_that_has_passed_is_not_granted(office: Office, received: Dossier, present: Callable[[str], Any]):
    extension = wish_for(office, received, date(2026, 11, 10))
    present("2026-11-11T08:00")
    leader = office.actor("leader")
    with pytest.raises(Invalid, match="10/11/2026"):
        decide_extension(extension_id=extension.pk, actor=leader, is_granted=True)
    assert Dossier.objects.get(pk=received.pk).due_at == received.due_at
    decide_extension(extension_id=extension.pk, actor=leader, is_granted=False, reason="Ngày đã qua")


def test_a_date_that_a_wait_has_overtaken_is_not_granted(
    office: Office, received: Dossier, present: Callable[[str], Any]
):
    extension = wish_for(office, received, date(2026, 11, 10))
    specialist = office.actor("specialist")
    suspend_dossier(dossier_id=received.pk, actor=specialist, reason="Chờ", review_on=date(2026, 11, 5))
    present("2026-11-05T08:00")
    assert resume_dossier(dossier_id=received.pk, actor=specialist).due_at > extension.new_due_at
    with pytest.raises(Invalid, match="sau hạn hiện nay"):
        decide_extension(extension_id=extension.pk, actor=office.actor("leader"), is_granted=True)


@pytest.mark.parametrize("day", [date(2026, 11, 6), date(2026, 11, 14), date(2026, 10, 1)])
def test_a_new_date_must_be_a_later_working_day(office: Office, received: Dossier, day: date):
    with pytest.raises(Invalid):
        apologise(dossier_id=received.pk, actor=office.actor("leader"), new_date=day, reason="Chậm")


def test_the_watch_warns_then_drafts_then_escalates(office: Office, received: Dossier, present: Callable[[str], Any]):
    present("2026-11-06T16:00")
    watch_clocks()
    assert "warn_holder" in _acts(received)
    assert StatutoryForm.objects.filter(dossier=received, key="apology", issued_at=None).count() == 1
    present("2026-11-10T08:00")
    watch_clocks()
    watch_clocks()
    assert _acts(received).count("escalate") == 1


def _acts(dossier: Dossier) -> list[str]:
    return list(Entry.objects.filter(subject_id=str(dossier.pk)).order_by("seq").values_list("act", flat=True))


def test_a_result_not_collected_is_reminded(office: Office, presented: Dossier, present: Callable[[str], Any]):
    from motcua.dossiers.actions.approve_result import approve_result

    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    present("2026-11-12T08:00")
    watch_clocks()
    assert "remind_applicant" in _acts(presented)


def test_no_open_dossier_without_holder_and_clock(office: Office, received: Dossier):
    from django.db import IntegrityError, transaction

    for name in ("holder_post", "holder_unit", "attention_at"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=received.pk).update(**{name: None})


def test_a_fee_is_paid_to_the_dong(office: Office, received: Dossier):
    Dossier.objects.filter(pk=received.pk).update(fees={"lines": [], "total": 8000, "paid": 0})
    dossier = request_payment(dossier_id=received.pk, actor=office.actor("specialist"))
    assert dossier.state == State.AWAITING_PAYMENT
    desk = office.actor("desk")
    for amount in (0, 7999, 8001, -8000):
        with pytest.raises(Invalid, match=r"8\.000 đồng"):
            record_payment(dossier_id=received.pk, actor=desk, amount=amount, way="cash")
    dossier = record_payment(dossier_id=received.pk, actor=desk, amount=8000, way="cash", receipt="0001")
    assert (dossier.state, dossier.fees["paid"]) == (State.IN_PROCESS, 8000)
    with pytest.raises(AlreadyDone):
        record_payment(dossier_id=received.pk, actor=desk, amount=8000, way="cash")
