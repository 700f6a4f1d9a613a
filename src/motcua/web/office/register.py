"""The register (form 07) of a unit and span of days: on screen, as PDF or for a spreadsheet."""

import csv
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.documents import register_pdf
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.queries import directory, visible_unit_ids
from motcua.people.rules import Actor
from motcua.web.office.access import actor_of, officer_only
from motcua.web.office.inbox import SHOWN, row_facts
from motcua.web.office.lists import number_in
from motcua.web.ui.keyset import page_of
from motcua.web.ui.words import say

MOST_EXPORTED = 5000
PAGE_SIZE = 50
FORMULA = frozenset("=+-@\t\r")
COLUMNS = (
    N_("Mã hồ sơ"),
    N_("Thủ tục"),
    N_("Người nộp"),
    N_("Tiếp nhận"),
    N_("Hẹn trả"),
    N_("Trả kết quả"),
    N_("Trạng thái"),
)


@officer_only("desk_officer", "leader", "clerk", "inspector")
def register(request: HttpRequest) -> HttpResponse:
    """What a unit received in a span of days."""
    units = units_of(actor_of(request))
    unit = next((one for one in units if one.id == number_in(request.GET.get("don-vi"))), units[0] if units else None)
    first, last = span_of(request)
    rows = received_between(unit, first, last) if unit else Dossier.objects.none()
    exported = exports(unit, (first, last), rows, request.GET.get("dang", "")) if unit else None
    if exported:
        return exported
    page = page_of(rows.only(*SHOWN), ("received_at", "id"), request.GET.get("sau", ""), PAGE_SIZE)
    context = {
        "section": "register",
        "unit_options": [(one.id, one.name) for one in units],
        "unit": unit,
        "first": first,
        "last": last,
        "page": page,
        "rows": [row_facts(one, clock.now()) for one in page.rows],
    }
    return render(request, "office/register.html", context)


def units_of(actor: Actor) -> list[UnitRef]:
    """The communes whose register the officer may read."""
    visible = visible_unit_ids(actor)
    return [one for one in directory().communes() if one.id in visible]


def span_of(request: HttpRequest) -> tuple[date, date]:
    """The days asked for, else this month until today; turned round when the last comes before the first."""
    today = clock.today()
    first, last = _day(request.GET.get("tu"), today.replace(day=1)), _day(request.GET.get("den"), today)
    return min(first, last), max(first, last)


def exports(unit: UnitRef, span: tuple[date, date], rows: QuerySet[Dossier], kind: str) -> HttpResponse | None:
    """The register as a file, if one was asked for."""
    if kind == "pdf":
        content = register_pdf(unit, *span, dossiers=rows[:MOST_EXPORTED])
        return _attachment(content, "application/pdf", "so-theo-doi.pdf")
    return _csv(rows) if kind == "csv" else None


def received_between(unit: UnitRef, first: date, last: date) -> QuerySet[Dossier]:
    """The unit's dossiers by the moment of receipt, both days included."""
    begin = datetime.combine(first, datetime.min.time(), clock.VIETNAM)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.VIETNAM)
    return Dossier.objects.filter(competent_unit_id=unit.id, received_at__gte=begin, received_at__lt=end).order_by(
        "received_at", "id"
    )


def _day(text: str | None, otherwise: date) -> date:
    """A day as people write it (24/11/2026) or as programs do (2026-11-24)."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text or "", pattern).replace(tzinfo=clock.VIETNAM).date()
        except ValueError:
            continue
    return otherwise


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _csv(rows: QuerySet[Dossier]) -> HttpResponse:
    """The same rows for a spreadsheet; a leading formula sign is made harmless."""
    response = _attachment(b"\xef\xbb\xbf", "text/csv; charset=utf-8", "so-theo-doi.csv")
    writer = csv.writer(response)
    writer.writerow([say(name) for name in COLUMNS])
    for one in rows[:MOST_EXPORTED]:
        cells = [one.code, one.title, one.applicant_name, one.received_at, one.due_at, one.closed_at]
        writer.writerow([_cell(cell) for cell in [*cells, say(STATE_NAMES[State(one.state)])]])
    return response


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M")
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in FORMULA else text
