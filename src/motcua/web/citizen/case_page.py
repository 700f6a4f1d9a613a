"""What the page of one's own case shows, part by part."""

from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse

from motcua.dossiers.actions.record_payment import left_to_pay
from motcua.dossiers.models import Dossier, HandOver, Result
from motcua.dossiers.queries import history, terms_of
from motcua.dossiers.rules.contact import post_address
from motcua.dossiers.rules.facts import REASONS as ASKED
from motcua.dossiers.rules.timeline import is_inside, told
from motcua.dossiers.standing import (
    NOT_DECIDED,
    REJECTED,
    clock_view,
    late_opinions,
    measured,
    turn_view,
    way_of_result,
)
from motcua.eforms.rules import SummaryGroup, summary
from motcua.kernel.lifecycle import STATE_NAMES, UNDECIDED, State
from motcua.kernel.words import N_
from motcua.ledger.models import Entry
from motcua.people.queries import directory
from motcua.procedures.queries import LoadedVersion
from motcua.web.ui.applicant import person_rows
from motcua.web.ui.naming import FORM_NAMES, NAMES, form_worded, paper_named, worded
from motcua.web.ui.opening import contacts_of
from motcua.web.ui.rated import rating_words

SUPPLEMENTED = frozenset({"supplement_at_door", "supplement_dossier"})
NEXT = {
    State.DOOR_SUPPLEMENT: (N_("Bổ sung giấy tờ"), "supplement"),
    State.AWAITING_SUPPLEMENT: (N_("Bổ sung giấy tờ"), "supplement"),
    State.RETURNED: (N_("Đánh giá cách phục vụ"), "rate"),
}


def case_context(found: Dossier, at: datetime) -> dict[str, Any]:
    """Whose turn and until when, the next thing to do, what was asked, answered, handed in, issued, paid."""
    loaded, view = terms_of(found), clock_view(found, at, with_trace=True)
    rating, received = rating_words(found), _result(found)
    forms = list(found.forms.filter(issued_at__isnull=False).order_by("id"))
    following = _next(found, received["results"])
    return {
        "section": "mine",
        "dossier": found,
        "bundle": worded(loaded),
        "state": STATE_NAMES[State(found.state)],
        "turn": turn_view(found, at),
        "clock": view,
        "measured": measured(view),
        "late_opinions": late_opinions(found, at),
        "unit": directory().unit(found.competent_unit_id),
        "next": None if rating else following,
        "asks": _asked(found),
        "lines": [_line(entry) for entry in history(found) if not is_inside(entry)],
        "person": person_rows(found.applicant),
        "groups": _answers(found, loaded),
        "named": partial(paper_named, loaded),
        "papers": list(found.papers.select_related("file").order_by("id")),
        "forms": forms,
        "letter": next((one for one in forms if one.key == "rejection"), None),
        "form_names": FORM_NAMES,
        "rating": rating,
        "may_withdraw": found.state in UNDECIDED,
        "is_undecided_end": found.state in NOT_DECIDED,
        **received,
        "waits_for_pick_up": found.state == State.FINISHED and not following,
        **_fees(found),
    }


def _next(found: Dossier, results: list[Result]) -> dict[str, Any] | None:
    """The one thing the citizen can do now; a result is collected online where there is one to download."""
    state = State(found.state)
    is_there = way_of_result(found) == "online" and any(one.is_electronic for one in results)
    if state == State.FINISHED and is_there:
        words = N_("Nhận văn bản trả lời") if found.outcome == REJECTED else N_("Nhận kết quả trực tuyến")
        return {"label": words, "url": reverse("citizen:collect", args=[found.pk])}
    label, name = NEXT.get(state, ("", ""))
    return {"label": label, "url": reverse(f"citizen:{name}", args=[found.pk])} if name else None


def _asked(found: Dossier) -> list[dict[str, Any]]:
    """What the office waits for."""
    if found.state not in {State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT}:
        return []
    open_one = found.supplements.filter(closed_at=None).first()
    asks, loaded = open_one.asks if open_one else (), terms_of(found)
    return [{**one, "name": paper_named(loaded, one["name"]), "why": ASKED[one["reason"]]} for one in asks]


def _line(entry: Entry) -> dict[str, Any]:
    line = told(entry, NAMES)
    note = line.facts.get("answer", "") if line.act in SUPPLEMENTED else ""
    return {"at": line.at, "sentence": line.sentence, "by": line.who, "note": note}


def _answers(found: Dossier, loaded: LoadedVersion) -> list[SummaryGroup]:
    form = form_worded(loaded)
    return list(summary(form, found.answers)) if form else []


def _result(found: Dossier) -> dict[str, Any]:
    """How the result comes or came: where and when to fetch it, where the post brings it and under which number."""
    over = HandOver.objects.filter(dossier_id=found.pk).first() if found.state == State.RETURNED else None
    known = directory()
    signed = found.results.filter(approved_at__isnull=False, dropped_at=None).select_related("file")
    place = known.commune_of(found.holder_unit_id) if found.holder_unit_id else None
    results = list(signed) if found.finished_at else []
    way = over.way if over else way_of_result(found)
    is_paper = way == "online" and bool(results) and not any(one.is_electronic for one in results)
    return {
        "results": results,
        "is_paper": is_paper,
        "is_rejected": found.outcome == REJECTED,
        "way": "desk" if is_paper else way,
        "address": post_address(found.delivery, found.applicant),
        "hand_over": over,
        "contacts": contacts_of(place or known.unit(found.competent_unit_id)),
    }


def _fees(found: Dossier) -> dict[str, Any]:
    return {"fees": found.fees.get("lines", []), "total": int(found.fees.get("total", 0)), "left": left_to_pay(found)}
