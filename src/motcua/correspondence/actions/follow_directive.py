"""What follows a task: taken up, told of, more time asked for and decided, done with proof, accepted or given back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from motcua.correspondence.commit import Writes, settle
from motcua.correspondence.models import Directive, DirectiveReport
from motcua.correspondence.policies import may_act_directive
from motcua.correspondence.queries import load_directive
from motcua.correspondence.wording import working_posts
from motcua.files.actions.store_file import store_file
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Row
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM, Actor

NO_TEXT = N_("Hãy ghi vài chữ về việc này.")
BAD_PERCENT = N_("Tiến độ là số từ 0 đến 99; xong rồi thì hãy báo hoàn thành.")
NOT_LATER = N_("Hạn mới phải sau hạn hiện nay và sau lúc này.")
NO_PROOF = N_("Hãy ghi đã làm được gì, hoặc kèm tệp chứng minh.")
NO_POST = N_("Hãy chọn người cùng cơ quan để giao lại.")
ACCEPTS = ("pdf", "images", "office")
LONGEST = 4000


@dataclass(frozen=True)
class _Told:
    """What is told with an act: words, how far, until when, a file that proves it, facts for the record."""

    text: str = ""
    percent: int | None = None
    until: datetime | None = None
    proof: Any = None
    facts: Mapping[str, Any] = field(default_factory=dict)


NOTHING = _Told()


def accept_directive(*, directive_id: UUID, actor: Actor) -> Directive:
    """Somebody took it up. Announces ``directive.accept_directive``."""
    task = _checked(directive_id, actor, "accept_directive")
    return _settled(task, actor, "accept_directive", sets={"accepted_at": clock.now()})


def hand_on_directive(*, directive_id: UUID, actor: Actor, post_id: int, note: str = "") -> Directive:
    """Somebody else of the same body leads it now. Announces ``directive.hand_on_directive``."""
    task = _checked(directive_id, actor, "hand_on_directive")
    authority = directory().authority_of(task.lead_unit_id)
    allowed = {one.id: one for one in working_posts(authority.id if authority else task.lead_unit_id)}
    if post_id not in allowed or post_id == task.lead_post_id:
        raise Invalid(NO_POST, {"post": Sentence(NO_POST)})
    sets = {"lead_post_id": post_id, "lead_unit_id": allowed[post_id].unit_id, "accepted_at": None}
    return _settled(task, actor, "hand_on_directive", sets=sets, told=_Told(text=note, facts={"to": post_id}))


def report_progress(
    *, directive_id: UUID, actor: Actor, text: str, percent: int | None = None, proof: BinaryIO | Any = None
) -> Directive:
    """How far it is. Announces ``directive.report_progress``."""
    task = _checked(directive_id, actor, "report_progress")
    if percent is not None and not 0 <= percent <= 99:
        raise Invalid(BAD_PERCENT, {"percent": Sentence(BAD_PERCENT)})
    sets = {} if percent is None else {"percent": percent}
    told = _needed(text)
    return _settled(task, actor, "report_progress", sets=sets, told=_Told(text=told, percent=percent, proof=proof))


def ask_more_time(*, directive_id: UUID, actor: Actor, until: datetime, reason: str) -> Directive:
    """A later due moment is asked for; the old one counts until it is granted.

    Announces ``directive.ask_more_time``.
    """
    task = _checked(directive_id, actor, "ask_more_time")
    if until <= max(task.due_at, clock.now()):
        raise Invalid(NOT_LATER, {"until": Sentence(NOT_LATER)})
    facts = {"until": until.isoformat(), "to": task.given_post_id}
    sets = {"asked_until": until}
    return _settled(task, actor, "ask_more_time", sets=sets, told=_Told(text=_needed(reason), until=until, facts=facts))


def decide_more_time(*, directive_id: UUID, actor: Actor, is_granted: bool, note: str = "") -> Directive:
    """Granted, the task is due later and reminders begin anew. Announces ``directive.decide_more_time``."""
    task = _checked(directive_id, actor, "decide_more_time")
    until = task.asked_until
    assert until is not None
    sets: dict[str, Any] = {"asked_until": None}
    if is_granted:
        sets |= {"due_at": until, "reminded": 0}
    facts = {"granted": is_granted, "until": until.isoformat()}
    return _settled(task, actor, "decide_more_time", sets=sets, told=_Told(text=note, until=until, facts=facts))


def report_done(*, directive_id: UUID, actor: Actor, text: str, proof: BinaryIO | Any = None) -> Directive:
    """Done, with what proves it; the giver looks. Announces ``directive.report_done``."""
    task = _checked(directive_id, actor, "report_done")
    if not text.strip() and proof is None:
        raise Invalid(NO_PROOF, {"text": Sentence(NO_PROOF)})
    sets = {"reported_at": clock.now(), "percent": 100, "asked_until": None}
    facts = {"to": task.given_post_id}
    return _settled(task, actor, "report_done", sets=sets, told=_Told(text=text, percent=100, proof=proof, facts=facts))


def close_directive(*, directive_id: UUID, actor: Actor, note: str = "") -> Directive:
    """What was reported is accepted; it was done when it was reported. Announces ``directive.close_directive``."""
    task = _checked(directive_id, actor, "close_directive")
    sets = {"done_at": task.reported_at, "closed_at": clock.now()}
    return _settled(task, actor, "close_directive", sets=sets, told=_Told(text=note))


def give_back_directive(*, directive_id: UUID, actor: Actor, reason: str, due_at: datetime | None = None) -> Directive:
    """Not done yet: back to who leads it, with a new due moment where one is set.

    Announces ``directive.give_back_directive``.
    """
    task = _checked(directive_id, actor, "give_back_directive")
    if due_at is not None and due_at <= clock.now():
        raise Invalid(NOT_LATER, {"due": Sentence(NOT_LATER)})
    sets: dict[str, Any] = {"reported_at": None, "percent": min(task.percent, 90)}
    if due_at is not None:
        sets |= {"due_at": due_at, "reminded": 0}
    return _settled(task, actor, "give_back_directive", sets=sets, told=_Told(text=_needed(reason), until=due_at))


def cancel_directive(*, directive_id: UUID, actor: Actor, reason: str) -> Directive:
    """Nobody need do it any more. Announces ``directive.cancel_directive``."""
    task = _checked(directive_id, actor, "cancel_directive")
    sets = {"closed_at": clock.now(), "asked_until": None}
    return _settled(task, actor, "cancel_directive", sets=sets, told=_Told(text=_needed(reason)))


def remind(*, directive_id: UUID, level: int, at: datetime) -> Directive:
    """Its people are reminded once for each level. Announces ``directive.remind``."""
    task = load_directive(directive_id)
    if task.reminded >= level or task.closed_at is not None:
        return task
    is_late = task.due_at <= at
    facts = {**_known(task), "is_late": is_late, "leader": task.given_post_id if is_late else None}
    return settle(task, SYSTEM, "remind", at=at, writes=Writes({"reminded": level}, facts=facts))


def _checked(directive_id: UUID, actor: Actor, act: str) -> Directive:
    task = load_directive(directive_id)
    may_act_directive(actor, task, act).or_refuse()
    return task


def _needed(text: str) -> str:
    kept = text.strip()[:LONGEST]
    if not kept:
        raise Invalid(NO_TEXT, {"text": Sentence(NO_TEXT)})
    return kept


def _known(task: Directive) -> dict[str, Any]:
    return {"text": task.text[:300], "to": task.lead_post_id, "due_at": task.due_at.isoformat()}


def _settled(task: Directive, actor: Actor, act: str, *, sets: Mapping[str, Any], told: _Told = NOTHING) -> Directive:
    at, kept = clock.now(), None
    if told.proof:
        name = getattr(told.proof, "name", "minh-chung")
        kept = store_file(stream=told.proof, name=name, actor=actor, accepts=ACCEPTS)
    report = {
        "directive_id": task.pk,
        "act": act,
        "text": told.text.strip()[:LONGEST],
        "percent": told.percent,
        "until": told.until,
        "file_id": kept.pk if kept else None,
        "author": actor.name,
        "at": at,
    }
    facts = {**_known(task), "note": told.text.strip()[:500], **told.facts}
    seat = actor.seat_for(task.lead_post_id) or actor.seat_for(task.given_post_id)
    writes = Writes(sets, [Row(DirectiveReport, report)], facts=facts, seat=seat)
    return settle(task, actor, act, at=at, writes=writes)
