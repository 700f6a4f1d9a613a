"""Rows of dossiers as every list of the office draws them, kept until the case moves or a minute has passed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from motcua.dossiers.models import Dossier
from motcua.dossiers.standing import clock_view
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.people.queries import directory
from motcua.web.office.told import CHANNELS
from motcua.web.ui.templates import Templates

SHOWN = (
    "id",
    "version",
    "code",
    "reference",
    "title",
    "applicant_name",
    "applicant_order",
    "state",
    "step_key",
    "waits_on",
    "attention_at",
    "due_at",
    "submitted_at",
    "received_at",
    "finished_at",
    "closed_at",
    "counted_late",
    "competent_unit_id",
    "holder_post_id",
    "channel",
)
MOST_KEPT = 20_000
_kept: dict[tuple[Any, ...], Markup] = {}


def row_facts(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What a list shows of one dossier."""
    known = directory()
    post = known.post(dossier.holder_post_id) if dossier.holder_post_id else None
    view = clock_view(dossier, at)
    return {
        "id": dossier.pk,
        "dossier": dossier,
        "state": STATE_NAMES[State(dossier.state)],
        "unit": known.unit(dossier.competent_unit_id).short_name,
        "holder": post.title if post else "",
        "channel": CHANNELS.get(dossier.channel, ""),
        "clock": view,
        "tone": view.tone if view.tone in {"late", "soon"} else "",
    }


def drawn_rows(cases: Iterable[Dossier], at: datetime, *, pick: str = "", brief: bool = False) -> list[Markup]:
    """The rows as the page shows them, in the reader's language."""
    minute = at.replace(second=0, microsecond=0)
    language = get_language()
    return [_drawn(one, minute, (language, pick, brief)) for one in cases]


def _drawn(case: Dossier, minute: datetime, how: tuple[str | None, str, bool]) -> Markup:
    key = (case.pk, case.version, minute, *how)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _, pick, brief = how
        found = _kept[key] = _pieces().row(row_facts(case, minute), pick, brief)
    return found


def _pieces() -> Any:
    pages = cast(Templates, engines["jinja2"])
    return pages.env.get_template("office/_rows.html").module
