"""Procedures: the list, one procedure as it stands, its versions and their differences, its file."""

import json
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.procedures.files import written
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.policies import may_publish
from motcua.procedures.queries import (
    LoadedVersion,
    active_unit_ids,
    current_version,
    fields_counted,
    load_procedure,
    procedures_by_field,
    search,
    to_confirm_everywhere,
    version,
    versions_of,
)
from motcua.procedures.rules import ABOUTS, PARAMETERS, Bundle, Confirmation, difference
from motcua.web.console.bundle_words import (
    ABOUT_NAMES,
    CHANNEL_NAMES,
    HANDLER_NAMES,
    ROLE_NAMES,
    change_rows,
    form_pages,
    parameter_rows,
    span_text,
)
from motcua.web.console.fronts import front_context
from motcua.web.console.scope import readers_only
from motcua.web.ui.access import actor_of
from motcua.web.ui.keyset import page_of

PAGE_SIZE = 50
MOST_FOUND = 60
NO_NUMBER = N_("Thủ tục này không có phiên bản số %(number)s.")
WORDS: dict[str, Any] = {
    "channel_names": CHANNEL_NAMES,
    "handler_names": HANDLER_NAMES,
    "role_names": ROLE_NAMES,
    "about_names": ABOUT_NAMES,
    "span_text": span_text,
}


def kinds_of(kind: str, open_codes: set[str]) -> Q:
    """The procedures of one chip."""
    chosen = {
        "operable": Q(is_operable=True),
        "elsewhere": ~Q(handler="ours"),
        "to_confirm": Q(code__in=open_codes),
        "read_only": Q(is_operable=False, handler="ours"),
    }
    return chosen.get(kind, Q())


@readers_only
def procedures(request: HttpRequest) -> HttpResponse:
    """The list by chip and field, or what a search finds."""
    text, kind, field = (request.GET.get(key, "").strip()[:200] for key in ("q", "muc", "linh-vuc"))
    marks, about = _marks(request.GET.get("ve", ""))
    rows: QuerySet[Procedure] = procedures_by_field(field or None).filter(kinds_of(kind, set(marks)))
    if text:
        found = {hit.code for hit in search(text, MOST_FOUND)}
        rows = rows.filter(Q(code__in=found) | Q(code__startswith=text) | Q(name_folded__contains=fold(text)))
    page = page_of(rows, ("rank", "code"), request.GET.get("sau", ""), PAGE_SIZE)
    context = {"part": "procedures", "page": page, "text": text, "kind": kind, "field": field, "marks": marks}
    context |= {"about": about, "abouts": ABOUTS}
    context |= {"fields_known": [(name, f"{name} ({count})") for name, count in fields_counted()], **WORDS}
    context["may_publish"] = may_publish(actor_of(request), directory()).allowed
    return render(request, "console/procedures.html", context)


def _marks(about: str) -> tuple[dict[str, list[Confirmation]], str]:
    """What is to be confirmed by code, of one part only where that is asked for."""
    asked = about if about in ABOUTS else ""
    found = to_confirm_everywhere(clock.today()).items()
    kept = {code: [one for one in marks if asked in {"", one.about}] for code, marks in found}
    return {code: marks for code, marks in kept.items() if marks}, asked


@readers_only
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Every part of the version in force, or the published description where there is no bundle yet."""
    found, today = load_procedure(code), clock.today()
    loaded = current_version(code, today)
    active, versions = active_unit_ids(code, today), versions_of(code)
    context = {
        "part": "procedures",
        "procedure": found,
        "versions": versions,
        "waiting": [one for one in versions if one.valid_from > today and one.valid_until != one.valid_from],
        "active": sorted(unit.name for unit in directory().units if unit.id in active),
        "may_publish": may_publish(actor_of(request), directory()).allowed,
        "today": today,
        **front_context(code),
        **WORDS,
        **(bundle_context(loaded) if loaded else {"loaded": None}),
    }
    return render(request, "console/procedure.html", context)


def bundle_context(loaded: LoadedVersion) -> dict[str, Any]:
    """What the page of a version shows."""
    bundle: Bundle = loaded.bundle
    marks: dict[str, list[str]] = {}
    for one in bundle.confirmations:
        marks.setdefault(one.about, []).append(one.note)
    return {
        "loaded": loaded,
        "bundle": bundle,
        "marks": marks,
        "form_pages": form_pages(bundle.form),
        "parameters": parameter_rows(bundle.parameters, PARAMETERS),
    }


def row_of(code: str, number: int) -> ProcedureVersion:
    """The version of this number, or NotFound."""
    found = ProcedureVersion.objects.filter(procedure__code=code, number=number).first()
    if found is None:
        raise NotFound(NO_NUMBER, number=number)
    return found


@readers_only
def past_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version and what changed since the one before."""
    row, found = row_of(code, number), load_procedure(code)
    before = ProcedureVersion.objects.filter(procedure=found, number=number - 1).first()
    changes = difference(before.bundle, row.bundle) if before else []
    context = {"part": "procedures", "procedure": found, "row": row, "before": before, **WORDS}
    context |= {"changes": change_rows(changes), **bundle_context(version(row.pk))}
    return render(request, "console/version.html", context)


@readers_only
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The bundle as a file: the version in force, or that of ``?so=``."""
    asked = request.GET.get("so", "")
    if asked.isdecimal() and len(asked) < 6:
        kept = row_of(code, int(asked)).bundle
    else:
        loaded = current_version(load_procedure(code).code, clock.today())
        if loaded is None:
            raise NotFound(N_("Thủ tục này chưa có gói để tải về."))
        kept = json.loads(json.dumps(loaded.json))
    headers = {"Content-Disposition": f'attachment; filename="thu-tuc-{code}.json"'}
    return HttpResponse(written(kept), content_type="application/json; charset=utf-8", headers=headers)
