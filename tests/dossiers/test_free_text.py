"""Whatever people type or paste beside an act is kept in clean words: no NUL, no control characters."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import Office

from motcua.dossiers.actions.assign_dossier import assign_dossier
from motcua.dossiers.actions.draft_result import present_result
from motcua.dossiers.actions.record_payment import record_payment
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.actions.suspend_dossier import resume_dossier, suspend_dossier
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.actions.withdraw_dossier import stop_dossier
from motcua.dossiers.models import Dossier, Rating
from motcua.dossiers.queries import history
from motcua.dossiers.rules.facts import PaperAsk, Receiver
from motcua.dossiers.rules.text import LONGEST, plain_text, required_text
from motcua.kernel.refusals import Invalid, WrongMoment

BAD = " Xem\x00 lại\x07 nhé.\u200b "
GOOD = "Xem lại nhé."
Act = Callable[[Office, Dossier], Any]


def asked(office: Office, case: Dossier, text: str = BAD) -> Dossier:
    one = PaperAsk("card", text, "incorrect", text, text)
    return request_supplement(dossier_id=case.pk, actor=office.actor("specialist"), asks=[one])


def suspended(office: Office, case: Dossier) -> Dossier:
    actor = office.actor("specialist")
    return suspend_dossier(dossier_id=case.pk, actor=actor, reason="Chờ.", review_on=date(2026, 11, 10))


def resumed(office: Office, case: Dossier) -> Dossier:
    case = suspended(office, case)
    return resume_dossier(dossier_id=case.pk, actor=office.actor("specialist"), note=BAD)


def answered(office: Office, case: Dossier) -> Dossier:
    case = asked(office, case)
    return supplement_dossier(dossier_id=case.pk, actor=office.actor("citizen"), papers={}, answer=BAD)


def paid(office: Office, case: Dossier) -> Dossier:
    Dossier.objects.filter(pk=case.pk).update(fees={"lines": [], "total": 8000, "paid": 0})
    return record_payment(dossier_id=case.pk, actor=office.actor("desk"), amount=8000, way="cash", receipt=BAD)


ACTS: dict[str, Act] = {
    "transfer_step": lambda office, case: transfer_step(dossier_id=case.pk, actor=office.actor("specialist"), note=BAD),
    "assign_dossier": lambda office, case: assign_dossier(
        dossier_id=case.pk, actor=office.actor("leader"), post_id=office.posts["land"].pk, note=BAD
    ),
    "present_result": lambda office, case: present_result(
        dossier_id=case.pk, actor=office.actor("specialist"), outcome="granted", text=BAD
    ),
    "stop_dossier": lambda office, case: stop_dossier(
        dossier_id=case.pk, actor=office.actor("specialist"), reason=BAD, rule=BAD
    ),
    "request_supplement": asked,
    "supplement_dossier": answered,
    "resume_dossier": resumed,
    "record_payment": paid,
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_the_ledger_keeps_clean_words(office: Office, received: Dossier, act: str):
    case = ACTS[act](office, received)
    facts = history(case)[0].facts
    assert GOOD in str(facts)
    assert not any(letter in str(facts) for letter in ("\\x00", "\\x07", "\u200b"))


def test_a_refusal_is_clean_in_all_its_words(office: Office, submitted: Dossier):
    actor = office.actor("desk")
    told = {"rule": BAD, "competent": BAD, "competent_address": BAD, "competent_phone": BAD}
    refuse_dossier(dossier_id=submitted.pk, actor=actor, reason=BAD, **told)
    form = submitted.forms.get(key="refusal")
    assert form.facts["competent"] == {"name": GOOD, "address": GOOD, "phone": GOOD}
    assert (form.facts["reason"], form.facts["rule"]) == (GOOD, GOOD)


def test_a_hand_over_is_clean_in_all_its_words(office: Office, presented: Dossier):
    from motcua.dossiers.actions.approve_result import approve_result
    from motcua.dossiers.actions.rate_service import rate_service

    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    receiver = Receiver("desk", BAD, number=BAD, mandate=BAD, tracking=BAD)
    case = return_result(dossier_id=presented.pk, actor=office.actor("desk"), receiver=receiver)
    kept = case.hand_over
    assert (kept.receiver_name, kept.receiver_number, kept.mandate, kept.tracking) == (GOOD,) * 4
    rate_service(dossier_id=case.pk, actor=office.actor("citizen"), score=3, comment=BAD)
    assert Rating.objects.get(dossier=case).comment == GOOD


def test_words_that_must_be_given_are_not_made_of_nothing():
    with pytest.raises(Invalid, match="Hãy ghi"):
        required_text("\x00\u200b \n", "Hãy ghi lý do.")
    with pytest.raises(Invalid, match="dài quá"):
        required_text("x" * (LONGEST + 1), "Hãy ghi lý do.")
    assert plain_text("Một\r\nhai") == "Một\nhai"


def test_a_desk_officer_supplements_nothing_that_was_not_asked(office: Office, received: Dossier):
    with pytest.raises(WrongMoment, match="Đã tiếp nhận"):
        supplement_dossier(dossier_id=received.pk, actor=office.actor("desk"), papers={}, answer="Đây.")
