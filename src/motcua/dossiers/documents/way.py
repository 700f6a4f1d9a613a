"""The way of a case from hand to hand, as the ledger tells it: who gave, who took, and whether it was in time."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.dossiers.documents.parts import DELIVERY
from motcua.dossiers.models import Dossier, HandOver
from motcua.dossiers.prints import facts as told
from motcua.dossiers.queries import calendar_of, history, parameters_of, terms_of
from motcua.dossiers.rules.clock import CaseClock, verdict
from motcua.dossiers.rules.representing import at_counter_of
from motcua.dossiers.rules.terms import span_from
from motcua.kernel.clock import VIETNAM
from motcua.ledger.models import Entry
from motcua.people.queries import directory, holding_of
from motcua.people.rules import SYSTEM
from motcua.workdays.rules import Pause, due

APPLICANT, RECEIVER = "Người nộp hồ sơ", "Người nhận kết quả"
CAME_BY = {"online": "Nộp trực tuyến", "post": "Nộp qua bưu chính"}
BROUGHT, HANDED_ON = "Bổ sung giấy tờ", "Giấy tờ bổ sung"
STOOD_STILL = {"suspend_dossier": "Tạm dừng", "resume_dossier": "Tiếp tục"}
NEW_DATE = "Hẹn lại"
DECIDED = frozenset({"approve_result", "reject_dossier", "issue_result"})
HANDED = DECIDED | {
    *("receive_dossier", "transfer_step", "return_step", "assign_dossier", "reseat_dossier", "move_dossier"),
    *("forward_to_agency", "return_from_agency", "return_result", "sign_result"),
}
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: in which unit, since when, until when."""

    unit_id: int | None
    since: datetime
    until: datetime | None
    post_id: int | None = None


def way_of(dossier: Dossier) -> list[told.HandOver]:
    """One block for every hand-over; the desk takes first and gives last.

    What happened to the time of a turn stands in the note of the block that ends it, or of the last one.
    """
    blocks: list[told.HandOver] = []
    notes: list[str] = []
    for found in _told(dossier):
        if isinstance(found, str):
            notes.append(found)
            continue
        blocks.append(_noted(found, notes))
        notes.clear()
    if blocks and notes:
        blocks[-1] = _noted(blocks[-1], notes)
    return blocks


def _noted(block: told.HandOver, notes: Sequence[str]) -> told.HandOver:
    return replace(block, note="; ".join(filter(None, (*notes, block.note))))


def _told(dossier: Dossier) -> Iterator[told.HandOver | str]:
    """The blocks in their order, and between them in words what changed the time."""
    entries = list(history(dossier).reverse())
    turn = Turn(None, dossier.submitted_at, _answer_until(dossier, dossier.submitted_at))
    for place, entry in enumerate(entries):
        if note := _on_time(entry):
            yield note
        if entry.facts.get("desk"):
            yield _brought(entry)
            if turn.unit_id not in {None, entry.facts["desk"]}:
                yield _handed_on(entries[place:], turn)
        if entry.act == "supplement_at_door":
            turn = Turn(turn.unit_id, entry.at, _answer_until(dossier, entry.at))
        if entry.act not in HANDED:
            continue
        if entry.act == "receive_dossier":
            yield _handed_in(dossier, entry)
        yield _returned(dossier, entry, turn) if entry.act == "return_result" else _passed(entries[place:], turn)
        turn = _next_turn(dossier, entry, turn)


def _answer_until(dossier: Dossier, since: datetime) -> datetime:
    """Until when the desk answers an application."""
    return span_from(calendar_of(dossier), since, parameters_of(dossier), key="online.answer_within")


def _next_turn(dossier: Dossier, entry: Entry, before: Turn) -> Turn:
    """Whoever took the case has the time of the step, or what the question to an agency set."""
    post = directory().post(int(entry.facts["to"])) if entry.facts.get("to") else None
    unit_id = post.unit_id if post else _outside(entry) or before.unit_id
    post_id = post.id if post else None
    if entry.facts.get("answer_due"):
        return Turn(unit_id, entry.at, datetime.fromisoformat(entry.facts["answer_due"]), post_id)
    step = terms_of(dossier).bundle.process.step(entry.facts.get("step"))
    if step is None or step.allotted is None or not dossier.clock:
        return Turn(unit_id, entry.at, dossier.due_at, post_id)
    allotted = due(calendar_of(dossier), entry.at, step.allotted, pauses=_waits(dossier, entry.at)).at
    return Turn(unit_id, entry.at, min(allotted, dossier.due_at or allotted), post_id)


def _waits(dossier: Dossier, since: datetime) -> list[Pause]:
    """The times since then that the case waited for somebody outside: no time of the holder."""
    pauses = CaseClock.from_json(dossier.clock).pauses
    return [replace(one, mode="resume") for one in pauses if one.start >= since]


def _handed_in(dossier: Dossier, entry: Entry) -> told.HandOver:
    return told.HandOver(
        giver_unit=APPLICANT,
        giver=str(at_counter_of(dossier.applicant).get("name") or dossier.applicant_name),
        receiver_unit=_unit_name(entry.actor.get("unit")),
        receiver=_name(entry.actor),
        at=entry.at,
        note=CAME_BY.get(dossier.channel, ""),
    )


def _brought(entry: Entry) -> told.HandOver:
    """Papers that were asked for, brought to a desk."""
    return told.HandOver(
        giver_unit=APPLICANT,
        giver=str(entry.facts.get("brought_by", "")),
        receiver_unit=_unit_name(int(entry.facts["desk"])),
        receiver=_name(entry.actor),
        at=entry.at,
        note=BROUGHT,
    )


def _handed_on(entries: Sequence[Entry], turn: Turn) -> told.HandOver:
    """The desk that took papers in gives them at once to whoever has the case."""
    entry, *later = entries
    return told.HandOver(
        giver_unit=_unit_name(int(entry.facts["desk"])),
        giver=_name(entry.actor),
        receiver_unit=_unit_name(turn.unit_id),
        receiver=_taker(later, turn.post_id, turn.unit_id, at=entry.at) if turn.post_id else "",
        at=entry.at,
        note=HANDED_ON,
    )


def _on_time(entry: Entry) -> str:
    """A pause, its end, or a new date, with its day and its reason."""
    facts = entry.facts
    if entry.act in STOOD_STILL:
        words, day = STOOD_STILL[entry.act], entry.at
    elif entry.act == "apologise" or (entry.act == "decide_extension" and facts.get("granted")):
        words, day = NEW_DATE, datetime.fromisoformat(facts["new_due"])
    else:
        return ""
    dated = f"{words} {day.astimezone(VIETNAM):%d/%m/%Y}"
    return _short(f"{dated}: {facts['reason']}" if facts.get("reason") else dated)


def _passed(entries: Sequence[Entry], turn: Turn) -> told.HandOver:
    """The first of ``entries`` as a block; those after it tell who took the case up."""
    entry, *later = entries
    post_id = int(entry.facts["to"] or 0)
    post = directory().post(post_id)
    came_back = entry.act == "return_from_agency" and _outside(entry)
    return told.HandOver(
        giver_unit=_unit_name(came_back or entry.facts.get("from_unit") or entry.actor.get("unit") or turn.unit_id),
        giver="" if came_back else _name(entry.actor),
        receiver_unit=_unit_name(post.unit_id if post else _outside(entry)),
        receiver=_taker(later, post_id, post.unit_id, at=entry.at) if post else "",
        at=entry.at,
        outcome=str(entry.facts.get("when", "")) if entry.act in DECIDED else _outcome(entry.at, turn),
        note=_short(entry.facts.get("reason") or entry.facts.get("note") or entry.facts.get("question") or ""),
    )


def _returned(dossier: Dossier, entry: Entry, turn: Turn) -> told.HandOver:
    """The desk gives the result; who opens it on the system takes it from the desk, not from themselves."""
    taken = HandOver.objects.get(dossier_id=dossier.pk)
    proof = f"Mã bưu gửi {taken.tracking}" if taken.tracking else taken.mandate
    return told.HandOver(
        giver_unit=_unit_name(turn.unit_id),
        giver=taken.handed_by or SYSTEM.name,
        receiver_unit=RECEIVER,
        receiver=taken.receiver_name,
        at=entry.at,
        note=_short("; ".join(filter(None, (DELIVERY.get(taken.way, ""), proof)))),
    )


def _outcome(at: datetime, turn: Turn) -> str:
    return verdict(at, turn.until.astimezone(VIETNAM)) if turn.until else ""


def _outside(entry: Entry) -> int | None:
    """The body outside this system that took the case, or gave it back: nobody of it is known here."""
    return entry.facts["unit"] if entry.facts.get("outside") else None


def _taker(later: Sequence[Entry], post_id: int, unit_id: int | None, *, at: datetime) -> str:
    """The person who took it up: the first of that post or unit to act on it, else who held the post that day."""
    for entry in later:
        if entry.actor.get("post") == post_id or (unit_id and entry.actor.get("unit") == unit_id):
            return _name(entry.actor)
        if entry.act in HANDED:
            break
    holding = holding_of(post_id, at.astimezone(VIETNAM).date())
    return holding.account.full_name if holding else ""


def _name(actor: Any) -> str:
    name = str(actor.get("name", ""))
    return f"{name} (thay {actor['acting_for']})" if actor.get("acting_for") else name


def _unit_name(unit_id: int | None) -> str:
    return directory().unit(unit_id).authority_name if unit_id else ""


def _short(text: str) -> str:
    return textwrap.shorten(text, LONGEST_NOTE, placeholder="…")
