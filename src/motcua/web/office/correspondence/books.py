"""The registers of documents, the office's templates and how it numbers."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.correspondence.actions.export_letters import export_letters
from motcua.correspondence.actions.keep_template import drop_template, keep_template, set_office_book
from motcua.correspondence.books import COLUMNS, TITLES, book_pdf, cells, in_rows, out_rows, registers_for
from motcua.correspondence.drafting import template_bytes
from motcua.correspondence.layouts import LAYOUT_OF, MEDIA_TYPE
from motcua.correspondence.models import LetterTemplate
from motcua.correspondence.office import program
from motcua.correspondence.policies import READERS
from motcua.correspondence.queries import searched
from motcua.correspondence.rules.kinds import KINDS, kind_of
from motcua.correspondence.rules.numbering import OTHERS
from motcua.correspondence.rules.placeholders import NAMES
from motcua.correspondence.wording import book_of
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.office.correspondence.deeds import Deed, show
from motcua.web.office.correspondence.forms import USUAL_KINDS, BookForm, TemplateForm
from motcua.web.office.correspondence.outgoing import SIZE, tabs
from motcua.web.office.register import span_of
from motcua.web.office.spreadsheet import attachment, csv_file
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.deeds import filled
from motcua.web.ui.keyset import page_of
from motcua.web.ui.posted import number_in

FILES = {"di": "so-van-ban-di", "den": "so-van-ban-den"}
DROPPED = N_("Đã bỏ mẫu riêng, dùng lại mẫu có sẵn.")


@officer_only(*READERS)
def letter_register(request: HttpRequest) -> HttpResponse:
    """The register of documents out or in, of a unit and span of days: on screen, as PDF or for a spreadsheet."""
    units = registers_for(actor_of(request))
    unit = next((one for one in units if one.id == number_in(request.GET.get("don-vi"))), units[0] if units else None)
    book, span = "den" if request.GET.get("so") == "den" else "di", span_of(request)
    if unit and request.GET.get("dang") in {"pdf", "csv"}:
        return _file(request, unit, book, span=span)
    context = _shown(request, unit, book, span=span)
    context["unit_options"] = [(one.id, one.name) for one in units]
    return render(request, "office/letters/register.html", context)


def _shown(request: HttpRequest, unit: UnitRef | None, book: str, *, span: Any) -> dict[str, Any]:
    """One page of the register, by words."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:200]
    rows = searched(_rows(actor, unit, book, span=span), text)
    page = page_of(rows, *_paging(book), request.GET.get("sau", ""), SIZE)
    return {
        "section": "letters",
        "unit": unit,
        "span": span,
        "book": book,
        "books": [(key, label, key == book) for key, label in TITLES.items()],
        "text": text,
        "columns": [label for label, _ in COLUMNS[book]],
        "page": page,
        "rows": list(zip(cells(book, page.rows), page.rows, strict=True)),
        **tabs(actor, "so"),
    }


def _paging(book: str) -> tuple[Sequence[str]]:
    return (("-year", "-signed_at", "-id") if book == "di" else ("-year", "-number", "-id"),)


def _rows(actor: Actor, unit: UnitRef | None, book: str, *, span: Any) -> Any:
    found = out_rows if book == "di" else in_rows
    return found(actor, unit.id if unit else 0, span)


def _file(request: HttpRequest, unit: UnitRef, book: str, *, span: Any) -> HttpResponse:
    """The register as a file; who took it is kept."""
    kind = request.GET["dang"]
    rows = export_letters(unit_id=unit.id, book=book, span=span, kind=kind, actor=actor_of(request))
    if kind == "csv":
        return csv_file(f"{FILES[book]}.csv", [label for label, _ in COLUMNS[book]], cells(book, rows))
    return attachment(book_pdf(book, unit, span, rows=rows), "application/pdf", f"{FILES[book]}.pdf")


def _office(actor: Actor) -> int:
    """The authority whose clerk the reader is."""
    seat = next(one for one in actor.seats if one.role == "clerk")
    authority = directory().authority_of(seat.unit_id)
    return authority.id if authority else seat.unit_id


@officer_only("clerk")
def letter_templates(request: HttpRequest) -> HttpResponse:
    """Every kind with the template that it is written from, and the names that a template may use."""
    actor = actor_of(request)
    unit_id = _office(actor)
    own: dict[str, LetterTemplate] = {}
    for one in LetterTemplate.objects.filter(unit_id=unit_id, ended_at=None).order_by("number"):
        own[one.kind] = one
    order = [*USUAL_KINDS, *(code for code in KINDS if code not in USUAL_KINDS)]
    context = {
        "section": "letters",
        "kinds": [(KINDS[code], own.get(code)) for code in order],
        "usual": len(USUAL_KINDS),
        "names": NAMES.items(),
        "book": book_of(unit_id),
        "has_office": program() is not None,
        "layouts": LAYOUT_OF,
        **tabs(actor, "mau"),
    }
    return render(request, "office/letters/templates.html", context)


@officer_only("clerk")
def template_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The template of a kind, to be edited in LibreOffice."""
    found = kind_of(kind)
    content = template_bytes(_office(actor_of(request)), found.code)
    return attachment(content, MEDIA_TYPE, f"mau-{list(KINDS).index(found.code) + 1:02d}.odt")


@officer_only("clerk")
def template_new(request: HttpRequest, kind: str) -> HttpResponse:
    """A template that was edited comes back."""
    actor, found = actor_of(request), kind_of(kind)
    deed = Deed(
        N_("Tải mẫu lên"),
        N_("Mẫu được kiểm tra ngay: chỗ điền lạ, macro và liên kết ra ngoài đều bị từ chối."),
        filled(request, TemplateForm),
        lambda given: keep_template(
            unit_id=_office(actor),
            kind=found.code,
            name=given["file"].name,
            stream=BytesIO(given["file"].read()),
            actor=actor,
        ),
        reverse("office:letter_templates"),
        N_("Đã dùng mẫu mới từ lúc này."),
        subject=gettext(found.name),
    )
    return show(request, deed)


@officer_only("clerk")
@require_POST
def template_drop(request: HttpRequest, kind: str) -> HttpResponse:
    """The shipped template is used again."""
    actor = actor_of(request)
    drop_template(unit_id=_office(actor), kind=kind_of(kind).code, actor=actor)
    messages.success(request, gettext(DROPPED))
    return redirect("office:letter_templates")


@officer_only("clerk")
def letter_book(request: HttpRequest) -> HttpResponse:
    """How the office writes symbols and which kinds it numbers together."""
    actor = actor_of(request)
    unit_id = _office(actor)
    book = book_of(unit_id)
    series = "\n".join(", ".join(kinds) for name, kinds in book.series.items() if name != OTHERS)
    initial = {"symbol": book.symbol, "section": book.section, "place": book.place, "series": series}
    deed = Deed(
        N_("Ký hiệu và dãy số"),
        N_("Chỉ áp dụng cho văn bản soạn từ lúc này; số đã cấp giữ nguyên."),
        filled(request, BookForm, initial=initial),
        lambda given: set_office_book(unit_id=unit_id, actor=actor, **{**given, "series": _series(given["series"])}),
        reverse("office:letter_templates"),
        N_("Đã lưu ký hiệu và dãy số."),
        button=N_("Lưu"),
    )
    return show(request, deed)


def _series(text: str) -> dict[str, list[str]]:
    lines = [[one.strip() for one in line.split(",") if one.strip()] for line in text.splitlines()]
    return {kinds[0][:12]: kinds for kinds in lines if kinds}
