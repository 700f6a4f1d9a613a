"""Load the shipped table of special days, or another file of its shape."""

from dataclasses import asdict
from pathlib import Path

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.workdays.actions.set_special_day import problems
from motcua.workdays.models import SpecialDay
from motcua.workdays.policies import may_set_special_day
from motcua.workdays.queries import forget_calendars
from motcua.workdays.rules import Day, read_days
from motcua.workdays.rules.special_days import SHIPPED

UNREADABLE = N_("Không đọc được bảng ngày nghỉ: cần các cột date, name, kind, type, status, source.")
BAD_ROW = N_("Bảng ngày nghỉ, ngày %(day)s: %(why)s")


def load_special_days(*, actor: Actor, path: Path = SHIPPED) -> int:
    """How many days of the table are now in force; days that an administrator set are left as they are.

    Refuses with NotPermitted or Invalid, and then loads none.
    """
    may_set_special_day(actor, directory()).or_refuse()
    days = _days(path)
    with transaction.atomic():
        known = set(SpecialDay.objects.values_list("date", flat=True))
        added = [SpecialDay(**asdict(day)) for day in days if day.date not in known]
        if added:
            SpecialDay.objects.bulk_create(added)
            record(
                subject_kind="calendar",
                subject_id="national",
                act="load_special_days",
                actor=actor,
                facts={"dates": [day.date.isoformat() for day in added]},
                at=clock.now(),
            )
        transaction.on_commit(forget_calendars)
    return len(added)


def _days(path: Path) -> list[Day]:
    try:
        days = list(read_days(path))
    except (KeyError, ValueError, OSError):
        raise Invalid(UNREADABLE) from None
    for day in days:
        for sentence in problems(day).values():
            raise Invalid(BAD_ROW, day=day.date.isoformat(), why=str(sentence))
    return days
