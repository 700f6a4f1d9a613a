"""An incoming document: in the book, before the leader, with somebody, done; returned, recalled, doubled, warned of."""

import io
from datetime import timedelta

import pytest
from tests.correspondence.paperwork import letter_from_province, released
from tests.files.hostile_papers import pdf

from motcua.correspondence.actions.draft_outgoing import begun_from
from motcua.correspondence.actions.handle_incoming import (
    Assigned,
    answer_change,
    assign_incoming,
    finish_incoming,
    note_incoming,
    present_incoming,
    register_incoming,
    return_incoming,
)
from motcua.correspondence.actions.take_in import Arrived, take_in, take_in_paper
from motcua.correspondence.letters import taken_from_letter
from motcua.correspondence.models import Incoming, Recipient
from motcua.correspondence.policies import visible_incoming
from motcua.correspondence.queries import held_incoming, helped_incoming
from motcua.correspondence.tasks import warn_of_documents
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotPermitted, WrongMoment
from motcua.notices.models import Message
from motcua.people.rules import SYSTEM


def came(office, number: int = 1, **more) -> Incoming:
    told = {
        "unit_id": office.units["X"].pk,
        "way": "paper",
        "document_id": f"d{number}",
        "author": "Sở Nội vụ",
        "code": f"{number}/SNV-CCHC",
        "kind": "CV",
        "subject": "rà soát thủ tục",
        "promulgated_on": None,
    }
    return take_in(arrived=Arrived(**{**told, **more}), actor=office.actor("clerk"))


def presented(office) -> Incoming:
    pk = came(office).pk
    register_incoming(incoming_id=pk, actor=office.actor("clerk"))
    return present_incoming(
        incoming_id=pk, actor=office.actor("clerk"), leader_post_id=office.posts["leader"].pk, note="Xin ý kiến"
    )


def assigned(office, days: int = 5) -> Incoming:
    told = Assigned(
        office.posts["specialist"].pk, [office.posts["land"].pk], clock.now() + timedelta(days=days), "Làm ngay"
    )
    return assign_incoming(incoming_id=presented(office).pk, actor=office.actor("leader"), assigned=told)


def test_numbers_run_in_one_series_for_paper_and_electronic(office, present):
    first = register_incoming(incoming_id=came(office, 1).pk, actor=office.actor("clerk"))
    second = register_incoming(incoming_id=came(office, 2, way="axis").pk, actor=office.actor("clerk"))
    assert [(one.number, one.year) for one in (first, second)] == [(1, 2026), (2, 2026)]
    present("2027-01-04T08:00")
    third = register_incoming(incoming_id=came(office, 3).pk, actor=office.actor("clerk"))
    assert (third.number, third.year) == (1, 2027)


def test_it_reaches_who_handles_it_and_who_helps(office):
    document = assigned(office)
    assert list(held_incoming(office.actor("specialist"))) == [document]
    assert list(helped_incoming(office.actor("land"))) == [document]
    assert not visible_incoming(office.actor("desk")).filter(pk=document.pk).exists()
    done = finish_incoming(incoming_id=document.pk, actor=office.actor("specialist"), outcome="Đã báo cáo")
    assert (done.state, done.holder_post_id) == ("done", None)


def test_each_step_is_somebodys(office):
    document = came(office)
    with pytest.raises(NotPermitted):
        register_incoming(incoming_id=document.pk, actor=office.actor("specialist"))
    with pytest.raises(WrongMoment):
        present_incoming(incoming_id=document.pk, actor=office.actor("clerk"), leader_post_id=1)
    document = presented(office)
    with pytest.raises(NotPermitted):
        note_incoming(incoming_id=document.pk, actor=office.actor("clerk"))
    assert note_incoming(incoming_id=document.pk, actor=office.actor("leader")).state == "done"


def test_the_same_document_is_taken_in_once(office):
    assert came(office) == came(office)
    assert Incoming.objects.count() == 1


def test_the_same_number_of_the_same_body_is_pointed_out(office):
    first = came(office)
    second = came(office, 1, document_id="scan again")
    assert second.twin_id == first.pk


def test_paper_is_scanned_secret_paper_is_not(office):
    told = Arrived(office.units["X"].pk, "paper", "", "Huyện ủy", "5-CV/HU", "CV", "họp", None)
    scan = io.BytesIO(pdf())
    with pytest.raises(Invalid, match="mật"):
        take_in_paper(arrived=told, scan=scan, actor=office.actor("clerk"), secrecy="C")
    assert not StoredFile.objects.exists()
    kept = take_in_paper(arrived=told, scan=scan, actor=office.actor("clerk"))
    assert kept.files.count() == 1
    with pytest.raises(NotPermitted):
        take_in_paper(arrived=told, scan=io.BytesIO(pdf()), actor=office.actor("specialist"))


def test_a_misdirected_one_goes_back_and_its_sender_sees_why(office, worker):
    document = released(office)
    worker()
    there = Incoming.objects.get(unit=office.units["Y"])
    with pytest.raises(Invalid):
        return_incoming(incoming_id=there.pk, actor=office.actor("clerk_y"), reason="")
    return_incoming(incoming_id=there.pk, actor=office.actor("clerk_y"), reason="Gửi nhầm nơi")
    worker()
    row = Recipient.objects.get(outgoing=document)
    assert (row.status, row.note) == ("02", "Gửi nhầm nơi")


def test_the_sender_follows_it_to_the_end(office, worker):
    document = released(office)
    worker()
    pk = Incoming.objects.get(unit=office.units["Y"]).pk
    seen = []
    register_incoming(incoming_id=pk, actor=office.actor("clerk_y"))
    worker()
    seen.append(Recipient.objects.get(outgoing=document).status)
    present_incoming(incoming_id=pk, actor=office.actor("clerk_y"), leader_post_id=office.posts["leader_y"].pk)
    told = Assigned(office.posts["specialist_y"].pk)
    assign_incoming(incoming_id=pk, actor=office.actor("leader_y"), assigned=told)
    finish_incoming(incoming_id=pk, actor=office.actor("specialist_y"), outcome="Đã làm")
    worker()
    seen.append(Recipient.objects.get(outgoing=document).status)
    assert seen == ["03", "06"]


@pytest.mark.parametrize(("agrees", "state", "told"), [(True, "recalled", "15"), (False, "registered", "16")])
def test_a_recall_is_answered(office, worker, agrees, state, told):
    from motcua.correspondence.actions.release_outgoing import recall_outgoing

    document = released(office)
    worker()
    pk = Incoming.objects.get(unit=office.units["Y"]).pk
    register_incoming(incoming_id=pk, actor=office.actor("clerk_y"))
    recall_outgoing(outgoing_id=document.pk, actor=office.actor("leader"), reason="Sai")
    worker()
    answered = answer_change(incoming_id=pk, actor=office.actor("clerk_y"), agrees=agrees, reason="Đã dùng rồi")
    worker()
    assert answered.state == state
    assert Recipient.objects.get(outgoing=document).status == told


def test_an_answer_closes_it_only_when_it_is_signed(office):
    document = assigned(office)
    begun = begun_from(document)
    assert begun["subject"] == "trả lời văn bản số 1/SNV-CCHC"
    draft = released(office, answers_id=document.pk)
    done = finish_incoming(incoming_id=document.pk, actor=office.actor("specialist"), outcome="", answer_id=draft.pk)
    assert done.outcome == draft.code


def test_an_answer_that_is_no_answer_is_refused(office):
    document, other = assigned(office), released(office)
    with pytest.raises(Invalid):
        finish_incoming(incoming_id=document.pk, actor=office.actor("specialist"), outcome="", answer_id=other.pk)


def test_what_lies_over_the_day_is_warned_of_once_a_day(office, present, worker):
    came(office)
    assert warn_of_documents() == 0
    present("2026-11-02T20:00")
    assert [warn_of_documents(), warn_of_documents()] == [1, 0]
    worker()
    assert Message.objects.filter(post=office.posts["clerk"], topic="incoming.warn_waiting").count() == 1
    present("2026-11-03T20:30")
    assert warn_of_documents() == 1


def test_what_is_overdue_is_warned_of(office, present, worker):
    assigned(office, days=1)
    present("2026-11-04T08:00")
    assert warn_of_documents() == 1
    worker()
    told = Message.objects.filter(topic="incoming.warn_waiting").values_list("post_id", flat=True)
    assert set(told) == {office.posts["specialist"].pk, office.posts["leader"].pk}


def test_a_letter_of_the_axis_is_taken_in_as_it_is(office):
    arrived = taken_from_letter(letter_from_province(kind="", kind_name="Thông báo"), office.units["X"].pk)
    document = take_in(arrived=arrived, actor=SYSTEM)
    assert (document.author, document.code, document.kind, document.organ_id) == (
        "Sở Nội vụ",
        "77/SNV-CCHC",
        "TB",
        "H01.18",
    )


def test_the_same_file_under_another_number_is_pointed_out(office):
    from motcua.files.actions.store_file import keep_made

    kept = keep_made(content=pdf(), name="a.pdf", actor=office.actor("clerk"))
    first = came(office, 1, files=(kept,))
    assert came(office, 2, code="", files=(kept,)).twin_id == first.pk


def test_it_may_be_done_with_a_file_that_proves_it(office):
    document = assigned(office)
    proof = io.BytesIO(pdf())
    proof.name = "bien-ban.pdf"
    done = finish_incoming(incoming_id=document.pk, actor=office.actor("specialist"), outcome="", proof=proof)
    assert (done.outcome, [one.name for one in done.files.all()]) == ("bien-ban.pdf", ["bien-ban.pdf"])
