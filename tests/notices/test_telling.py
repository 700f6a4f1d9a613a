"""Who is told what about a case: the right people, once, in whole sentences."""

from typing import Any

import pytest
from django.core import mail
from tests.factories import Office

from motcua.dossiers.actions.approve_result import approve_result
from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.actions.consent_to_supplement import decline_consent, request_consent
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import LIFECYCLE_TABLE
from motcua.notices.actions.leave_message import mark_case_read
from motcua.notices.catalogue import CATALOGUE
from motcua.notices.models import Mail, Message
from motcua.notices.queries import unread_count
from motcua.notices.tasks import tell
from motcua.outbox.models import Event
from motcua.outbox.registry import Happened

SILENT = {"add_note", "put_digitised", "rate_service", "record_payment"}


def happened(event: Event) -> Happened:
    return Happened(f"{event.pk}/notices", event.topic, event.subject_id, event.seq, event.payload, event.created_at)


def told(topic: str) -> list[Message]:
    for event in Event.objects.filter(topic=topic):
        tell(happened(event))
    return list(Message.objects.filter(topic=topic).order_by("pk"))


def sentences(messages: list[Message]) -> list[str]:
    return [one.text % one.params for one in messages]


def test_every_event_of_the_lifecycle_tells_somebody_or_is_meant_to_be_silent():
    topics = {f"dossier.{act}" for act in LIFECYCLE_TABLE} | {"dossier.submit_application"}
    assert topics - CATALOGUE.keys() == {f"dossier.{act}" for act in SILENT}


def test_a_submission_is_told_to_applicant_and_desk(office: Office, submitted: Dossier):
    citizen, desk = told("dossier.submit_application")
    assert citizen.account_id == office.accounts["citizen"].pk
    assert desk.post_id == submitted.holder_post_id
    assert submitted.reference in citizen.text % citizen.params
    assert (citizen.link, desk.link) == (f"/ho-so/{submitted.pk}/", f"/can-bo/ho-so/{submitted.pk}/")


def test_a_receipt_names_code_and_appointment(received: Dossier):
    citizen, _ = sentences(told("dossier.receive_dossier"))
    assert str(received.code) in citizen
    assert "17:00 09/11/2026" in citizen


def test_a_supplement_asks_the_applicant_with_a_link_and_a_day(office: Office, received: Dossier):
    asks = [PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh bị mờ")]
    request_supplement(dossier_id=received.pk, actor=office.actor("specialist"), asks=asks)
    (message,) = told("dossier.request_supplement")
    assert message.account_id == office.accounts["citizen"].pk
    assert "trước 17:00 23/11/2026" in message.text % message.params


def test_a_question_is_told_where_it_waits(office: Office, received: Dossier):
    where = {"unit_id": office.units["CA"].pk, "question": "Có ở đó không?", "days": 2}
    ask_opinion(dossier_id=received.pk, actor=office.actor("specialist"), **where)
    (message,) = told("dossier.ask_opinion")
    assert message.post_id == office.posts["police"].pk
    assert "trước 17:00 04/11/2026" in message.text % message.params


def test_a_wish_to_ask_again_is_told_to_the_leader_and_the_no_to_the_holder(office: Office, received: Dossier):
    Dossier.objects.filter(pk=received.pk).update(supplement_count=1)
    asks = [PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh bị mờ")]
    wished = {"asks": asks, "reason": "Bị tẩy xóa"}
    request_consent(dossier_id=received.pk, actor=office.actor("specialist"), **wished)
    (message,) = told("dossier.request_consent")
    assert (message.post_id, "Bị tẩy xóa" in message.text % message.params) == (office.posts["leader"].pk, True)
    decline_consent(consent_id=received.consents.get().pk, actor=office.actor("leader"), reason="Đủ rồi")
    (message,) = told("dossier.decline_consent")
    assert (message.post_id, "Đủ rồi" in message.text % message.params) == (office.posts["specialist"].pk, True)


def test_every_sentence_is_whole(office: Office, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    for event in Event.objects.all():
        tell(happened(event))
    said = sentences(list(Message.objects.all()))
    assert len(said) > 5
    assert [one for one in said if "  " in one or "“”" in one or " ." in one or " ," in one] == []


def test_the_same_event_again_tells_nothing_twice(submitted: Dossier):
    assert len(told("dossier.submit_application")) == len(told("dossier.submit_application")) == 2


@pytest.fixture
def with_address(submitted: Dossier) -> Dossier:
    Dossier.objects.filter(pk=submitted.pk).update(applicant={**submitted.applicant, "email": "anh@example.vn"})
    return submitted


@pytest.mark.usefixtures("with_address")
def test_a_letter_goes_out_once_with_a_name_that_stays(settings: Any):
    settings.PUBLIC_URL = "https://motcua.example.vn"
    told("dossier.submit_application")
    told("dossier.submit_application")
    assert [one.to for one in mail.outbox] == [["anh@example.vn"]]
    Mail.objects.update(sent_at=None)  # the worker was killed after sending, before noting it
    told("dossier.submit_application")
    first, again = (str(one.extra_headers["Message-ID"]) for one in mail.outbox)
    assert first == again
    assert first.endswith("@motcua.example.vn>")


def test_the_message_speaks_of_the_event_and_its_time(office: Office, submitted: Dossier, present: Any):
    """The desk received the case before the letter about the submission was delivered."""
    until = submitted.attention_at.astimezone(VIETNAM)
    present("2026-11-02T10:00")
    receive_dossier(dossier_id=submitted.pk, actor=office.actor("desk"))
    citizen, _ = told("dossier.submit_application")
    assert f"{until:%H:%M %d/%m/%Y}" in citizen.text % citizen.params
    assert citizen.at == submitted.submitted_at


def test_who_reads_the_case_has_read_what_was_told_of_it(office: Office, received: Dossier):
    told("dossier.receive_dossier")
    actor = office.actor("citizen")
    assert unread_count(actor) == 1
    mark_case_read(dossier_id=received.pk, actor=office.actor("stranger"))
    assert unread_count(actor) == 1
    mark_case_read(dossier_id=received.pk, actor=actor)
    assert unread_count(actor) == 0


def test_a_result_on_paper_is_not_offered_for_download(office: Office, presented: Dossier):
    approve_result(dossier_id=presented.pk, actor=office.actor("leader"))
    citizen, desk = sentences(told("dossier.approve_result"))
    assert "bản giấy" in citizen
    assert "một cửa" in citizen
    assert "bản giấy" in desk
