"""Take back a special day that was announced otherwise."""

from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.workdays.models import SpecialDay
from motcua.workdays.policies import may_set_special_day
from motcua.workdays.queries import forget_calendars


def remove_special_day(*, day: date, actor: Actor) -> None:
    """The day counts as any other of its weekday. Refuses with NotPermitted or NotFound."""
    may_set_special_day(actor, directory()).or_refuse()
    with transaction.atomic():
        kept = SpecialDay.objects.filter(date=day).first()
        if kept is None:
            raise NotFound(N_("Ngày %(day)s không có trong lịch nghỉ."), day=f"{day:%d/%m/%Y}")
        facts = {"date": day.isoformat(), "name": kept.name, "kind": kept.kind, "source": kept.source}
        kept.delete()
        record(
            subject_kind="calendar",
            subject_id="national",
            act="remove_special_day",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
        transaction.on_commit(forget_calendars)
