"""The register (form 07) of a unit and span of days: on screen, as PDF or for a spreadsheet."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.actions.export_register import export_register
from motcua.dossiers.documents import register_pdf
from motcua.dossiers.models import Dossier
from motcua.dossiers.register import READERS, is_above, received_between, received_for_others, registers_of
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.office.columns import look_for
from motcua.web.office.rows import SHOWN, drawn_rows
from motcua.web.office.spreadsheet import attachment, csv_file
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.keyset import page_of
from motcua.web.ui.posted import number_in
from motcua.web.ui.words import say

KINDS = frozenset({"pdf", "csv"})
COLUMNS = (
    N_("Mã hồ sơ"),
    N_("Thủ tục"),
    N_("Người nộp"),
    N_("Tiếp nhận"),
    N_("Hẹn trả"),
    N_("Trả kết quả"),
    N_("Trạng thái"),
    N_("Nơi tiếp nhận"),
    N_("Nơi giải quyết"),
)
PARTS = {"": N_("Hồ sơ của đơn vị"), "ho": N_("Tiếp nhận cho nơi khác")}


@officer_only(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    """What a unit received in a span of days."""
    actor = actor_of(request)
    units = registers_of(actor)
    unit = next((one for one in units if one.id == number_in(request.GET.get("don-vi"))), units[0] if units else None)
    span = span_of(request)
    if unit and request.GET.get("dang") in KINDS:
        return file_of(unit, span, request.GET["dang"], actor)
    part = part_of(request, unit)
    rows, look = rows_of(part, actor, unit, span).only(*SHOWN), look_for(actor)
    page = page_of(rows, ("received_at", "id"), request.GET.get("sau", ""), look.size)
    context = {
        "section": "register",
        "unit_options": [(one.id, one.name) for one in units],
        "unit": unit,
        "span": span,
        "parts": [(key, label, key == part) for key, label in PARTS.items()] if unit and not is_above(unit) else [],
        "page": page,
        "look": look,
        "rows": drawn_rows(page.rows, clock.now()),
    }
    return render(request, "office/register.html", context)


def part_of(request: HttpRequest, unit: UnitRef | None) -> str:
    """The unit's own cases, or what its desk took in for others; a district's desk takes in for others only."""
    return "ho" if request.GET.get("phan") == "ho" or (unit and is_above(unit)) else ""


def rows_of(part: str, actor: Actor, unit: UnitRef | None, span: tuple[date, date]) -> QuerySet[Dossier]:
    """The cases of this part of the register."""
    if unit is None:
        return Dossier.objects.none()
    return received_for_others(actor, unit.id, span) if part else received_between(actor, unit.id, span)


def span_of(request: HttpRequest) -> tuple[date, date]:
    """The days asked for, else this month until today; turned round when the last comes before the first."""
    today = clock.today()
    first, last = _day(request.GET.get("tu"), today.replace(day=1)), _day(request.GET.get("den"), today)
    return min(first, last), max(first, last)


def file_of(unit: UnitRef, span: tuple[date, date], kind: str, actor: Actor) -> HttpResponse:
    """The register as a file, for paper or for a spreadsheet."""
    rows = export_register(unit_id=unit.id, span=span, kind=kind, actor=actor)
    if kind == "csv":
        return _csv(rows)
    return attachment(register_pdf(unit, *span, dossiers=rows), "application/pdf", "so-theo-doi.pdf")


def _day(text: str | None, otherwise: date) -> date:
    """A day as people write it (24/11/2026) or as programs do (2026-11-24)."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text or "", pattern).replace(tzinfo=clock.VIETNAM).date()
        except ValueError:
            continue
    return otherwise


def _csv(rows: list[Dossier]) -> HttpResponse:
    """The same rows for a spreadsheet."""
    return csv_file("so-theo-doi.csv", COLUMNS, (_cells(one) for one in rows))


def _cells(one: Dossier) -> list[object]:
    known = directory()
    told = [one.code, one.title, one.applicant_name, one.received_at, one.due_at, one.closed_at]
    taken_at = known.unit(one.received_unit_id).name if one.received_unit_id else ""
    return [*told, say(STATE_NAMES[State(one.state)]), taken_at, known.unit(one.competent_unit_id).authority_name]
