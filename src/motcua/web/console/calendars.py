"""Calendars: the country's special days, opening hours of a unit, and what a due date would be."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.console.calendar_words import is_unseen, source_words
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import keepers_only, readers_only, units_of
from motcua.web.console.unit_forms import Choosing, EmptyForm, choice, lazy, today_text
from motcua.web.console.units import unit_options
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled, mark
from motcua.web.ui.fields import day, short_text
from motcua.workdays.actions.remove_special_day import remove_special_day
from motcua.workdays.actions.set_special_day import set_special_day
from motcua.workdays.models import SpecialDay
from motcua.workdays.policies import may_set_special_day
from motcua.workdays.queries import calendar_for, news, special_days
from motcua.workdays.rules import Day, Due, TimeLimit, due

STATUSES = [(one.value, lazy(str(one.label))) for one in SpecialDay.Status]
TYPES = [(one.value, lazy(str(one.label))) for one in SpecialDay.Type]
LIMITS = [
    ("working_day", N_("ngày làm việc")),
    ("hour", N_("giờ làm việc")),
    ("day", N_("ngày (tính cả ngày nghỉ)")),
    ("same_day", N_("trong ngày")),
]
NATIONAL = N_("Lịch này dùng cho mọi đơn vị. Ngày hẹn đã báo cho người dân không thay đổi.")


class DayForm(forms.Form):
    """One special day."""

    date = day(N_("Ngày"))
    name = short_text(N_("Tên ngày"), required=True, help_text=N_("Ví dụ: Quốc khánh"))
    type = forms.ChoiceField(label=lazy(N_("Loại")), choices=TYPES)
    status = forms.ChoiceField(
        label=lazy(N_("Tình trạng")),
        choices=STATUSES,
        help_text=lazy(N_("Ngày lễ, nghỉ bù dự kiến vẫn được trừ; hoán đổi và làm bù chỉ tính khi đã công bố.")),
    )
    source = short_text(N_("Văn bản công bố"), help_text=N_("Số, ngày của văn bản; ngày dự kiến thì có thể để trống"))


class SwapForm(forms.Form):
    """A working day given for a day off."""

    off = day(N_("Ngày được nghỉ"))
    work = day(N_("Ngày làm bù"))
    name = short_text(N_("Nghỉ dịp nào"), required=True, help_text=N_("Ví dụ: nghỉ liền dịp 30/4"))
    source = short_text(N_("Văn bản công bố"), required=True)


class TryForm(Choosing):
    """When what was received."""

    unit = choice(N_("Đơn vị"))
    on = day(N_("Nhận hồ sơ ngày"))
    at = forms.TimeField(label=lazy(N_("Lúc")), help_text=lazy(N_("Ví dụ 15:30")))
    value = forms.DecimalField(label=lazy(N_("Thời hạn")), min_value=Decimal("0.5"), max_value=3650, decimal_places=1)
    kind = choice(N_("Tính theo"))


@readers_only
def calendar(request: HttpRequest) -> HttpResponse:
    """The special days of a year, with source and status."""
    year = _year(request.GET.get("nam"))
    days = special_days(year)
    context = {"part": "calendar", "year": year, "days": days, "years": known_years(year)}
    context["projected"] = sum(1 for one in days if one.status == "projected")
    context["to_check"] = [one for one in days if is_unseen(one.source)]
    context["news"] = [(of, list(found)) for of, found in groupby(news(), lambda one: one.date.year)]
    context["source_words"] = source_words
    context["may_set"] = may_set_special_day(actor_of(request), directory()).allowed
    return render(request, "console/calendar.html", context)


def _year(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 2000 <= int(text) <= 2199 else clock.today().year


def known_years(year: int) -> Sequence[int]:
    """The years with special days, this one and the next."""
    kept = {one.year for one in SpecialDay.objects.dates("date", "year")}
    return sorted(kept | {year, clock.today().year, clock.today().year + 1})


def calendar_url(on: date | None = None) -> str:
    """The page of a year."""
    return f"{reverse('console:calendar')}?nam={(on or clock.today()).year}"


@keepers_only
def set_day(request: HttpRequest) -> HttpResponse:
    """Add a day, or correct the one of ``?ngay=``."""
    actor = actor_of(request)
    kept = SpecialDay.objects.filter(date=_day_or_404(request.GET["ngay"])).first() if "ngay" in request.GET else None
    keys = ("date", "name", "type", "status", "source")
    initial = {key: getattr(kept, key) for key in keys} if kept else {"status": "announced"}
    if kept and kept.source:
        initial["source"] = str(source_words(kept.source))
    deed = Deed(
        N_("Sửa ngày nghỉ, ngày làm bù") if kept else N_("Thêm ngày nghỉ, ngày làm bù"),
        NATIONAL,
        filled(request, DayForm, initial),
        lambda given: _set(actor, given),
        calendar_url(kept.date if kept else None),
        "calendar",
        N_("Đã lưu vào lịch."),
        N_("Lưu vào lịch"),
        lands=calendar_url,
    )
    return show(request, deed)


def _set(actor: Actor, given: dict[str, Any]) -> date:
    """The day that was set, so that its year is shown."""
    made = _day(given)
    set_special_day(day=made, actor=actor)
    return made.date


def _day(given: dict[str, Any]) -> Day:
    kind = "work" if given["type"] == "makeup" else "off"
    keys = ("date", "name", "type", "status", "source")
    return Day(kind=kind, **{key: given[key] for key in keys})


def _day_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


@keepers_only
def swap(request: HttpRequest) -> HttpResponse:
    """A day off and the day that makes up for it, both or none."""
    actor = actor_of(request)
    deed = Deed(
        N_("Hoán đổi ngày làm việc"),
        N_("Nhập cả hai ngày của một lần hoán đổi: ngày được nghỉ và ngày làm bù. Lịch chung cho mọi đơn vị."),
        filled(request, SwapForm),
        lambda given: _swap(actor, given),
        calendar_url(),
        "calendar",
        N_("Đã ghi cả hai ngày vào lịch."),
        N_("Ghi hai ngày vào lịch"),
        lands=calendar_url,
    )
    return show(request, deed)


def _swap(actor: Actor, given: dict[str, Any]) -> date:
    more = {"name": given["name"], "status": "announced", "source": given["source"]}
    with transaction.atomic():
        set_special_day(day=Day(date=given["off"], kind="off", type="swap", **more), actor=actor)
        try:
            set_special_day(day=Day(date=given["work"], kind="work", type="makeup", **more), actor=actor)
        except Invalid as refusal:
            errors = {"work" if key == "date" else key: told for key, told in refusal.errors.items()}
            raise Invalid(refusal.sentence.text, errors) from None
    day_off: date = given["off"]
    return day_off


@keepers_only
def remove_day(request: HttpRequest, text: str) -> HttpResponse:
    """Take a special day back."""
    actor, on = actor_of(request), _day_or_404(text)
    kept = SpecialDay.objects.filter(date=on).first()
    told = {"day": f"{on:%d/%m/%Y}", "name": Sentence(kept.name if kept else "")}
    deed = Deed(
        Sentence(N_("Bỏ ngày %(day)s khỏi lịch"), told),
        Sentence(N_("%(day)s (%(name)s) trở lại như mọi ngày cùng thứ. Nếu bỏ nhầm, thêm lại ngày đó là được."), told),
        filled(request, EmptyForm),
        lambda _: remove_special_day(day=on, actor=actor),
        calendar_url(on),
        "calendar",
        N_("Đã bỏ ngày khỏi lịch."),
        N_("Bỏ khỏi lịch"),
        is_final=True,
    )
    return show(request, deed)


@readers_only
def try_due(request: HttpRequest) -> HttpResponse:
    """What due date a dossier would get, and why."""
    now = clock.now()
    options = {"unit": unit_options(units_of(actor_of(request))), "kind": LIMITS}
    first = {"on": today_text(), "at": f"{now:%H:%M}", "value": 3, "kind": "working_day"}
    is_asked = "value" in request.GET
    form = TryForm(request.GET if is_asked else None, initial=first, options=options)
    answer, refused = None, None
    if is_asked and form.is_valid():
        try:
            answer = due_of(form.cleaned_data)
        except Refused as refusal:
            refused = refusal
            mark(form, refusal)
    context = {"part": "calendar", "form": form, "answer": answer, "refused": refused}
    return render(request, "console/try_due.html", context)


def due_of(given: dict[str, Any]) -> Due:
    """The due moment with its trace."""
    at: time = given["at"]
    start = datetime.combine(given["on"], at, clock.VIETNAM)
    return due(calendar_for(int(given["unit"])), start, TimeLimit(Decimal(given["value"]), given["kind"]))
