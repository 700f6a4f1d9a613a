"""What is done about documents and directives in the background: sending, fetching, telling, reminding."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from motcua.correspondence.actions.follow_directive import remind
from motcua.correspondence.actions.handle_incoming import end_of_day, warn_of_waiting
from motcua.correspondence.actions.release_outgoing import follow_delivery
from motcua.correspondence.actions.set_aside_message import set_aside_message
from motcua.correspondence.actions.take_in import LONGEST_ID, Arrived, ask_change, take_in
from motcua.correspondence.exchange import body_of, joined, units_on_axis
from motcua.correspondence.letters import letter_for, taken_from_letter
from motcua.correspondence.models import Directive, Incoming, Outgoing, Recipient
from motcua.correspondence.ports import (
    Exchange,
    ExchangeRefused,
    Letter,
    MessageUnreadable,
    Proof,
    Purpose,
    Reference,
    Status,
    StatusCode,
    Waiting,
)
from motcua.correspondence.queries import load_outgoing
from motcua.correspondence.rules.lateness import reminder_level
from motcua.correspondence.rules.life import In
from motcua.correspondence.rules.statuses import TOLD_BY_ACT
from motcua.files.queries import file_of
from motcua.kernel import clock
from motcua.outbox.registry import Happened
from motcua.people.rules import SYSTEM
from motcua.signing.queries import document_of

log = logging.getLogger("motcua.correspondence")
NO_AXIS = "Máy chủ chưa nối trục liên thông văn bản."
CHANGED_ON_THE_WAY = "Chữ ký của thông điệp trạng thái không đúng: thông điệp đã bị thay đổi."
AT_ONCE = 200
WARN_AGAIN = timedelta(days=1)


class AxisUnreachableError(Exception):
    """The exchange cannot be reached now; the outbox tries again."""


# --- out -------------------------------------------------------------------------------------------------------------


def send_out(happened: Happened) -> None:
    """A released document to every receiver it has not reached yet; done twice it arrives once."""
    document = load_outgoing(UUID(happened.subject_id))
    deliver_inside(document)
    on_axis = list(document.recipients.filter(status="waiting", way="axis").order_by("place"))
    if on_axis:
        _send_over(document, on_axis, Purpose(document.purpose), reason="")


def deliver_inside(document: Outgoing) -> None:
    """To every receiver in this installation that does not have it yet."""
    for row in document.recipients.filter(status="waiting", way="inside").order_by("place"):
        _hand_inside(document, row)


def send_recall(happened: Happened) -> None:
    """A recall to every receiver that has the document."""
    document = load_outgoing(UUID(happened.subject_id))
    reason = str(happened.payload.get("facts", {}).get("reason", ""))
    rows = list(document.recipients.exclude(status__in=("dropped", "waiting", "failed")).order_by("place"))
    for row in (one for one in rows if one.way == "inside"):
        for found in Incoming.objects.filter(unit=row.unit_id or 0, document_id=str(document.pk)):
            ask_change(incoming_id=found.pk, purpose=Purpose.RECALL, reason=reason)
    on_axis = [one for one in rows if one.way == "axis"]
    if on_axis:
        _send_over(document, on_axis, Purpose.RECALL, reason=reason)


def _hand_inside(document: Outgoing, row: Recipient) -> None:
    """Straight into the receiving unit's list of what came; what it changes is asked of the clerk there."""
    assert row.unit_id is not None
    body = body_of(document.unit_id)
    signed = document_of("outgoing", document.pk)
    file = signed.file if signed else file_of(document.file_id) if document.file_id else None
    arrived = Arrived(
        unit_id=row.unit_id,
        way="inside",
        document_id=str(document.pk),
        author=body.name,
        code=document.code,
        kind=document.kind,
        subject=document.subject,
        promulgated_on=document.promulgated_on,
        files=(file,) if file else (),
        organ_id=body.organ_id,
        sender_unit_id=document.unit_id,
        priority=document.priority,
        steering=document.steering,
        answer_until=document.due_on,
    )
    take_in(arrived=arrived, actor=SYSTEM)
    if document.changes_id and document.purpose != Purpose.NEW:
        for found in Incoming.objects.filter(unit=row.unit_id or 0, document_id=str(document.changes_id)):
            ask_change(incoming_id=found.pk, purpose=Purpose(document.purpose), reason=document.code)
    follow_delivery(recipient_id=row.pk, actor=SYSTEM, status=StatusCode.ARRIVED)


def _send_over(document: Outgoing, rows: list[Recipient], purpose: Purpose, *, reason: str) -> None:
    axis = joined()
    if axis is None:
        for row in rows:
            follow_delivery(recipient_id=row.pk, actor=SYSTEM, status="failed", note=NO_AXIS)
        return
    try:
        axis.send(letter_for(document, rows, purpose=purpose, reason=reason))
    except ExchangeRefused as refusal:
        if not refusal.is_final:
            raise AxisUnreachableError(str(refusal)) from refusal
        for row in rows:
            follow_delivery(recipient_id=row.pk, actor=SYSTEM, status="failed", note=str(refusal))
        return
    if purpose != Purpose.RECALL:
        for row in rows:
            follow_delivery(recipient_id=row.pk, actor=SYSTEM, status="sent")


# --- back to the sender ----------------------------------------------------------------------------------------------


def tell_sender(happened: Happened) -> None:
    """What became of a document here, told to who sent it: in this installation or over the axis."""
    code = TOLD_BY_ACT.get(happened.topic.removeprefix("incoming."))
    document = Incoming.objects.filter(pk=UUID(happened.subject_id)).first()
    if code is None or document is None or document.way == "paper":
        return
    facts = happened.payload.get("facts", {})
    note = str(facts.get("reason") or facts.get("outcome") or "")[:500]
    if document.way == "inside":
        for row in Recipient.objects.filter(outgoing_id=UUID(document.document_id), unit=document.unit_id):
            follow_delivery(recipient_id=row.pk, actor=SYSTEM, status=code, note=note)
        return
    axis = joined()
    if axis is not None:
        _told(axis, document, code, note=note, happened=happened)


def _told(axis: Exchange, document: Incoming, code: StatusCode, *, note: str, happened: Happened) -> None:
    about = Reference(document.document_id, document.organ_id, document.code, document.promulgated_on)
    sender = body_of(document.unit_id)
    try:
        axis.tell(Status(about, sender, code, happened.at, note))
    except ExchangeRefused as refusal:
        if not refusal.is_final:
            raise AxisUnreachableError(str(refusal)) from refusal
        log.warning("exchange.status_refused code=%s", code)


# --- in --------------------------------------------------------------------------------------------------------------


def fetch_waiting() -> int:
    """What lies ready on the axis for each unit here, taken in; how many messages. A bad one holds up no other."""
    axis = joined()
    if axis is None:
        return 0
    count = 0
    for organ_id, unit_id in units_on_axis().items():
        try:
            ready = list(axis.waiting(organ_id))[:AT_ONCE]
        except ExchangeRefused:
            log.warning("exchange.unreachable organ=%s", organ_id)
            continue
        count += sum(_fetched(axis, one, unit_id) for one in ready)
    return count


def _fetched(axis: Exchange, waiting: Waiting, unit_id: int) -> bool:
    try:
        message, proof = axis.fetch(waiting)
        if isinstance(message, Letter):
            _letter_came(message, unit_id, proof)
        elif proof is not None and not proof.holds:
            raise MessageUnreadable(CHANGED_ON_THE_WAY)
        else:
            _status_came(message)
        axis.done(waiting)
    except MessageUnreadable as fault:
        _dropped(axis, waiting, str(fault), unit_id=unit_id)
        return False
    except ExchangeRefused:
        log.warning("exchange.fetch_refused id=%s", waiting.doc_id)
        return False
    except Exception:
        log.exception("exchange.message_failed id=%s", waiting.doc_id)
        return False
    return True


def _dropped(axis: Exchange, waiting: Waiting, why: str, *, unit_id: int) -> None:
    """What can never be read is written down and not asked for again."""
    log.error("exchange.unreadable id=%s from=%s: %s", waiting.doc_id, waiting.sender, why)
    set_aside_message(unit_id=unit_id, sender=waiting.sender, message=waiting.doc_id, reason=why)
    try:
        axis.set_aside(waiting)
    except ExchangeRefused:
        log.warning("exchange.set_aside_refused id=%s", waiting.doc_id)


def _letter_came(letter: Letter, unit_id: int, proof: Proof | None) -> None:
    """A new document, or a change of one that is here."""
    purpose = letter.change.purpose
    before = (letter.change.document_id or (letter.document_id if purpose == Purpose.RECALL else ""))[:LONGEST_ID]
    if purpose != Purpose.RECALL:
        take_in(arrived=taken_from_letter(letter, unit_id, proof), actor=SYSTEM)
    if purpose != Purpose.NEW:
        for found in Incoming.objects.filter(unit_id=unit_id, document_id=before):
            ask_change(incoming_id=found.pk, purpose=purpose, reason=letter.change.reason)


def _status_came(status: Status) -> None:
    try:
        outgoing_id = UUID(status.about.document_id)
    except ValueError:
        log.warning("exchange.status_of_nothing")
        return
    for row in Recipient.objects.filter(outgoing_id=outgoing_id, organ_id=status.sender.organ_id):
        follow_delivery(recipient_id=row.pk, actor=SYSTEM, status=status.code, note=status.description[:500])


# --- reminding -------------------------------------------------------------------------------------------------------


def remind_of_directives() -> int:
    """Those who lead a task are reminded before it is due, then and while it is late; how many reminders."""
    at = clock.now()
    count = 0
    for task in Directive.objects.filter(closed_at=None, reported_at=None, due_at__lte=at + timedelta(days=3)):
        level = reminder_level(task.given_at, task.due_at, at)
        if level > task.reminded:
            remind(directive_id=task.pk, level=level, at=at)
            count += 1
    return count


def warn_of_documents() -> int:
    """Incoming documents not presented on the day they came, and those past their due moment; how many warnings."""
    at = clock.now()
    fresh = Q(warned_at=None) | Q(warned_at__lt=at - WARN_AGAIN)
    waiting = Incoming.objects.filter(fresh, state__in=(In.ARRIVED, In.REGISTERED), arrived_at__lt=at)
    late = Incoming.objects.filter(fresh, state=In.ASSIGNED, due_at__lt=at)
    told: list[tuple[Any, str]] = [
        (one, "not_presented") for one in waiting if end_of_day(one.unit_id, one.arrived_at) < at
    ]
    told += [(one, "late") for one in late]
    for document, why in told:
        warn_of_waiting(incoming_id=document.pk, at=at, why=why)
    return len(told)
