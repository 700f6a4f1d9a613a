"""A whole case in the API's shapes, as far as the reader may see it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from motcua.dossiers.models import Dossier, HandOver, Rating
from motcua.dossiers.policies import left_to_pay
from motcua.dossiers.queries import history, terms_of
from motcua.dossiers.rules.timeline import is_inside, told
from motcua.dossiers.standing import clock_view, turn_view
from motcua.dossiers.way import choosable, way_of
from motcua.eforms.rules import summary
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.lifecycle import State
from motcua.people.rules import Actor
from motcua.web.api.offers import offered
from motcua.web.api.shown import shown
from motcua.web.ui.naming import FORM_NAMES, NAMES
from motcua.web.ui.words import say

MOST_READINGS = 10


def whole(found: Dossier, actor: Actor) -> dict[str, Any]:
    """Everything that the page of the case shows to this reader."""
    inside = _inside(found) if actor.seats else OWNERS
    return {
        **shown(found),
        **_people(found),
        **_content(found),
        **_standing(found),
        "timeline": timeline(found, actor),
        **_asked(found),
        **_given(found, is_office=bool(actor.seats)),
        **inside,
        "acts": offered(actor, found, inside),
    }


def timeline(found: Dossier, actor: Actor) -> list[dict[str, Any]]:
    """What happened, newest first; the office's own remarks are for officers."""
    lines = [told(entry, NAMES) for entry in history(found)]
    return [
        {"seq": one.seq, "at": one.at, "act": one.act, "who": say(one.who), "sentence": say(one.sentence)}
        for one in lines
        if actor.seats or not is_inside(one)
    ]


def _people(found: Dossier) -> dict[str, Any]:
    return {
        "unit": NAMES.unit(found.competent_unit_id),
        "received_at_unit": NAMES.unit(found.received_unit_id) if found.received_unit_id else "",
        "helped_at_unit": NAMES.unit(found.helped_unit_id) if found.helped_unit_id else "",
        "applicant": found.applicant,
        "delivery": found.delivery,
        "consent": found.consent,
    }


def _content(found: Dossier) -> dict[str, Any]:
    form = terms_of(found).form_in(get_language() or "vi")
    return {
        "answers": found.answers,
        "summary": [
            {
                "key": group.key,
                "title": say(group.title),
                "rows": [
                    {"field": row.field, "label": say(row.label), "text": say(row.value_text)} for row in group.rows
                ],
            }
            for group in (summary(form, found.answers) if form else [])
        ],
        "fee": {
            "lines": found.fees.get("lines", []),
            "total": int(found.fees.get("total", 0)),
            "paid": int(found.fees.get("paid", 0)),
            "left": left_to_pay(found),
            "is_open": bool(found.fees.get("is_open")),
        },
    }


def _standing(found: Dossier) -> dict[str, Any]:
    """The clock with its trace, whose turn it is, the process with its present step."""
    at = clock.now()
    view, turn = clock_view(found, at, with_trace=True), turn_view(found, at)
    return {
        "clock": {
            "label": say(view.label),
            "until": view.due,
            "left": say(view.left),
            "tone": view.tone,
            "used_minutes": view.used,
            "allotted_minutes": view.allotted,
            "promised_at": view.promised,
            "trace": [{"at": one.moment, "is_day": one.is_day, "sentence": say(one.sentence)} for one in view.trace],
        },
        "turn": {
            "turn": turn.turn,
            "words": say(turn.label),
            "who": turn.who,
            "since": turn.since,
            "until": turn.until,
        },
        "process": _process(found),
    }


def _process(found: Dossier) -> dict[str, Any]:
    steps = way_of(found)
    keys = [one.key for one in steps]
    where = keys.index(found.step_key) if found.step_key in keys else -1
    states = ["done" if at < where else "current" if at == where else "todo" for at in range(len(steps))]
    return {
        "steps": [
            {"key": one.key, "name": one.name, "role": one.role, "state": state}
            for one, state in zip(steps, states, strict=True)
        ],
        "present": found.step_key,
        "since": found.step_since,
        "due_at": found.step_due_at,
        "choosable": [one.key for one in choosable(found)],
    }


def _asked(found: Dossier) -> dict[str, Any]:
    asked = list(found.supplements.order_by("-asked_at"))
    return {"supplements": asked, "supplement": next((one for one in asked if one.closed_at is None), None)}


def _given(found: Dossier, *, is_office: bool) -> dict[str, Any]:
    """Papers, results, documents; how the result was handed over and how that was rated."""
    papers = sorted(found.papers.select_related("file").order_by("id"), key=lambda one: one.replaced_at is not None)
    results = found.results.filter(dropped_at=None).select_related("file").order_by("drafted_at")
    is_returned = found.state == State.RETURNED
    return {
        "papers": [_with_file(one, found, "paper_file", paper_id=one.pk) for one in papers],
        "results": [
            _with_file(one, found, "result_file", result_id=one.pk)
            for one in (results if is_office else results.filter(approved_at__isnull=False))
        ],
        "documents": [
            {
                **_columns(one, ("id", "key", "number", "issued_by", "issued_at")),
                "name": say(FORM_NAMES.get(one.key, one.key)),
                "url": reverse("api:document_file", args=[found.pk, one.pk]),
            }
            for one in found.forms.filter(issued_at__isnull=False).order_by("id")
        ],
        "hand_over": HandOver.objects.filter(dossier_id=found.pk).first() if is_returned else None,
        "rating": Rating.objects.filter(dossier_id=found.pk).first() if is_returned else None,
    }


COLUMNS = {
    "paper_file": ("id", "name", "kind", "copies", "source", "added_at", "replaced_at"),
    "result_file": (
        *("id", "name", "number", "outcome", "text"),
        *("drafted_by", "drafted_at", "approved_by", "approved_at"),
    ),
}


def _with_file(one: Any, found: Dossier, route: str, **key: Any) -> dict[str, Any]:
    url = reverse(f"api:{route}", kwargs={"dossier_id": found.pk, **key})
    told = {**_columns(one, COLUMNS[route]), "file": file_shown(one.file, url) if one.file else None}
    return {**told, "requirement": one.requirement_key} if route == "paper_file" else told


def file_shown(stored: StoredFile, url: str) -> dict[str, Any]:
    """A kept file with what the check said of it."""
    checked = stored.checked
    verdict = {
        "code": checked.code,
        "is_ok": checked.ok,
        "sentence": say(checked.sentence),
        "advice": say(checked.advice),
        "notes": [say(one) for one in checked.notes],
        "pages": checked.pages,
        "signature": checked.signature,
    }
    return {**_columns(stored, ("id", "name", "size", "media_type")), "verdict": verdict, "url": url}


OWNERS: dict[str, list[Any]] = {"opinions": [], "extensions": [], "consents": [], "notes": [], "readings": []}


def _inside(found: Dossier) -> dict[str, list[Any]]:
    """What the office asked, answered, wished, noted; who looked."""
    opinions = found.opinions.order_by("-asked_at", "-id")
    return {
        "opinions": [{**_columns(one, OPINION), "unit": NAMES.unit(one.unit_id)} for one in opinions],
        "extensions": list(found.extensions.order_by("-asked_at", "-id")),
        "consents": list(found.consents.order_by("-asked_at", "-id")),
        "notes": list(found.notes.order_by("-at")),
        "readings": list(found.readings.order_by("-at")[:MOST_READINGS]),
    }


OPINION = (
    *("id", "kind", "unit_id", "post_id", "question", "asked_by", "asked_at", "due_at"),
    *("answer", "agrees", "answered_by", "answered_at", "is_silence", "dropped_at"),
)


def _columns(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
