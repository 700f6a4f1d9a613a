"""A document as the exchange carries it, and one that came by it as it is taken in."""

from collections.abc import Sequence
from io import BytesIO

from motcua.correspondence.actions.take_in import LONGEST_ID, Arrived
from motcua.correspondence.exchange import body_of
from motcua.correspondence.models import Outgoing, Recipient
from motcua.correspondence.ports import (
    Attachment,
    Body,
    Change,
    Letter,
    Priority,
    Proof,
    Purpose,
    Reference,
    Signer,
    Steering,
)
from motcua.correspondence.rules.kinds import KINDS, kind_named
from motcua.correspondence.rules.numbering import number_text
from motcua.correspondence.rules.signers import MODES
from motcua.correspondence.wording import book_of, own_title
from motcua.files.actions.store_file import store_file
from motcua.files.models import StoredFile
from motcua.files.queries import file_of, open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM
from motcua.signing.queries import document_of

PDF = "application/pdf"


def letter_for(document: Outgoing, rows: Sequence[Recipient], *, purpose: Purpose, reason: str) -> Letter:
    """The document for these receivers; a recall carries no file."""
    assert document.number is not None
    assert document.promulgated_on is not None
    known, mode = directory(), MODES[document.sign_mode]
    post = known.post(document.signer_post_id)
    before = document.changes.pk if document.changes else None
    about = {Purpose.NEW: "", Purpose.RECALL: str(document.pk)}.get(purpose, str(before or ""))
    return Letter(
        document_id=str(document.pk),
        sender=body_of(document.unit_id),
        receivers=[Body(one.organ_id, one.name) for one in rows],
        number=number_text(document.number),
        symbol=document.symbol,
        place=book_of(document.unit_id).place,
        promulgated_on=document.promulgated_on,
        kind=document.kind,
        kind_name=KINDS[document.kind].name,
        subject=document.subject,
        signer=Signer(mode.name.split(" ")[0], own_title(post.title) if post else "", document.signer_name),
        due_on=document.due_on,
        to_places=[one.name for one in rows],
        priority=Priority(document.priority),
        steering=Steering(document.steering),
        drafted_by=document.drafted_by,
        response_for=_response(document),
        change=Change(purpose, reason, about, staff=document.drafted_by),
        files=() if purpose == Purpose.RECALL else _files(document),
        sent_at=clock.now(),
    )


def _response(document: Outgoing) -> list[Reference]:
    came = document.answers
    if came is None or came.way == "paper":
        return []
    return [Reference(came.document_id, came.organ_id, came.code, came.promulgated_on)]


def _files(document: Outgoing) -> list[Attachment]:
    signed = document_of("outgoing", document.pk)
    stored = signed.file if signed else file_of(document.file_id) if document.file_id else None
    if stored is None:
        return []
    with open_file(stored) as file:
        return [Attachment(stored.name, stored.media_type, file.read(), document.subject[:200])]


def taken_from_letter(letter: Letter, unit_id: int, proof: Proof | None = None) -> Arrived:
    """What came over the axis, and who vouched for it; the clerk sees no file that the check refuses."""
    kept = [(one.name, stored) for one in letter.files if (stored := _stored(one))]
    kind = letter.kind if letter.kind in KINDS else getattr(kind_named(letter.kind_name), "code", "CV")
    code = "/".join(filter(None, (letter.number, letter.symbol)))
    return Arrived(
        unit_id=unit_id,
        way="axis",
        document_id=letter.document_id[:LONGEST_ID],
        author=letter.sender.name,
        code=code,
        kind=kind,
        subject=letter.subject,
        promulgated_on=letter.promulgated_on,
        files=[stored for _, stored in kept],
        organ_id=letter.sender.organ_id,
        priority=letter.priority,
        steering=letter.steering,
        answer_until=letter.due_on,
        pages=letter.pages,
        names=[name for name, _ in kept],
        proof=proof,
    )


def _stored(one: Attachment) -> StoredFile | None:

    try:
        return store_file(stream=BytesIO(one.content), name=one.name, actor=SYSTEM, accepts=("pdf", "images", "office"))
    except Refused:
        return None
