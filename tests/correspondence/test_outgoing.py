"""An outgoing document from draft to its receivers: who has it, what it is numbered, what may not happen."""

from datetime import date

import pytest
from tests.correspondence.paperwork import drafted, released, signed, sitting_of, to_sign, told, written

import motcua.config.wiring  # noqa: F401 - documents keep their heads themselves
from motcua.correspondence.actions.draft_outgoing import draft_outgoing, letter_of, revise_outgoing
from motcua.correspondence.actions.release_outgoing import follow_delivery, recall_outgoing
from motcua.correspondence.actions.review_outgoing import (
    approve_content,
    approve_form,
    return_outgoing,
    submit_outgoing,
    withdraw_outgoing,
)
from motcua.correspondence.actions.sign_outgoing import (
    NotSigned,
    seal_outgoing,
    sign_on_paper,
    sign_outgoing,
    sign_outgoing_batch,
)
from motcua.correspondence.models import Incoming, Outgoing, Recipient
from motcua.correspondence.ports import Purpose
from motcua.correspondence.queries import held_outgoing
from motcua.correspondence.wording import Receiver
from motcua.files.queries import file_of, open_file
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, WrongMoment
from motcua.ledger.verifying import verify
from motcua.signing.models import SignedDocument
from motcua.signing.queries import document_of


def words_of(document: Outgoing) -> str:
    from pypdfium2 import PdfDocument

    with open_file(file_of(document.file_id)) as file:
        return PdfDocument(file.read())[0].get_textpage().get_text_range()


def test_it_goes_from_hand_to_hand_and_everybody_sees_whose_turn_it_is(office):
    document = drafted(office)
    assert document.holder_post_id == office.posts["specialist"].pk
    submit_outgoing(
        outgoing_id=document.pk, actor=office.actor("specialist"), reviewer_post_id=office.posts["deputy"].pk
    )
    assert list(held_outgoing(office.actor("deputy"))) == [document]
    document = approve_content(outgoing_id=document.pk, actor=office.actor("deputy"))
    assert document.holder_post_id == office.posts["clerk"].pk
    assert document.holder_since is not None


def test_signing_gives_the_number_and_writes_it_with_the_date_on_the_page(office):
    first, second = signed(office), signed(office)
    assert (first.code, second.code) == ("01/UBND-VP", "02/UBND-VP")
    page = words_of(first)
    assert "01/UBND-VP" in page
    assert "02 tháng 11 năm 2026" in page
    kept = document_of("outgoing", first.pk)
    assert (kept.number, kept.kind) == ("01/UBND-VP", "letter")
    assert first.holder_post_id == office.posts["clerk"].pk


def test_kinds_are_numbered_in_their_own_series_and_begin_anew_each_year(office, present):
    assert signed(office, kind="QĐ").code == "01/QĐ-UBND"
    assert signed(office).code == "01/UBND-VP"
    assert signed(office, kind="TB").code == "02/TB-UBND"
    present("2027-01-04T08:00")
    assert signed(office, kind="QĐ").code == "01/QĐ-UBND"
    assert verify()[1] is None


def test_a_batch_loses_nothing_to_the_one_that_fails(office):
    good, bad, last = to_sign(office), drafted(office), to_sign(office)
    done = list(sign_outgoing_batch([good.pk, bad.pk, last.pk], sitting_of(office, "leader")))
    assert [isinstance(one, NotSigned) for one in done] == [False, True, False]
    assert done[2].code == "02/UBND-VP"


def test_only_who_is_named_signs_and_only_what_was_reviewed(office):
    with pytest.raises(NotPermitted):
        sign_outgoing(outgoing_id=to_sign(office).pk, sitting=sitting_of(office, "deputy"))
    with pytest.raises(WrongMoment):
        sign_outgoing(outgoing_id=drafted(office).pk, sitting=sitting_of(office, "leader"))


@pytest.mark.parametrize(
    ("signer", "mode", "refused"), [("deputy", "tm_kt", False), ("deputy", "tm", True), ("leader", "kt", True)]
)
def test_a_deputy_signs_for_the_head_and_the_head_for_nobody(office, signer, mode, refused):
    letter = told(office, signer_post_id=office.posts[signer].pk, sign_mode=mode)
    if refused:
        with pytest.raises(Invalid):
            draft_outgoing(actor=office.actor("specialist"), letter=letter, text=written(office))
    else:
        assert draft_outgoing(actor=office.actor("specialist"), letter=letter, text=written(office)).sign_mode == mode


def test_a_mandate_that_ended_since_the_draft_signs_nothing(office, present):
    mandate = {"sign_mode": "tuq", "mandate": "số 3/GUQ-UBND", "mandate_until": date(2026, 11, 3)}
    document = to_sign(office, **mandate)
    present("2026-11-04T08:00")
    with pytest.raises(Invalid, match="hết hạn"):
        sign_outgoing(outgoing_id=document.pk, sitting=sitting_of(office, "leader"))
    assert Outgoing.objects.get(pk=document.pk).number is None


def test_secret_documents_are_refused_and_nothing_is_kept(office):
    with pytest.raises(Invalid, match="mật"):
        drafted(office, secrecy="A")
    assert not Outgoing.objects.exists()


def test_it_comes_back_with_a_reason_and_a_new_version_goes_the_way_again(office):
    document = to_sign(office)
    with pytest.raises(Invalid):
        return_outgoing(outgoing_id=document.pk, actor=office.actor("leader"), reason=" ")
    return_outgoing(outgoing_id=document.pk, actor=office.actor("leader"), reason="Sửa trích yếu")
    letter = letter_of(Outgoing.objects.get(pk=document.pk))
    revised = revise_outgoing(
        outgoing_id=document.pk, actor=office.actor("specialist"), letter=letter, text=written(office)
    )
    assert (revised.draft_number, revised.versions.count(), revised.state) == (2, 2, "draft")


def test_a_shorter_list_of_receivers_drops_the_rest(office):
    document = drafted(office, receivers=[Receiver("Nơi một"), Receiver("Nơi hai")])
    from dataclasses import replace

    letter = replace(letter_of(document), receivers=[Receiver("Nơi ba")])
    revise_outgoing(outgoing_id=document.pk, actor=office.actor("specialist"), letter=letter, text=written(office))
    kept = Recipient.objects.filter(outgoing=document).exclude(status="dropped")
    assert [one.name for one in kept] == ["Nơi ba"]


def test_what_was_withdrawn_takes_no_number(office):
    document = drafted(office)
    withdraw_outgoing(outgoing_id=document.pk, actor=office.actor("specialist"), reason="Không cần nữa")
    assert signed(office).number == 1


def test_released_it_lies_in_the_book_of_the_other_commune_and_the_sender_sees_it(office, worker):
    document = released(office)
    worker()
    came = Incoming.objects.get(unit=office.units["Y"])
    assert (came.code, came.document_id, came.holder_post_id) == (
        "01/UBND-VP",
        str(document.pk),
        office.posts["clerk_y"].pk,
    )
    assert came.checked["signatures"]
    assert Recipient.objects.get(outgoing=document).status == "01"


def test_only_the_clerk_seals(office):
    document = signed(office)
    with pytest.raises(NotPermitted):
        seal_outgoing(outgoing_id=document.pk, sitting=sitting_of(office, "specialist", kind="agency"))
    sealed = seal_outgoing(outgoing_id=document.pk, sitting=sitting_of(office, "clerk", kind="agency"))
    assert sealed.file_id == SignedDocument.objects.get(subject_id=str(document.pk)).file_id


def test_signed_on_paper_it_gets_its_number_from_the_same_series(office):
    signed(office)
    on_paper = sign_on_paper(outgoing_id=to_sign(office).pk, actor=office.actor("clerk"), signed_on=date(2026, 11, 2))
    assert (on_paper.code, on_paper.state) == ("02/UBND-VP", "sealed")
    assert "02/UBND-VP" in words_of(on_paper)


def test_recalled_it_no_longer_counts_and_the_receiver_is_asked_to_agree(office, worker):
    document = released(office)
    worker()
    recall_outgoing(outgoing_id=document.pk, actor=office.actor("leader"), reason="Sai thẩm quyền")
    worker()
    came = Incoming.objects.get(unit=office.units["Y"])
    assert (came.change_asked, came.change_reason) == (int(Purpose.RECALL), "Sai thẩm quyền")
    assert document_of("outgoing", document.pk).withdrawn_at is not None


def test_one_that_replaces_another_says_so_where_the_first_went(office, worker):
    first = released(office)
    worker()
    second = released(office, changes_id=first.pk, purpose=Purpose.REPLACE)
    worker()
    came = Incoming.objects.get(unit=office.units["Y"], document_id=str(first.pk))
    assert (came.change_asked, came.change_reason) == (int(Purpose.REPLACE), second.code)


def test_what_the_clerk_hears_of_paper_is_written_down(office):
    document = released(office, receivers=[Receiver("Hội Nông dân xã X")])
    (row,) = document.recipients.all()
    assert row.status == "by_hand"
    follow_delivery(recipient_id=row.pk, actor=office.actor("clerk"), status="03", note="Đã ký nhận", must=True)
    with pytest.raises(NotPermitted):
        follow_delivery(recipient_id=row.pk, actor=office.actor("specialist"), status="06", must=True)
    row.refresh_from_db()
    assert (row.status, row.note) == ("03", "Đã ký nhận")


def test_a_document_that_is_not_there_is_not_found(office):
    from motcua.kernel.ids import uuid7

    with pytest.raises(NotFound):
        submit_outgoing(outgoing_id=uuid7(), actor=office.actor("specialist"), reviewer_post_id=1)


def test_where_a_post_is_empty_the_office_goes_on(office):
    document = drafted(office)
    submit_outgoing(outgoing_id=document.pk, actor=office.actor("specialist"), reviewer_post_id=office.posts["land"].pk)
    assert approve_content(outgoing_id=document.pk, actor=office.actor("deputy")).state == "form_review"
    with pytest.raises(NotPermitted):
        approve_form(outgoing_id=document.pk, actor=office.actor("desk"))


def test_a_refused_signature_leaves_no_file_behind(office, monkeypatch):
    from motcua.correspondence.actions import sign_outgoing as signing
    from motcua.files.models import StoredFile
    from motcua.kernel.refusals import SomebodyWasFirst

    document = to_sign(office)
    before = StoredFile.objects.count()

    def late(*_, **__):
        raise SomebodyWasFirst("Muộn")

    monkeypatch.setattr(signing, "settle", late)
    with pytest.raises(SomebodyWasFirst):
        sign_outgoing(outgoing_id=document.pk, sitting=sitting_of(office, "leader"))
    assert StoredFile.objects.count() == before
