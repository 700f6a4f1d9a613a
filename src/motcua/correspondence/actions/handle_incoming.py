"""The way of an incoming document: into the book or back, before the leader, to who handles it, done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from motcua.correspondence.commit import Writes, settle, taken, with_numbers
from motcua.correspondence.models import Assignment, Incoming, IncomingFile, Outgoing
from motcua.correspondence.policies import may_act_in
from motcua.correspondence.queries import load_incoming
from motcua.correspondence.rules.numbering import in_book
from motcua.correspondence.wording import clerk_posts, signer_posts, working_posts
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import SYSTEM, Actor
from motcua.workdays.queries import calendar_for
from motcua.workdays.rules import TimeLimit, due

NO_REASON = N_("Hãy ghi lý do trả lại; nơi gửi sẽ đọc lý do này.")
NO_LEADER = N_("Hãy chọn lãnh đạo cho ý kiến chỉ đạo.")
NO_LEAD = N_("Hãy chọn người chủ trì giải quyết.")
PAST_DUE = N_("Hạn giải quyết phải sau lúc này.")
NO_OUTCOME = N_("Hãy ghi đã giải quyết thế nào, hoặc chọn văn bản trả lời.")
NO_ANSWER = N_("Văn bản trả lời chưa được ký hoặc không trả lời văn bản đến này.")
LONGEST = 2000


@dataclass(frozen=True)
class Assigned:
    """Who handles it: one leads, others may help, until when, with which words of the leader."""

    lead_post_id: int
    helper_post_ids: Sequence[int] = ()
    due_at: datetime | None = None
    instruction: str = ""


@with_numbers
def register_incoming(*, incoming_id: UUID, actor: Actor) -> Incoming:
    """In the book of the unit and year, with its number; it is to be presented the same day. Law: VB-06, VB-07.

    Announces ``incoming.register_incoming``.
    """
    document = load_incoming(incoming_id)
    may_act_in(actor, document, "register_incoming").or_refuse()
    at = clock.now()
    year = at.astimezone(clock.VIETNAM).year
    book = in_book(document.unit_id, year)
    last = taken(book)
    sets = {"number": last + 1, "year": year, "registered_at": at}
    sets |= {"search_text": f"{document.search_text} den {last + 1}"}
    facts = {"number": last + 1, "code": document.code, "author": document.author, "subject": document.subject}
    writes = Writes(sets, numbers={book: last}, facts=facts)
    return settle(document, actor, "register_incoming", at=at, writes=writes)


def return_incoming(*, incoming_id: UUID, actor: Actor, reason: str) -> Incoming:
    """Wrong or misdirected: back to the sender, who is told at once. Law: VB-06.

    Announces ``incoming.return_incoming``.
    """
    document = load_incoming(incoming_id)
    may_act_in(actor, document, "return_incoming").or_refuse()
    reason = _needed(reason, "reason", NO_REASON)
    at = clock.now()
    sets = {"done_at": at, "outcome": reason, "holder_post_id": None}
    facts = {"reason": reason, "code": document.code, "author": document.author}
    return settle(document, actor, "return_incoming", at=at, writes=Writes(sets, facts=facts))


def present_incoming(*, incoming_id: UUID, actor: Actor, leader_post_id: int, note: str = "") -> Incoming:
    """Before the leader, who says who handles it. Law: VB-07. Announces ``incoming.present_incoming``."""
    document = load_incoming(incoming_id)
    may_act_in(actor, document, "present_incoming").or_refuse()
    if leader_post_id not in {one.id for one in signer_posts(document.unit_id)}:
        raise Invalid(NO_LEADER, {"leader": Sentence(NO_LEADER)})
    at = clock.now()
    sets = {"presented_at": at, "presented_to_id": leader_post_id, "holder_post_id": leader_post_id}
    facts = {"to": leader_post_id, "note": note.strip()[:LONGEST], "code": document.code, "subject": document.subject}
    return settle(document, actor, "present_incoming", at=at, writes=Writes(sets, facts=facts))


def assign_incoming(*, incoming_id: UUID, actor: Actor, assigned: Assigned) -> Incoming:
    """Who leads has it, helpers know of it. Law: VB-07. Announces ``incoming.assign_incoming``."""
    document = load_incoming(incoming_id)
    may_act_in(actor, document, "assign_incoming").or_refuse()
    at = clock.now()
    allowed = {one.id for one in working_posts(document.unit_id)}
    if assigned.lead_post_id not in allowed:
        raise Invalid(NO_LEAD, {"lead": Sentence(NO_LEAD)})
    if assigned.due_at is not None and assigned.due_at <= at:
        raise Invalid(PAST_DUE, {"due": Sentence(PAST_DUE)})
    helpers = [one for one in dict.fromkeys(assigned.helper_post_ids) if one in allowed - {assigned.lead_post_id}]
    sets = {
        "holder_post_id": assigned.lead_post_id,
        "assigned_at": at,
        "due_at": assigned.due_at,
        "instruction": assigned.instruction.strip()[:LONGEST],
        "warned_at": None,
    }
    rows = [
        Row(Assignment, {"incoming_id": document.pk, "post_id": post, "is_lead": is_lead, "at": at, "ended_at": None})
        for post, is_lead in ((assigned.lead_post_id, True), *((one, False) for one in helpers))
    ]
    ended = Amend(Assignment, {"incoming_id": document.pk, "ended_at": None}, {"ended_at": at})
    amends = [ended] if document.assignments.filter(ended_at=None).exists() else []
    facts: dict[str, Any] = {"to": assigned.lead_post_id, "helpers": helpers, "note": sets["instruction"]}
    facts |= {"due_at": assigned.due_at.isoformat() if assigned.due_at else None}
    facts |= {"code": document.code, "subject": document.subject}
    return settle(document, actor, "assign_incoming", at=at, writes=Writes(sets, rows, amends, facts=facts))


def note_incoming(*, incoming_id: UUID, actor: Actor, note: str = "") -> Incoming:
    """The leader read it; nothing is to be done. Announces ``incoming.note_incoming``."""
    document = load_incoming(incoming_id)
    may_act_in(actor, document, "note_incoming").or_refuse()
    at = clock.now()
    sets = {"done_at": at, "holder_post_id": None, "outcome": note.strip()[:LONGEST]}
    facts = {"note": note.strip()[:LONGEST], "code": document.code}
    return settle(document, actor, "note_incoming", at=at, writes=Writes(sets, facts=facts))


def finish_incoming(
    *, incoming_id: UUID, actor: Actor, outcome: str, answer_id: UUID | None = None, proof: Any = None
) -> Incoming:
    """Done, with what was done, the document that answers it, or a file that proves it.

    Announces ``incoming.finish_incoming``.
    """
    document = load_incoming(incoming_id)
    may_act_in(actor, document, "finish_incoming").or_refuse()
    answers = Outgoing.objects.filter(answers=document, number__isnull=False)
    answer = answers.filter(pk=answer_id).first() if answer_id else None
    if answer_id and answer is None:
        raise Invalid(NO_ANSWER, {"answer": Sentence(NO_ANSWER)})
    told = outcome.strip()[:LONGEST] or (answer.code if answer else "") or (proof.name if proof else "")
    if not told:
        raise Invalid(NO_OUTCOME, {"outcome": Sentence(NO_OUTCOME)})
    at = clock.now()
    facts: dict[str, Any] = {"outcome": told, "answer": answer.code if answer else "", "code": document.code}
    facts |= {"leader": document.presented_to_id, "subject": document.subject}
    sets = {"done_at": at, "holder_post_id": None, "outcome": told}
    rows = [_proof(document, proof, actor)] if proof else []
    return settle(document, actor, "finish_incoming", at=at, writes=Writes(sets, rows, facts=facts))


def _proof(document: Incoming, proof: Any, actor: Actor) -> Row:
    """What proves that it was done, among the files of the document."""
    kept = store_file(stream=proof, name=proof.name, actor=actor, accepts=("pdf", "images", "office"))
    place = document.files.count()
    return Row(IncomingFile, {"incoming_id": document.pk, "place": place, "name": kept.name, "file_id": kept.pk})


def answer_change(*, incoming_id: UUID, actor: Actor, agrees: bool, reason: str = "") -> Incoming:
    """What the office says to the sender who recalls, updates or replaces. Law: VB-07.

    Agreed to a recall, the document no longer counts here. Announces ``incoming.agree_recall`` or
    ``incoming.refuse_recall``.
    """
    document = load_incoming(incoming_id)
    act = "agree_recall" if agrees else "refuse_recall"
    may_act_in(actor, document, act).or_refuse()
    if not agrees:
        reason = _needed(reason, "reason", NO_REASON)
    at, facts = clock.now(), {"reason": reason.strip()[:500], "code": document.code, "author": document.author}
    sets: dict[str, Any] = {"change_asked": 0}
    if agrees:
        sets |= {"holder_post_id": None, "done_at": document.done_at or at}
    return settle(document, actor, act, at=at, writes=Writes(sets, facts=facts))


def warn_of_waiting(*, incoming_id: UUID, at: datetime, why: str) -> None:
    """It was warned of: not presented on the day it came, or past its due moment.

    Announces ``incoming.warn_waiting``.
    """
    document = load_incoming(incoming_id)
    clerk = next(iter(clerk_posts(document.unit_id)), None)
    to = document.holder_post_id or (clerk.id if clerk else None)
    leader = next(iter(signer_posts(document.unit_id)), None)
    facts: dict[str, Any] = {"to": to, "why": why, "code": document.code, "author": document.author}
    facts |= {"leader": leader.id if leader else None, "subject": document.subject}
    settle(document, SYSTEM, "warn_waiting", at=at, writes=Writes({"warned_at": at}, facts=facts))


def end_of_day(unit_id: int, at: datetime) -> datetime:
    """When the working day of a moment ends; of a moment outside working time, the next working day. Law: VB-06."""
    return due(calendar_for(unit_id), at, TimeLimit(Decimal(1), "same_day")).at


def _needed(text: str, name: str, sentence: str) -> str:
    kept = text.strip()[:LONGEST]
    if not kept:
        raise Invalid(sentence, {name: Sentence(sentence)})
    return kept
