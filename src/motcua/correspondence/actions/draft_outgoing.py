"""Drafting a document: from a template or a file, with its receivers; and changing the draft."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.correspondence.commit import Writes, begin, settle
from motcua.correspondence.drafting import Text, from_template
from motcua.correspondence.models import DraftVersion, Incoming, Outgoing, Recipient
from motcua.correspondence.policies import may_act_out, may_change, may_draft, seat_in
from motcua.correspondence.ports import Purpose
from motcua.correspondence.queries import load_outgoing, search_words
from motcua.correspondence.rules.kinds import KINDS, kind_of, refuse_secret
from motcua.correspondence.rules.numbering import symbol_for
from motcua.correspondence.rules.signers import Mandate, may_sign_so
from motcua.correspondence.wording import Letter, Receiver, book_of, person_at, signer_posts, values_of
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.people.queries import directory
from motcua.people.rules import Actor

NO_SUBJECT = N_("Hãy ghi trích yếu: văn bản nói về việc gì.")
LONG_SUBJECT = N_("Trích yếu dài quá 500 chữ. Hãy viết gọn lại.")
NO_SIGNER = N_("Hãy chọn người ký trong danh sách lãnh đạo của cơ quan.")
NO_TEXT = N_("Hãy ghi nội dung, hoặc tải tệp dự thảo lên.")
MOST_RECEIVERS = 200
TOO_MANY = N_("Một văn bản gửi tối đa %(most)d nơi. Hãy dùng tên chung, ví dụ “UBND các xã, thị trấn”.")


def draft_outgoing(*, actor: Actor, letter: Letter, text: Text | None = None) -> Outgoing:
    """A new draft in the hands of its drafter; without ``text`` it is written from the unit's template.

    Law: VB-02. Refuses with NotPermitted, Invalid (also what is secret). Announces ``outgoing.draft_outgoing``.
    """
    may_draft(actor, letter.unit_id).or_refuse()
    at = clock.now()
    told = _checked(letter, at)
    if told.changes_id:
        may_change(actor, load_outgoing(told.changes_id)).or_refuse()
    seat = seat_in(actor, letter.unit_id)
    assert seat is not None
    symbol = _symbol(told)
    text = text or _written(told, actor, at=at, symbol=symbol)
    pk = uuid7()
    sets = {
        **_sets(told, symbol, at),
        "unit_id": told.unit_id,
        "dossier_id": told.dossier_id,
        "answers_id": told.answers_id,
        "changes_id": told.changes_id,
        "purpose": int(told.purpose),
        "drafted_post_id": seat.post_id,
        "drafted_account_id": actor.account_id,
        "drafted_by": actor.name,
        "drafted_at": at,
        "holder_post_id": seat.post_id,
        "holder_since": at,
        "draft_number": 1,
        "file_id": text.pdf.pk if text.pdf else None,
    }
    rows = [_version(pk, 1, text, actor=actor, at=at), *_receivers(pk, told.receivers)]
    writes = Writes(sets, rows, facts=_facts(told, 1), seat=seat)
    return begin(Outgoing, pk, actor, act="draft_outgoing", at=at, writes=writes)


def revise_outgoing(*, outgoing_id: UUID, actor: Actor, letter: Letter, text: Text | None = None) -> Outgoing:
    """A new version of the draft, told anew. Refuses with NotPermitted, WrongMoment, Invalid."""
    document = load_outgoing(outgoing_id)
    may_act_out(actor, document, "revise_outgoing").or_refuse()
    at, number = clock.now(), document.draft_number + 1
    kept = replace(letter, unit_id=document.unit_id, answers_id=document.answers_id, facts=document.facts)
    told = _checked(kept, at)
    symbol = _symbol(told)
    text = text or _written(told, actor, at=at, symbol=symbol)
    sets = {**_sets(told, symbol, at), "draft_number": number, "file_id": text.pdf.pk if text.pdf else None}
    fresh = [_version(document.pk, number, text, actor=actor, at=at)]
    amends, rows = _receivers_changed(document, told.receivers)
    writes = Writes(sets, [*fresh, *rows], amends, facts=_facts(told, number))
    return settle(document, actor, "revise_outgoing", at=at, writes=writes)


def _checked(letter: Letter, at: datetime) -> Letter:
    """The letter with its words tidied; everything about it looked at before anything is made."""
    refuse_secret(letter.secrecy)
    kind_of(letter.kind)
    subject = " ".join(letter.subject.split())
    if not subject:
        raise Invalid(NO_SUBJECT, {"subject": Sentence(NO_SUBJECT)})
    if len(subject) > 500:
        raise Invalid(LONG_SUBJECT, {"subject": Sentence(LONG_SUBJECT)})
    if len(letter.receivers) > MOST_RECEIVERS:
        raise Invalid(TOO_MANY, {"receivers": Sentence(TOO_MANY, {"most": MOST_RECEIVERS})}, most=MOST_RECEIVERS)
    post = next((one for one in signer_posts(letter.unit_id) if one.id == letter.signer_post_id), None)
    if post is None:
        raise Invalid(NO_SIGNER, {"signer": Sentence(NO_SIGNER)})
    mandate = Mandate(letter.mandate, letter.mandate_until)
    may_sign_so(letter.sign_mode, post.title, mandate, on=at.astimezone(clock.VIETNAM).date()).or_refuse()
    return replace(letter, subject=subject)


def _symbol(letter: Letter) -> str:
    book = book_of(letter.unit_id)
    return symbol_for(KINDS[letter.kind], book.symbol, book.section)


def _written(letter: Letter, actor: Actor, *, at: datetime, symbol: str) -> Text:
    if not letter.body.strip():
        raise Invalid(NO_TEXT, {"body": Sentence(NO_TEXT)})
    on = at.astimezone(clock.VIETNAM).date()
    values = values_of(letter, symbol=symbol, drafted_by=book_of(letter.unit_id).section, on=on)
    return from_template(letter.unit_id, letter.kind, values, actor=actor)


def _sets(letter: Letter, symbol: str, at: datetime) -> dict[str, Any]:
    name = person_at(letter.signer_post_id, at.astimezone(clock.VIETNAM).date())
    receivers = " ".join(one.name for one in letter.receivers)
    return {
        "kind": letter.kind,
        "subject": letter.subject,
        "symbol": symbol,
        "priority": int(letter.priority),
        "steering": int(letter.steering),
        "due_on": letter.due_on,
        "content": {"body": letter.body, "grounds": letter.grounds},
        "facts": dict(letter.facts),
        "sign_mode": letter.sign_mode,
        "mandate": letter.mandate[:200],
        "mandate_until": letter.mandate_until,
        "signer_post_id": letter.signer_post_id,
        "signer_name": name,
        "search_text": search_words(letter.subject, KINDS[letter.kind].name, symbol, name, receivers),
    }


def _facts(letter: Letter, number: int) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": letter.kind, "subject": letter.subject, "draft": number}
    if letter.purpose != Purpose.NEW:
        facts |= {"changes": str(letter.changes_id), "purpose": int(letter.purpose)}
    return facts


def _version(pk: UUID, number: int, text: Text, *, actor: Actor, at: datetime) -> Row:
    return Row(
        DraftVersion,
        {
            "outgoing_id": pk,
            "number": number,
            "source_id": text.source.pk if text.source else None,
            "pdf_id": text.pdf.pk if text.pdf else None,
            "text": text.words,
            "author": actor.name,
            "at": at,
        },
    )


def _receivers(pk: UUID, receivers: Iterable[Receiver], start: int = 1) -> list[Row]:
    return [Row(Recipient, {"outgoing_id": pk, **_receiver(one, place)}) for place, one in enumerate(receivers, start)]


def _receiver(one: Receiver, place: int) -> dict[str, Any]:
    return {
        "place": place,
        "is_main": one.is_main,
        "way": one.way,
        "unit_id": one.unit_id,
        "organ_id": one.organ_id,
        "name": one.name[:300],
        "status": "waiting",
        "changed_at": None,
        "note": "",
    }


def _receivers_changed(document: Outgoing, receivers: Iterable[Receiver]) -> tuple[list[Amend], list[Row]]:
    """The list of receivers as it is told now: rows there are overwritten, those too many say so by their place."""
    kept = list(document.recipients.order_by("place"))
    told = list(receivers)
    amends = [
        Amend(Recipient, {"id": row.pk}, _receiver(one, place))
        for place, (row, one) in enumerate(zip(kept, told, strict=False), 1)
    ]
    amends += [Amend(Recipient, {"id": row.pk}, {"status": "dropped"}) for row in kept[len(told) :]]
    return amends, _receivers(document.pk, told[len(kept) :], len(kept) + 1)


def letter_of(document: Outgoing) -> Letter:
    """A kept draft as its drafter told it."""
    rows = document.recipients.exclude(status="dropped").order_by("place")
    receivers = [Receiver(one.name, one.way, one.unit_id, one.organ_id, one.is_main) for one in rows]
    return Letter(
        unit_id=document.unit_id,
        kind=document.kind,
        subject=document.subject,
        signer_post_id=document.signer_post_id,
        sign_mode=document.sign_mode,
        body=document.content.get("body", ""),
        grounds=document.content.get("grounds", ""),
        receivers=receivers,
        priority=document.priority,
        steering=document.steering,
        due_on=document.due_on,
        mandate=document.mandate,
        mandate_until=document.mandate_until,
        answers_id=document.answers_id,
        facts=document.facts,
    )


def begun_from(document: Incoming) -> dict[str, Any]:
    """What an answer to an incoming document begins with."""
    inside = document.sender_unit_id
    way = "inside" if inside else "axis" if document.organ_id and document.way == "axis" else "paper"
    receiver = Receiver(document.author, way, inside, document.organ_id)
    return {"subject": f"trả lời văn bản số {document.code}", "receivers": [receiver], "answers_id": document.pk}


def receiver_for(unit_id: int, *, is_main: bool = True) -> Receiver:
    """A unit of this installation as a receiver."""
    return Receiver(directory().unit(unit_id).authority_name, "inside", unit_id, is_main=is_main)


def as_json(receiver: Receiver) -> dict[str, Any]:
    """Plain values of a receiver."""
    return asdict(receiver)
