"""Lists over the office's cases: search, where things stand, register, messages."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.dossiers.documents import register_pdf
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import search_dossiers, visible_to
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.words import Sentence
from motcua.notices.actions.leave_message import mark_read
from motcua.notices.models import Message
from motcua.notices.queries import messages_of
from motcua.people.directory import UnitRef
from motcua.people.queries import directory, visible_unit_ids
from motcua.web.office.access import actor_of, officer_only
from motcua.web.office.inbox import WAITING, row_facts
from motcua.web.ui.keyset import page_of
from motcua.web.ui.words import say

RISKS = ("overdue", "today", "soon", "calm", "waiting")
MOST_EXPORTED = 5000


@officer_only()
def search(request: HttpRequest) -> HttpResponse:
    """Cases by code, name or procedure, with or without diacritics."""
    text = request.GET.get("q", "").strip()[:200]
    found = search_dossiers(actor_of(request), text) if text else []
    at = clock.now()
    context = {"search_text": text, "rows": [row_facts(one, at) for one in found], "section": "search"}
    return render(request, "office/search.html", context)


@officer_only()
def messages(request: HttpRequest) -> HttpResponse:
    """What was told to the officer and their posts."""
    page = page_of(messages_of(actor_of(request)), ("-at", "-id"), request.GET.get("sau", ""), 50)
    return render(request, "office/messages.html", {"page": page, "section": "messages", "message_text": _text})


def _text(message: Message) -> str:
    return say(Sentence(message.text, message.params))


@officer_only()
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark a message read and go where it leads."""
    message = mark_read(message_id=message_id, actor=actor_of(request))
    return redirect(message.link)


def risk_filters(at: datetime) -> dict[str, Q]:
    """Open cases by how close the law's clock is."""
    tomorrow = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    working = ~Q(state__in=WAITING) & ~Q(state=State.FINISHED)
    return {
        "overdue": Q(attention_at__lt=at) & working,
        "today": Q(attention_at__gte=at, attention_at__lt=tomorrow) & working,
        "soon": Q(attention_at__gte=tomorrow, attention_at__lt=tomorrow + timedelta(days=3)) & working,
        "calm": Q(attention_at__gte=tomorrow + timedelta(days=3)) & working,
        "waiting": Q(state__in=(*WAITING, State.FINISHED)),
    }


@officer_only("leader", "inspector", "desk_officer")
def standing(request: HttpRequest) -> HttpResponse:
    """Where things stand: every open case by age, holder and risk, over the units of the reader."""
    actor = actor_of(request)
    at = clock.now()
    open_cases = visible_to(actor).filter(closed_at__isnull=True)
    unit_id = _number(request.GET.get("don-vi"))
    if unit_id:
        open_cases = open_cases.filter(competent_unit_id=unit_id)
    risk = request.GET.get("muc", "")
    listed = open_cases.filter(risk_filters(at).get(risk, Q()))
    page = page_of(listed, ("attention_at", "id"), request.GET.get("sau", ""), 50)
    context = {
        "section": "standing",
        "units": _by_unit(open_cases, at),
        "holders": _by_holder(open_cases, at),
        "totals": _totals(open_cases, at),
        "ages": _by_age(open_cases, at),
        "page": page,
        "rows": [row_facts(one, at) for one in page.rows],
        "risk": risk,
        "unit_id": unit_id,
    }
    return render(request, "office/standing.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 10 else None


def _counted(at: datetime) -> dict[str, Count]:
    return {key: Count("id", filter=condition) for key, condition in risk_filters(at).items()}


def _totals(rows: QuerySet[Dossier], at: datetime) -> dict[str, int]:
    return rows.order_by().aggregate(**_counted(at), total=Count("id"))


def _by_unit(rows: QuerySet[Dossier], at: datetime) -> list[dict[str, Any]]:
    grouped = rows.order_by().values("competent_unit_id").annotate(**_counted(at), total=Count("id"))
    known = directory()
    found = [{**row, "unit": known.unit(row["competent_unit_id"])} for row in grouped]
    return sorted(found, key=lambda row: (-row["overdue"], row["unit"].name))


def _by_holder(rows: QuerySet[Dossier], at: datetime) -> list[dict[str, Any]]:
    grouped = (
        rows.order_by()
        .values("holder_post_id")
        .annotate(**_counted(at), total=Count("id"), oldest=Min("step_since"))
        .order_by("-overdue", "-total")[:15]
    )
    known = directory()
    found = []
    for row in grouped:
        post = known.post(row["holder_post_id"])
        if post:
            found.append({**row, "post": post, "unit": known.unit(post.unit_id)})
    return found


def _by_age(rows: QuerySet[Dossier], at: datetime) -> list[tuple[str, int]]:
    edges = (("0–2", 0, 2), ("3–5", 3, 5), ("6–10", 6, 10), ("11–20", 11, 20), ("> 20", 21, 99999))
    ages = Counter[str]()
    for since, number in rows.order_by().values_list("submitted_at__date").annotate(n=Count("id")):
        days = (at.date() - since).days
        name = next(label for label, low, high in edges if low <= days <= high)
        ages[name] += number
    return [(label, ages[label]) for label, _, _ in edges]


@officer_only("desk_officer", "leader", "clerk", "inspector")
def register(request: HttpRequest) -> HttpResponse:
    """The register (form 07) of a unit and span of days: on screen, as PDF or CSV."""
    actor = actor_of(request)
    today = clock.today()
    first = _day(request.GET.get("tu"), today.replace(day=1))
    last = _day(request.GET.get("den"), today)
    units = [one for one in directory().communes() if one.id in visible_unit_ids(actor)]
    unit = next((one for one in units if one.id == _number(request.GET.get("don-vi"))), units[0] if units else None)
    rows = _registered(unit, first, last) if unit else Dossier.objects.none()
    kind = request.GET.get("dang", "")
    if unit and kind == "pdf":
        return _attachment(
            register_pdf(unit, first, last, dossiers=list(rows[:MOST_EXPORTED])), "application/pdf", "so-theo-doi.pdf"
        )
    if unit and kind == "csv":
        return _csv(rows)
    page = page_of(rows, ("received_at", "id"), request.GET.get("sau", ""), 50)
    at = clock.now()
    context = {
        "section": "register",
        "unit_options": [(one.id, one.name) for one in units],
        "unit": unit,
        "first": first,
        "last": last,
        "page": page,
        "rows": [row_facts(one, at) for one in page.rows],
    }
    return render(request, "office/register.html", context)


def _registered(unit: UnitRef, first: date, last: date) -> QuerySet[Dossier]:
    begin = datetime.combine(first, datetime.min.time(), clock.VIETNAM)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.VIETNAM)
    return Dossier.objects.filter(competent_unit_id=unit.id, received_at__gte=begin, received_at__lt=end).order_by(
        "received_at", "id"
    )


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _csv(rows: QuerySet[Dossier]) -> HttpResponse:
    """The same rows for a spreadsheet; a leading formula sign is made harmless."""
    response = _attachment(b"\xef\xbb\xbf", "text/csv; charset=utf-8", "so-theo-doi.csv")
    writer = csv.writer(response)
    writer.writerow(["Mã hồ sơ", "Thủ tục", "Người nộp", "Tiếp nhận", "Hẹn trả", "Trả kết quả", "Trạng thái"])
    for one in rows[:MOST_EXPORTED]:
        cells = [one.code, one.title, one.applicant_name, one.received_at, one.due_at, one.closed_at]
        writer.writerow([_cell(cell) for cell in [*cells, STATE_NAMES[State(one.state)]]])
    return response


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M")
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t" and text else text
