"""A message of the axis that can never be read: written down, so that its sender can be asked for it anew."""

from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.ledger.models import Entry
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM

ACT = "set_aside_message"


def set_aside_message(*, unit_id: int, sender: str, message: str, reason: str) -> None:
    """Which message, by the id that the axis gave it, from whom, and why; once, however often the axis lists it."""
    unit = directory().unit(unit_id)
    told = Entry.objects.filter(subject_kind="letter_office", subject_id=unit.code, act=ACT)
    if told.filter(facts__message=message, facts__sender=sender).exists():
        return
    facts = {"unit": unit.name, "sender": sender, "message": message, "reason": reason[:500]}
    record(subject_kind="letter_office", subject_id=unit.code, act=ACT, actor=SYSTEM, facts=facts, at=clock.now())
