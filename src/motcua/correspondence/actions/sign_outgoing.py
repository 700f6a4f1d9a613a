"""Signing a document: the system gives the number, writes it with the date on the page, and the leader's key signs.

The number is read before and taken in the commit: where another took it meanwhile, the page is made and signed anew, so
that no number is lost and none is given twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.correspondence.commit import Writes, settle, taken, with_numbers
from motcua.correspondence.models import Outgoing
from motcua.correspondence.policies import may_act_out
from motcua.correspondence.printing import numbered
from motcua.correspondence.queries import load_outgoing
from motcua.correspondence.rules.kinds import KINDS
from motcua.correspondence.rules.numbering import (
    code_of,
    number_text,
    out_book,
    series_of,
    written_date,
)
from motcua.correspondence.rules.signers import Mandate, may_sign_so
from motcua.correspondence.wording import book_of, clerk_posts, own_title
from motcua.files.actions.discard_file import discard_file
from motcua.files.actions.store_file import keep_made
from motcua.files.queries import file_of, open_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, NumberTaken, Row
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM, Actor
from motcua.signing.documents import ToSign, sign_more, sign_new
from motcua.signing.models import SignedDocument
from motcua.signing.queries import document_of
from motcua.signing.sitting import Sitting

SUBJECT_KIND = "outgoing"
NO_FILE = N_("Văn bản chưa có bản PDF nên chưa ký được. Hãy trả lại để người soạn tải bản PDF lên.")
NOT_SIGNED = N_("Văn bản này chưa có chữ ký số của người có thẩm quyền nên không đóng dấu số được.")
WRONG_DAY = N_("Ngày ký không thể sau hôm nay.")


@dataclass(frozen=True)
class Given:
    """The number that is being given, with the day it counts for."""

    number: int
    code: str
    on: date
    book: str
    series: str

    def sets(self) -> dict[str, Any]:
        """What it is on the row."""
        return {
            "number": self.number,
            "year": self.on.year,
            "series": self.series,
            "code": self.code,
            "promulgated_on": self.on,
        }


@dataclass(frozen=True)
class NotSigned:
    """One of a batch that was refused, and why."""

    outgoing_id: UUID
    sentence: Sentence


@with_numbers
def sign_outgoing(*, outgoing_id: UUID, sitting: Sitting) -> Outgoing:
    """Signed, numbered and dated; the clerk has it for the seal. Law: VB-02, VB-04, VB-05, SG-01.

    Refuses with NotPermitted, WrongMoment, Invalid, KeyRefused. Announces ``outgoing.sign_outgoing``.
    """
    at, document = clock.now(), load_outgoing(outgoing_id)
    may_act_out(sitting.actor, document, "sign_outgoing").or_refuse()
    _may_sign(document, at)
    given = _next_number(document, at)
    title = f"{KINDS[document.kind].name} {document.subject}"
    to_sign = ToSign(
        pdf=_dated_page(document, given, at),
        name=f"{given.code.replace('/', '-')}.pdf",
        kind="letter",
        title=title,
        subject_kind=SUBJECT_KIND,
        subject_id=str(document.pk),
        unit_id=document.unit_id,
        check_url=f"{settings.PUBLIC_URL}/kiem-tra/",
        number=given.code,
    )
    made = sign_new(sitting, to_sign)
    try:
        return _settled(document, sitting.actor, given, at=at, rows=made.rows, file_id=made.file_id, signed=made.facts)
    except (NumberTaken, Refused):
        discard_file(file_id=made.file_id, actor=SYSTEM)  # signed under a number that it does not get
        raise


def sign_outgoing_batch(outgoing_ids: Sequence[UUID], sitting: Sitting) -> Iterator[Outgoing | NotSigned]:
    """Each on its own, told as it is done: one that fails loses nothing of the others."""
    for outgoing_id in outgoing_ids:
        try:
            yield sign_outgoing(outgoing_id=outgoing_id, sitting=sitting)
        except Refused as refused:
            yield NotSigned(outgoing_id, refused.sentence)


@with_numbers
def sign_on_paper(*, outgoing_id: UUID, actor: Actor, signed_on: date, scan_id: UUID | None = None) -> Outgoing:
    """The leader signed it on paper: the clerk gives the number, which stands on the copy that is kept here.

    Law: VB-04 (by the next working day). Announces ``outgoing.sign_on_paper``.
    """
    at, document = clock.now(), load_outgoing(outgoing_id)
    may_act_out(actor, document, "sign_on_paper").or_refuse()
    if signed_on > at.astimezone(clock.VIETNAM).date():
        raise Invalid(WRONG_DAY, {"signed_on": Sentence(WRONG_DAY)})
    given = _next_number(document, at, on=signed_on)
    if scan_id is not None:
        return _settled(document, actor, given, at=at, rows=[], file_id=scan_id, signed=None)
    page = _dated_page(document, given, at)
    made = keep_made(content=page, name=f"{given.code.replace('/', '-')}.pdf", actor=actor)
    try:
        return _settled(document, actor, given, at=at, rows=[], file_id=made.pk, signed=None)
    except (NumberTaken, Refused):
        discard_file(file_id=made.pk, actor=SYSTEM)
        raise


def seal_outgoing(*, outgoing_id: UUID, sitting: Sitting) -> Outgoing:
    """The agency's seal over what the leader signed, by the clerk's own hand. Law: SG-02.

    Announces ``outgoing.seal_outgoing``.
    """
    document = load_outgoing(outgoing_id)
    may_act_out(sitting.actor, document, "seal_outgoing").or_refuse()
    signed = document_of(SUBJECT_KIND, document.pk)
    if signed is None:
        raise Invalid(NOT_SIGNED)
    with open_file(signed.file) as file:
        made = sign_more(sitting, signed, file.read(), kind="agency")

    amends = [Amend(SignedDocument, {"id": signed.pk}, {"file_id": made.file_id})]
    writes = Writes({"file_id": made.file_id}, made.rows, amends, facts={"signed": made.facts})
    return settle(document, sitting.actor, "seal_outgoing", at=clock.now(), writes=writes)


def _may_sign(document: Outgoing, at: datetime) -> None:
    """How it is signed still holds on the day of signing: a mandate may have ended since the draft."""
    post = directory().post(document.signer_post_id)
    mandate = Mandate(document.mandate, document.mandate_until)
    day = at.astimezone(clock.VIETNAM).date()
    may_sign_so(document.sign_mode, post.title if post else "", mandate, on=day).or_refuse()


def _next_number(document: Outgoing, at: datetime, on: date | None = None) -> Given:
    day = on or at.astimezone(clock.VIETNAM).date()
    series = series_of(document.kind, book_of(document.unit_id).series)
    book = out_book(document.unit_id, day.year, series)
    number = taken(book) + 1
    return Given(number, code_of(number, document.symbol), day, book, series)


def _dated_page(document: Outgoing, given: Given, at: datetime) -> bytes:
    if document.file_id is None:
        raise Invalid(NO_FILE)
    with open_file(file_of(document.file_id)) as file:
        pdf = file.read()
    return numbered(pdf, number=number_text(given.number), code=given.code, dated=written_date(given.on), at=at)


def _settled(
    document: Outgoing, actor: Actor, given: Given, *, at: datetime, rows: Sequence[Row], file_id: UUID, signed: Any
) -> Outgoing:
    clerk = next(iter(clerk_posts(document.unit_id)), None)
    post = directory().post(document.signer_post_id)
    sets = {
        **given.sets(),
        "signed_at": at,
        "file_id": file_id,
        "holder_post_id": clerk.id if clerk else document.signer_post_id,
        "holder_since": at,
        "search_text": f"{document.search_text} {given.code.casefold()}",
    }
    facts: dict[str, Any] = {"code": given.code, "to": sets["holder_post_id"], "subject": document.subject}
    facts |= {"signer": document.signer_name, "title": own_title(post.title) if post else ""}
    if signed:
        facts["signed"] = signed
    seat = actor.seat_for(document.signer_post_id)
    writes = Writes(sets, rows, numbers={given.book: given.number - 1}, facts=facts, seat=seat)
    return settle(document, actor, "sign_outgoing" if signed else "sign_on_paper", at=at, writes=writes)
