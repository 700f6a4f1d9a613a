"""Models as the API's shapes."""

from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import holder_name
from motcua.dossiers.queries import due_of
from motcua.dossiers.rules.representing import PERSON, representative_of
from motcua.dossiers.standing import turn_view
from motcua.kernel import clock
from motcua.kernel.lifecycle import NATIONAL_STATUS, State
from motcua.web.api import shapes
from motcua.web.ui.words import say

PLAIN = frozenset(shapes.Dossier.model_fields) - {"holder", "national_status", "applicant_kind", "represented_by"}


def shown(dossier: Dossier) -> dict[str, Any]:
    """A case, whole."""
    plain = {name: getattr(dossier, name) for name in PLAIN}
    return {
        **plain,
        "holder": holder_name(dossier),
        "national_status": NATIONAL_STATUS[State(dossier.state)],
        "applicant_kind": dossier.applicant.get("kind") or PERSON,
        "represented_by": representative_of(dossier.applicant).get("name", ""),
    }


def tracked(dossier: Dossier) -> dict[str, Any]:
    """A case for who knows its code and a second fact: no names but the office's."""
    view = turn_view(dossier, clock.now())
    due = due_of(dossier)
    return {
        "code": dossier.code or dossier.reference,
        "title": dossier.title,
        "state": dossier.state,
        "national_status": NATIONAL_STATUS[State(dossier.state)],
        "turn": say(view.label),
        "who": view.who,
        "since": view.since,
        "until": view.until,
        "due_at": dossier.due_at,
        "trace": [say(line.sentence) for line in due.trace] if due else [],
    }
