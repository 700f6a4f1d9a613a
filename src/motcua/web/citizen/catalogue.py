"""The catalogue for citizens: search, one procedure answer first, life events."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.people.queries import directory
from motcua.procedures.queries import (
    current_version,
    fields_counted,
    load_procedure,
    procedures_by_field,
    procedures_of_life_event,
    units_taking,
)
from motcua.procedures.rules import LIFE_EVENTS
from motcua.procedures.search import search
from motcua.web.citizen.doors import door_context, taken_online
from motcua.web.ui.keyset import page_of
from motcua.web.ui.naming import titled, worded
from motcua.web.ui.words import is_english

SUGGESTED = 8


def procedures(request: HttpRequest) -> HttpResponse:
    """Search results, or the whole catalogue by field; a fragment for the instant results."""
    text = request.GET.get("q", "").strip()[:200]
    if request.headers.get("X-Fragment"):
        return _suggested(request, text)
    field = request.GET.get("linh-vuc", "")
    page = page_of(procedures_by_field(field or None), ("rank", "code"), request.GET.get("sau", ""), 40)
    hits = search(text, 40, english=is_english()) if text else []
    context = {
        "section": "procedures",
        "search_words": text,
        "hits": hits,
        "online": taken_online(hits or page.rows),
        "fields": fields_counted(),
        "field": field,
        "page": page,
    }
    return render(request, "citizen/procedures.html", context)


def _suggested(request: HttpRequest, text: str) -> HttpResponse:
    hits = search(text, SUGGESTED, english=is_english()) if text else []
    items = [
        {"url": reverse("citizen:procedure", args=[one.code]), "title": titled(one.short_name), "note": one.field}
        for one in hits
    ]
    return render(request, "citizen/_hits.html", {"items": items, "text": text})


def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Who it is for, what is needed, cost, time, where the result comes; then the way to apply."""
    found = load_procedure(code)
    loaded = current_version(code, clock.today())
    bundle = worded(loaded) if loaded else None
    context: dict[str, Any] = {"section": "procedures", "procedure": found, "bundle": bundle}
    context |= door_context(code, loaded, found.handler)
    if loaded:
        served = units_taking(code, clock.today())
        context["unit_count"] = len(served)
        context["submit"] = [one for one in worded(loaded).requirements if one.mode == "submit"]
        context["present"] = [one for one in worded(loaded).requirements if one.mode == "present"]
    return render(request, "citizen/procedure.html", context)


def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """The procedures that belong to one event of life."""
    event = next((one for one in LIFE_EVENTS if one.key == key), None)
    if event is None:
        raise Http404
    context = {"section": "procedures", "event": event, "found": procedures_of_life_event(key)}
    return render(request, "citizen/life_event.html", context)


def served_communes(code: str) -> list[tuple[int, str]]:
    """The communes that take applications for the procedure today."""
    served = units_taking(code, clock.today())
    return [(one.id, one.name) for one in directory().communes() if one.id in served]
