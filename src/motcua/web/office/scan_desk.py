"""One scan: how far it is, its pages beside the facts to confirm, its file; dropping it and trying again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.save_draft import save_draft
from motcua.kernel.refusals import Invalid, NotFound, Refused
from motcua.kernel.words import N_, Sentence
from motcua.scanning.actions.confirm_scan import confirm_scan
from motcua.scanning.actions.drop_scan import drop_scan, retry_scan
from motcua.scanning.models import Scan
from motcua.scanning.policies import may_act
from motcua.scanning.queries import NO_SCAN, faults_in, kept_leaves, leaves_of, progress_of, scan_of
from motcua.scanning.rules import NAMES, State, best_of
from motcua.scanning.rules.fitting import Facts, Fit, filled, fits
from motcua.scanning.rules.proposals import Proposal
from motcua.web.office.scan_about import Place, place_of
from motcua.web.office.scan_forms import FactsForm, first_values, offers
from motcua.web.office.scans import SCANNERS
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.files import file_response
from motcua.web.ui.middleware import status_of
from motcua.web.ui.naming import form_worded
from motcua.web.ui.words import say

CONFIRMED = N_("Đã đối chiếu. Giấy tờ chờ bạn ký số ở trang Số hóa.")
FILLED = N_("Đã điền %(count)s mục vào tờ khai.")
DROPPED = N_("Đã bỏ bản số hóa.")
AGAIN = N_("Máy sẽ đọc lại giấy tờ này.")


@dataclass
class _Desk:
    """What the page of one scan is made of."""

    scan: Scan
    place: Place
    form: FactsForm
    refused: Refused | None = None


@officer_only(*SCANNERS)
def scan(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """The pages beside the facts; confirming them, and what of them goes into the empty fields of the form."""
    actor = actor_of(request)
    found = scan_of(scan_id, actor)
    place = place_of(found, actor)
    offered = offers(found, place.person)
    initial = first_values(found, offered, place.person)
    desk = _Desk(found, place, FactsForm(request.POST or None, initial=initial))
    if request.method == "POST" and _confirmed(request, desk):
        fill = bool(_fits(desk.scan, desk.place))
        return redirect("office:scan_fill", scan_id=scan_id) if fill else redirect("office:scans")
    status = 200 if request.method != "POST" else status_of(desk.refused) if desk.refused else 422
    return render(request, "office/scan.html", {**_context(request, desk), "offered": offered}, status=status)


def _confirmed(request: HttpRequest, desk: _Desk) -> bool:
    """The act done, else its refusal kept with the form."""
    if not desk.form.is_valid():
        return False
    try:
        desk.scan = confirm_scan(
            scan_id=desk.scan.pk,
            actor=actor_of(request),
            owner=desk.form.owner(),
            paper=desk.form.paper(),
            reason=request.POST.get("reason", ""),
        )
    except Invalid as refusal:
        desk.refused = refusal
        for name, sentence in refusal.errors.items():
            desk.form.add_error(name if name in desk.form.fields else None, str(say(sentence)))
        return False
    except Refused as refusal:
        desk.refused = refusal
        return False
    messages.success(request, gettext(CONFIRMED))
    return True


def _context(request: HttpRequest, desk: _Desk) -> dict[str, Any]:
    found, actor = desk.scan, actor_of(request)
    leaves = leaves_of(found)
    trouble = Sentence(found.trouble["text"], found.trouble.get("params", {})) if found.trouble else None
    return {
        "section": "scans",
        "scan": found,
        "state": NAMES[State(found.state)],
        "belongs": desk.place,
        "form": desk.form,
        "refused": desk.refused if desk.refused and not isinstance(desk.refused, Invalid) else None,
        "reason_error": desk.refused.errors.get("reason") if isinstance(desk.refused, Invalid) else None,
        "reason": request.POST.get("reason", found.kept_despite),
        "leaves": kept_leaves(leaves),
        "blank": [one.number for one in leaves if one.is_blank],
        "faults": faults_in(leaves),
        "trouble": trouble,
        "far": progress_of([found]).get(found.pk),
        "may": {act: may_act(actor, found, act) for act in ("confirm_scan", "drop_scan", "retry_scan")},
    }


@officer_only(*SCANNERS)
def fill(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """The empty fields of the form at the counter that the paper could fill; the officer ticks what is right."""
    actor = actor_of(request)
    found = scan_of(scan_id, actor)
    place = place_of(found, actor)
    offered = _fits(found, place)
    if request.method != "POST":
        context = {"section": "counter", "scan": found, "belongs": place, "fits": offered}
        return render(request, "office/scan_fill.html", context)
    ticked = set(request.POST.getlist("field"))
    accepted = [one for one in offered if one.path in ticked]
    if accepted and place.draft:
        save_draft(draft_id=place.draft.pk, actor=actor, answers=filled(place.draft.answers, accepted))
        messages.success(request, gettext(FILLED) % {"count": len(accepted)})
    return redirect(place.back or "office:scans")


def _fits(found: Scan, place: Place) -> list[Fit]:
    form = form_worded(place.loaded) if place.draft and place.loaded else None
    if form is None or place.draft is None or not found.confirmed:
        return []
    owner, paper = found.confirmed["owner"], found.confirmed["paper"]
    is_person = owner["kind"] == "person"
    born = best_of(Proposal.from_json(one) for one in found.proposals).get("born_on")
    return fits(
        form,
        place.draft.answers,
        Facts(
            owner_name=owner["name"] if is_person else "",
            owner_number=owner["number"] if is_person else "",
            born_on=born.value if born else "",
            number=paper["number"],
            issuer=paper["issuer"],
            issued_on=paper["issued_on"] or "",
            paper_name=paper["name"],
        ),
    )


@officer_only(*SCANNERS)
def page(request: HttpRequest, scan_id: UUID, number: int) -> HttpResponseBase:
    """The picture of one page."""
    found = scan_of(scan_id, actor_of(request))
    leaf = found.leaves.select_related("picture").filter(number=number).first()
    if leaf is None or leaf.picture is None:
        raise NotFound(NO_SCAN)
    response = file_response(leaf.picture)
    response["Cache-Control"] = "private, max-age=3600"
    return response


@officer_only(*SCANNERS)
def file(request: HttpRequest, scan_id: UUID) -> HttpResponseBase:
    """The searchable file; the signed one once it is signed."""
    found = scan_of(scan_id, actor_of(request))
    kept = found.signed or found.result
    if kept is None:
        raise NotFound(NO_SCAN)
    return file_response(kept)


@officer_only(*SCANNERS)
@require_POST
def drop(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """It is not wanted any more."""
    drop_scan(scan_id=scan_id, actor=actor_of(request), reason=request.POST.get("drop_reason", ""))
    messages.success(request, gettext(DROPPED))
    return redirect("office:scans")


@officer_only(*SCANNERS)
@require_POST
def retry(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """Read it once more."""
    retry_scan(scan_id=scan_id, actor=actor_of(request))
    messages.success(request, gettext(AGAIN))
    return redirect("office:scans")
