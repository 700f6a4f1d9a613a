"""Documents over the axis: sent, told of, recalled, fetched; whatever the axis does, nothing is lost or doubled."""

from datetime import date

import pytest
from tests.correspondence.paperwork import letter_from_province, released

from motcua.correspondence.actions.handle_incoming import register_incoming, return_incoming
from motcua.correspondence.actions.release_outgoing import recall_outgoing
from motcua.correspondence.models import Incoming, Recipient
from motcua.correspondence.ports import Body, Change, ExchangeRefused, Proof, Purpose, Reference, Status, StatusCode
from motcua.correspondence.tasks import AxisUnreachableError, fetch_waiting, send_out
from motcua.correspondence.wording import Receiver
from motcua.kernel import clock
from motcua.ledger.models import Entry
from motcua.outbox.models import Event
from motcua.outbox.registry import Happened

PROVINCE = Receiver("Sở Nội vụ", "axis", organ_id="H01.18")


def event_of(topic: str) -> Happened:
    event = Event.objects.filter(topic=topic).order_by("-id").first()
    return Happened(str(event.pk), event.topic, event.subject_id, event.seq, event.payload, event.created_at)


def status_of(document, code=StatusCode.ACCEPTED, organ: str = "H01.18") -> Status:
    about = Reference(str(document.pk), "H01.99.01", document.code, document.promulgated_on)
    return Status(about, Body(organ, "Sở Nội vụ"), code, clock.now(), "ghi chú")


def test_a_released_document_goes_over_the_axis_with_its_file(office, axis, worker):
    document = released(office, receivers=[PROVINCE])
    worker()
    (letter,) = axis.sent
    assert (letter.document_id, letter.number, letter.symbol) == (str(document.pk), "01", "UBND-VP")
    assert [one.organ_id for one in letter.receivers] == ["H01.18"]
    assert letter.sender.organ_id == "H01.99.01"
    assert letter.files[0].content.startswith(b"%PDF")
    assert letter.change.purpose == Purpose.NEW
    assert Recipient.objects.get(outgoing=document).status == "sent"


def test_done_twice_it_is_sent_once(office, axis, worker):
    released(office, receivers=[PROVINCE])
    worker()
    send_out(event_of("outgoing.release_outgoing"))
    assert len(axis.sent) == 1


def test_an_axis_that_is_down_is_tried_again_and_one_that_refuses_is_told(office, axis, worker):
    document = released(office, receivers=[PROVINCE])
    axis.refusal = ExchangeRefused("không kết nối được", is_final=False)
    with pytest.raises(AxisUnreachableError):
        worker()
    assert Recipient.objects.get(outgoing=document).status == "waiting"
    axis.refusal = ExchangeRefused("mã định danh không đúng", is_final=True)
    send_out(event_of("outgoing.release_outgoing"))
    row = Recipient.objects.get(outgoing=document)
    assert (row.status, row.note) == ("failed", "mã định danh không đúng")


def test_without_an_axis_it_says_so(office, worker):
    document = released(office, receivers=[PROVINCE])
    worker()
    assert Recipient.objects.get(outgoing=document).status == "failed"


def test_statuses_of_the_receiver_are_followed_in_their_order(office, axis, worker):
    document = released(office, receivers=[PROVINCE])
    worker()
    for code in (StatusCode.ACCEPTED, StatusCode.ARRIVED, StatusCode.COMPLETED):
        axis.lay(status_of(document, code), "H01.99.01")
    assert fetch_waiting() == 3
    row = Recipient.objects.get(outgoing=document)
    assert (row.status, row.note) == ("06", "ghi chú")
    assert not axis.ready


def test_a_status_of_somebody_else_changes_nothing(office, axis, worker):
    document = released(office, receivers=[PROVINCE])
    worker()
    axis.lay(status_of(document, organ="H01.77"), "H01.99.01")
    assert fetch_waiting() == 1
    assert Recipient.objects.get(outgoing=document).status == "sent"


def test_a_status_that_was_changed_on_the_way_changes_nothing_and_is_written_down(office, axis, worker):
    document = released(office, receivers=[PROVINCE])
    worker()
    axis.proof = Proof("Sở Nội vụ", holds=False, trusted=False)
    axis.lay(status_of(document, StatusCode.COMPLETED), "H01.99.01")
    assert fetch_waiting() == 0
    assert Recipient.objects.get(outgoing=document).status == "sent"
    assert "bị thay đổi" in Entry.objects.get(act="set_aside_message").facts["reason"]
    assert not axis.ready


def test_a_letter_with_an_endless_id_is_taken_in_once(office, axis, worker):
    for _ in range(2):
        axis.lay(letter_from_province(document_id="x" * 200), "H01.99.01")
        assert fetch_waiting() == 1
    assert Incoming.objects.get().document_id == "x" * 80


def test_a_letter_that_waits_is_taken_in_once_and_its_sender_hears(office, axis, worker):
    axis.lay(letter_from_province(), "H01.99.01")
    axis.lay(letter_from_province(), "H01.99.01")
    assert fetch_waiting() == 2
    worker()
    document = Incoming.objects.get()
    register_incoming(incoming_id=document.pk, actor=office.actor("clerk"))
    worker()
    assert [one.code for one in axis.told] == ["01", "03"]
    assert axis.told[0].about.document_id == "H01.18-2026-77"


def test_one_that_cannot_be_used_holds_up_no_other(office, axis, worker):
    bad = letter_from_province(document_id="bad", promulgated_on="chưa phải ngày")
    axis.lay(bad, "H01.99.01")
    axis.lay(letter_from_province(), "H01.99.01")
    assert fetch_waiting() == 1
    assert Incoming.objects.get().document_id == "H01.18-2026-77"
    assert len(axis.ready) == 1


def test_one_that_can_never_be_read_is_written_down_once_and_not_asked_for_again(office, axis, worker):
    axis.lay(letter_from_province(), "H01.99.01")
    axis.lay(letter_from_province(document_id="whole"), "H01.99.01")
    axis.torn = {"m0"}
    torn = axis.ready[0]
    assert fetch_waiting() == 1
    assert Incoming.objects.get().document_id == "whole"
    assert not axis.ready
    axis.ready.append(torn)  # an axis that does not know the word for it lists it again
    assert fetch_waiting() == 0
    entry = Entry.objects.get(act="set_aside_message")
    assert (entry.facts["sender"], entry.facts["message"]) == ("H01.18", "m0")
    assert entry.facts["reason"] == "Thông điệp rỗng."


def test_one_that_the_axis_will_not_hand_over_today_stays_listed(office, axis, worker):
    axis.lay(letter_from_province(), "H01.99.01")
    axis.fetch = lambda _waiting: (_ for _ in ()).throw(ExchangeRefused("Sai khóa", is_final=True))
    assert fetch_waiting() == 0
    assert len(axis.ready) == 1
    assert not Entry.objects.filter(act="set_aside_message").exists()


@pytest.mark.parametrize("holds", [True, False])
def test_who_vouched_for_the_message_is_kept_for_who_registers_it(office, axis, holds):
    axis.proof = Proof("Sở Nội vụ", holds=holds, trusted=holds)
    axis.lay(letter_from_province(), "H01.99.01")
    fetch_waiting()
    assert Incoming.objects.get().checked["message"] == {"signer": "Sở Nội vụ", "holds": holds, "trusted": holds}


def test_returned_the_same_day_with_its_reason(office, axis, worker):
    axis.lay(letter_from_province(), "H01.99.01")
    fetch_waiting()
    return_incoming(incoming_id=Incoming.objects.get().pk, actor=office.actor("clerk"), reason="Gửi nhầm")
    worker()
    assert (axis.told[-1].code, axis.told[-1].description) == ("02", "Gửi nhầm")


@pytest.mark.parametrize("purpose", [Purpose.RECALL, Purpose.REPLACE, Purpose.UPDATE])
def test_a_change_of_what_came_is_asked_of_the_clerk(office, axis, purpose):
    axis.lay(letter_from_province(), "H01.99.01")
    fetch_waiting()
    change = Change(purpose, "Sai số liệu", "H01.18-2026-77")
    axis.lay(letter_from_province(document_id="H01.18-2026-78", number="78", change=change), "H01.99.01")
    fetch_waiting()
    before = Incoming.objects.get(document_id="H01.18-2026-77")
    assert (before.change_asked, before.change_reason) == (int(purpose), "Sai số liệu")
    assert Incoming.objects.count() == (1 if purpose == Purpose.RECALL else 2)


def test_a_recall_goes_where_the_document_went(office, axis, worker):
    document = released(office, receivers=[PROVINCE])
    worker()
    recall_outgoing(outgoing_id=document.pk, actor=office.actor("leader"), reason="Sai thẩm quyền")
    worker()
    letter = axis.sent[-1]
    assert (letter.change.purpose, letter.change.document_id, letter.change.reason) == (
        Purpose.RECALL,
        str(document.pk),
        "Sai thẩm quyền",
    )
    assert not letter.files
    axis.lay(status_of(document, StatusCode.CHANGE_AGREED), "H01.99.01")
    fetch_waiting()
    assert Recipient.objects.get(outgoing=document).status == "15"


def test_an_answer_says_what_it_answers(office, axis, worker):
    axis.lay(letter_from_province(promulgated_on=date(2026, 10, 30)), "H01.99.01")
    fetch_waiting()
    released(office, receivers=[PROVINCE], answers_id=Incoming.objects.get().pk)
    worker()
    (about,) = axis.sent[-1].response_for
    assert (about.document_id, about.code, about.promulgated_on) == (
        "H01.18-2026-77",
        "77/SNV-CCHC",
        date(2026, 10, 30),
    )


def test_a_worker_that_dies_midway_hands_it_over_once(office, monkeypatch, worker):
    from motcua.correspondence import tasks

    document = released(office)

    def dies(**_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "follow_delivery", dies)
        with pytest.raises(KeyboardInterrupt):
            send_out(event_of("outgoing.release_outgoing"))
    send_out(event_of("outgoing.release_outgoing"))
    assert Incoming.objects.filter(document_id=str(document.pk)).count() == 1
    assert Recipient.objects.get(outgoing=document).status == "01"


def test_dead_before_it_was_done_with_a_message_is_fetched_again(office, axis, monkeypatch):
    axis.lay(letter_from_province(), "H01.99.01")
    with monkeypatch.context() as patched:
        patched.setattr(axis, "done", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            fetch_waiting()
    fetch_waiting()
    assert Incoming.objects.count() == 1
    assert not axis.ready
