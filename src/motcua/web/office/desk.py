"""One dossier on one page: answers, papers, process, history, and only the acts of this moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.models import Dossier
from motcua.dossiers.offers import Offer, office_offers
from motcua.dossiers.policies import holder_name, may_see
from motcua.dossiers.queries import history, load_dossier, terms_of
from motcua.dossiers.rules.timeline import Names, told
from motcua.dossiers.standing import clock_view, turn_view
from motcua.dossiers.steps import present_step
from motcua.eforms.rules import summary
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from motcua.kernel.lifecycle import NATIONAL_STATUS, STATE_NAMES, State
from motcua.kernel.words import N_
from motcua.ledger.models import Entry
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.web.office.access import actor_of, officer_only


def seen(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """The dossier, if this officer may see it; otherwise it does not exist for them."""
    dossier = load_dossier(dossier_id)
    may_see(actor_of(request), dossier).or_refuse()
    return dossier


@officer_only()
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The desk of one dossier; looking at it is recorded."""
    found = seen(request, dossier_id)
    actor = actor_of(request)
    record_reading(dossier_id=found.pk, actor=actor, way="office")
    return render(request, "office/dossier.html", desk_context(found, actor))


def desk_context(found: Dossier, actor: Actor) -> dict[str, Any]:
    """Everything the desk shows of a dossier."""
    loaded = terms_of(found)
    step = present_step(found)
    papers = list(found.papers.select_related("file").order_by("replaced_at", "id"))
    offers = office_offers(actor, found, step_role=step.role if step else "")
    return {
        "section": "inbox",
        "dossier": found,
        "bundle": loaded.bundle,
        "state": STATE_NAMES[State(found.state)],
        "national": NATIONAL_STATUS[State(found.state)],
        "holder": holder_name(found),
        "unit": directory().unit(found.competent_unit_id),
        "step": step,
        "acts": [_button(found, offer) for offer in offers],
        "applicant_rows": _applicant_rows(found),
        "process": [_station(one, found.step_key, loaded.bundle.process.steps) for one in loaded.bundle.process.steps],
        "form_names": FORM_NAMES,
        "viewer": _viewer(found, papers),
        "groups": summary(loaded.form, found.answers) if loaded.form else [],
        "papers": papers,
        "lines": [_line(entry) for entry in history(found)],
        "clock": clock_view(found, clock.now(), with_trace=True),
        "turn": turn_view(found, clock.now()),
        "supplements": list(found.supplements.order_by("-asked_at")),
        "opinions": list(found.opinions.select_related("unit").order_by("-asked_at")),
        "extensions": list(found.extensions.order_by("-asked_at")),
        "results": list(found.results.filter(dropped_at=None).select_related("file").order_by("drafted_at")),
        "forms": list(found.forms.order_by("id")),
        "notes": list(found.notes.order_by("-at")),
        "readings": list(found.readings.order_by("-at")[:10]),
        "now": clock.now(),
    }


def _button(found: Dossier, offer: Offer) -> dict[str, Any]:
    """An offer as the act bar draws it; every act has a page of its own, so it works without script."""
    return {
        "key": offer.act,
        "label": offer.label,
        "url": reverse("office:act", args=[found.pk, offer.act]),
        "method": "get",
        "primary": offer.is_primary,
        "answer": offer.answer,
    }


def _applicant_rows(found: Dossier) -> list[tuple[str, str]]:
    facts = found.applicant
    rows = [
        (N_("Người nộp"), found.applicant_name),
        (N_("Số định danh"), facts.get("number", "")),
        (N_("Điện thoại"), facts.get("phone", "")),
        (N_("Địa chỉ"), facts.get("address_text", "")),
        (N_("Cách nộp"), {"online": N_("Trực tuyến"), "post": N_("Bưu chính")}.get(found.channel, N_("Tại quầy"))),
        (
            N_("Người nhập"),
            {"citizen": N_("Người dân"), "assisted": N_("Được hỗ trợ")}.get(found.typed_by, N_("Cán bộ")),
        ),
    ]
    return [(label, value) for label, value in rows if value]


def _station(step: Any, present: str, steps: Sequence[Any]) -> dict[str, Any]:
    keys = [one.key for one in steps]
    where = keys.index(present) if present in keys else -1
    at = keys.index(step.key)
    return {"label": step.name, "state": "done" if at < where else "current" if at == where else "todo"}


def _viewer(found: Dossier, papers: Sequence[Any]) -> str:
    """The first paper that can be looked at in place."""
    for paper in papers:
        if paper.file and paper.replaced_at is None:
            return reverse("office:paper", args=[found.pk, paper.pk])
    return ""


def _post_name(post_id: int) -> str:
    known = directory()
    post = known.post(post_id)
    return f"{post.title} – {known.unit(post.unit_id).name}" if post else ""


def _unit_name(unit_id: int) -> str:
    return directory().unit(unit_id).name


def _line(entry: Entry) -> dict[str, Any]:
    line = told(entry, NAMES)
    note = line.facts.get("note") or line.facts.get("question") or line.facts.get("answer") or ""
    return {"at": line.at, "sentence": line.sentence, "by": line.who, "note": note}


def _moment_text(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


FORM_NAMES = {
    "receipt": N_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement": N_("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": N_("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": N_("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "stop": N_("Thông báo dừng giải quyết hồ sơ"),
}
NAMES = Names(post=_post_name, unit=_unit_name, moment=_moment_text)
