"""Load the shipped table of special days, or another file of its shape."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
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
from motcua.workdays.queries import forget_calendars, kept_days, of_calendar
from motcua.workdays.rules import Day, read_days
from motcua.workdays.rules.news import GONE, NEW, news_of
from motcua.workdays.rules.special_days import SHIPPED

ACT = "load_special_days"
BY_HAND = frozenset({"set_special_day", "remove_special_day"})
UNREADABLE = N_("Không đọc được bảng ngày nghỉ: cần các cột date, name, kind, type, status, source.")
BAD_ROW = N_("Bảng ngày nghỉ, ngày %(day)s: %(why)s")


def load_special_days(*, actor: Actor, path: Path = SHIPPED) -> int:
    """How many days the table brought: at first as it tells them; later, what is new in it, put forward as expected.

    Law: CL-17. What an administrator set or took back is left as it is. Refuses with NotPermitted or Invalid, and then
    loads none.
    """
    may_set_special_day(actor, directory()).or_refuse()
    days = _days(path)
    with transaction.atomic():
        kept = kept_days()
        is_first = not any(entry.act == ACT for entry in of_calendar())
        told = _begun(days, kept) if is_first else _put_forward(days, kept)
        if told:
            record(subject_kind="calendar", subject_id="national", act=ACT, actor=actor, facts=told, at=clock.now())
        transaction.on_commit(forget_calendars)
    return sum(map(len, told.values()))


def _begun(days: Iterable[Day], kept: Mapping[date, Day]) -> dict[str, list[str]]:
    """Everything that is not there yet, as the table tells it; the dates."""
    added = [SpecialDay(**asdict(day)) for day in days if day.date not in kept]
    SpecialDay.objects.bulk_create(added)
    return {"dates": [one.date.isoformat() for one in added]} if added else {}


def _put_forward(days: Iterable[Day], kept: Mapping[date, Day]) -> dict[str, list[str]]:
    """What is news, each marked for the administrator; the dates by kind. A day that somebody sets meanwhile stays."""
    settled = {date.fromisoformat(entry.facts["date"]) for entry in of_calendar() if entry.act in BY_HAND}
    marked = set(SpecialDay.objects.filter(news=GONE).values_list("date", flat=True))
    told: dict[str, list[str]] = {}
    for one in news_of(days, kept, settled=settled, today=clock.today()):
        if one.kind == GONE and one.day.date in marked:
            continue
        values = {**asdict(one.day), "news": one.kind}
        if one.kind == NEW:
            SpecialDay.objects.bulk_create([SpecialDay(**values)], ignore_conflicts=True)
        else:
            SpecialDay.objects.filter(**asdict(kept[one.day.date])).update(**values)
        told.setdefault(one.kind, []).append(one.day.date.isoformat())
    return told


def _days(path: Path) -> list[Day]:
    try:
        days = list(read_days(path))
    except (KeyError, ValueError, OSError):
        raise Invalid(UNREADABLE) from None
    for day in days:
        for sentence in problems(day).values():
            raise Invalid(BAD_ROW, day=day.date.isoformat(), why=str(sentence))
    return days
