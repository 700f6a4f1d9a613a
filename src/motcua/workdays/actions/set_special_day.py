"""Add or correct a day off or a make-up work day of the country."""

from dataclasses import asdict

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.workdays.models import SpecialDay
from motcua.workdays.policies import may_set_special_day
from motcua.workdays.queries import calendar_for, forget_calendars
from motcua.workdays.rules import Day

UNUSABLE = N_("Ngày nghỉ hoặc ngày làm bù này chưa ghi đúng.")
NO_NAME = N_("Nhập tên ngày, ví dụ “Quốc khánh”.")
NO_KIND = N_("Chọn ngày nghỉ hoặc ngày làm bù.")
NO_TYPE = N_("Loại ngày không khớp: ngày làm bù đi với “làm bù”, ngày nghỉ đi với lễ, nghỉ bù hoặc nghỉ hoán đổi.")
NO_STATUS = N_("Chọn tình trạng: theo luật, đã công bố hoặc dự kiến.")
NO_SOURCE = N_("Ghi số văn bản công bố ngày này.")
ALREADY_WORKED = N_("Ngày này vốn là ngày làm việc nên không cần khai làm bù.")
YEARS = N_("Chỉ khai được ngày từ năm 2000 đến năm 2199.")


def set_special_day(*, day: Day, actor: Actor) -> SpecialDay:
    """The day as it now counts everywhere. Refuses with NotPermitted or Invalid."""
    may_set_special_day(actor, directory()).or_refuse()
    errors = problems(day)
    if errors:
        raise Invalid(UNUSABLE, errors)
    values = asdict(day) | {"name": nfc(day.name.strip()), "source": nfc(day.source.strip())}
    when = values.pop("date")
    with transaction.atomic():
        kept, _ = SpecialDay.objects.update_or_create(date=when, defaults={**values, "news": ""})
        record(
            subject_kind="calendar",
            subject_id="national",
            act="set_special_day",
            actor=actor,
            facts={"date": when.isoformat(), **values},
            at=clock.now(),
        )
        transaction.on_commit(forget_calendars)
    return kept


def problems(day: Day) -> dict[str, Sentence]:
    """What is wrong with a day, by field."""
    status, kind, types = SpecialDay.Status.values, SpecialDay.Kind.values, SpecialDay.Type.values
    fits = day.type in types and (day.type == "makeup") == (day.kind == "work")
    wrong = {
        "date": None if 2000 <= day.date.year <= 2199 else YEARS,
        "name": None if day.name.strip() else NO_NAME,
        "type": None if fits else NO_TYPE,
        "kind": None if day.kind in kind else NO_KIND,
        "status": None if day.status in status else NO_STATUS,
        "source": None if day.source.strip() or day.status == "projected" else NO_SOURCE,
    }
    if not any(wrong.values()) and day.kind == "work" and calendar_for(None).hours.is_working(day.date.weekday()):
        wrong["date"] = ALREADY_WORKED
    return {key: Sentence(text) for key, text in wrong.items() if text}
