"""Set the opening hours of a unit from a day on."""

from datetime import date
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.queries import load_unit
from motcua.people.rules import Actor
from motcua.workdays.models import OfficeHours
from motcua.workdays.policies import may_set_office_hours
from motcua.workdays.queries import forget_calendars
from motcua.workdays.rules import WeekHours

IN_THE_PAST = N_(
    "Giờ làm việc mới chỉ áp dụng được từ hôm nay trở đi, vì ngày hẹn đã báo cho người dân không thay đổi."
)


def set_office_hours(*, unit_id: int, valid_from: date, hours: Any, actor: Actor, note: str = "") -> OfficeHours:
    """The hours of the unit and of all below it that have none of their own.

    Refuses with NotPermitted, NotFound or Invalid. The system may set them for the past, when an installation begins.
    """
    unit = load_unit(unit_id)
    may_set_office_hours(actor, unit.path).or_refuse()
    if actor.kind != "system" and valid_from < clock.today():
        raise Invalid(IN_THE_PAST, {"valid_from": Sentence(IN_THE_PAST)})
    kept_hours = WeekHours.from_json(hours).to_json()
    values = {"hours": kept_hours, "note": nfc(note.strip())}
    with transaction.atomic():
        kept, _ = OfficeHours.objects.update_or_create(unit=unit, valid_from=valid_from, defaults=values)
        record(
            subject_kind="calendar",
            subject_id=f"unit/{unit.code}",
            act="set_office_hours",
            actor=actor,
            facts={"valid_from": valid_from.isoformat(), **values},
            at=clock.now(),
        )
        transaction.on_commit(forget_calendars)
    return kept
