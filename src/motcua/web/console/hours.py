"""Opening hours of a unit: as they count today, their history, and new ones from a day on."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import keepers_only, readers_only, unit_seen
from motcua.web.console.unit_forms import lazy, today_text
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled
from motcua.web.ui.fields import day, short_text
from motcua.web.ui.words import WEEKDAYS, say
from motcua.workdays.actions.set_office_hours import set_office_hours
from motcua.workdays.policies import may_set_office_hours
from motcua.workdays.queries import hours_of, hours_on
from motcua.workdays.rules import WeekHours
from motcua.workdays.rules.hours import DAYS, written

SPAN = re.compile(r"\s*(\d{1,2}[:h]\d{2})\s*[-–]\s*(\d{1,2}[:h]\d{2})\s*")
BAD_SPAN = N_("Ghi giờ dạng 07:00–11:00, 13:00–17:00; để trống nếu nghỉ.")


class HoursForm(forms.Form):
    """The hours of each weekday, from a day on."""

    valid_from = day(N_("Áp dụng từ ngày"))
    duty = forms.MultipleChoiceField(
        label=lazy(N_("Những ngày chỉ là ngày trực")),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, lazy(name)) for key, name in zip(DAYS, WEEKDAYS, strict=True)],
        help_text=lazy(N_("Mở cửa nhưng luật không tính là ngày làm việc, ví dụ trực sáng thứ Bảy.")),
    )
    note = short_text(N_("Ghi chú"), help_text=N_("Ví dụ: theo thông báo giờ mùa hè"))
    field_order = ("valid_from", *DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in zip(DAYS, WEEKDAYS, strict=True):
            self.fields[weekday] = forms.CharField(label=lazy(name), required=False, max_length=100)
        self.order_fields(self.field_order)


def spans_of(text: str) -> list[list[str]]:
    """The spans of one weekday; refuses with Invalid what cannot be read."""
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        match = SPAN.fullmatch(part)
        if match is None:
            raise Invalid(BAD_SPAN)
        found.append([moment.replace("h", ":").zfill(5) for moment in match.groups()])
    return found


def hours_json(given: dict[str, Any]) -> dict[str, Any]:
    """The week as the calendar keeps it; refuses with Invalid, each weekday by its field."""
    week: dict[str, Any] = {}
    errors = {}
    for weekday in DAYS:
        try:
            week[weekday] = spans_of(given[weekday])
        except Invalid as refusal:
            errors[weekday] = refusal.sentence
    if errors:
        raise Invalid(BAD_SPAN, errors)
    return {key: spans for key, spans in week.items() if spans} | {"duty": given["duty"]}


def week_text(hours: WeekHours) -> dict[str, str]:
    """The week as the form shows it."""
    return {
        DAYS[number]: ", ".join(f"{written(start)}–{written(end)}" for start, end in spans)
        for number, spans in enumerate(hours.days)
    }


def week_rows(hours: WeekHours) -> list[tuple[str, str, bool]]:
    """Weekday, its hours, whether the office is only on duty."""
    texts = week_text(hours)
    return [(say(WEEKDAYS[number]), texts[DAYS[number]], number in hours.duty) for number in range(7)]


@readers_only
def hours(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The hours that count today and those of the unit's own, by validity."""
    actor = actor_of(request)
    unit, today = unit_seen(actor, unit_id), clock.today()
    own = hours_of(unit_id)
    context = {
        "part": "units",
        "unit": unit,
        "rows": week_rows(hours_on(unit_id, today)),
        "own": [(one, week_rows(WeekHours.from_json(one.hours))) for one in own],
        "source": source_of(unit_id, today),
        "may_set": may_set_office_hours(actor, unit.path).allowed and actor.has_role("administrator"),
    }
    return render(request, "console/hours.html", context)


def source_of(unit_id: int, on: date) -> str:
    """The unit whose hours count, or nothing for the national ones."""
    for unit in directory().ancestry(unit_id):
        if any(one.valid_from <= on for one in hours_of(unit.id)):
            return unit.name
    return ""


@keepers_only
def set_hours(request: HttpRequest, unit_id: int) -> HttpResponse:
    """New hours of a unit from a day on."""
    actor = actor_of(request)
    unit = unit_seen(actor, unit_id)
    now = hours_on(unit_id, clock.today())
    initial = {**week_text(now), "valid_from": today_text(), "duty": [DAYS[number] for number in sorted(now.duty)]}
    deed = Deed(
        Sentence(N_("Đặt giờ làm việc của %(unit)s"), {"unit": unit.name}),
        N_("Áp dụng cho đơn vị và các bộ phận bên trong. Ngày hẹn đã báo cho người dân không thay đổi."),
        filled(request, HoursForm, initial),
        lambda given: _set(actor, unit_id, given),
        reverse("console:hours", args=[unit_id]),
        "units",
        N_("Đã đặt giờ làm việc."),
        N_("Lưu giờ làm việc"),
    )
    return show(request, deed)


def _set(actor: Actor, unit_id: int, given: dict[str, Any]) -> object:
    return set_office_hours(
        unit_id=unit_id, valid_from=given["valid_from"], hours=hours_json(given), note=given["note"], actor=actor
    )
