"""At the desk: the papers that were asked for come by hand, are noted or scanned, and the clock runs again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.dossiers.actions.gather_supplement import (
    NOT_ASKED,
    drop_gathered_at,
    gather_answer,
    gather_paper,
    open_request,
)
from motcua.dossiers.actions.supplement_dossier import supplement_dossier
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.rules.facts import REASONS, Brought
from motcua.dossiers.rules.representing import at_counter_of
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.kernel.lifecycle import State
from motcua.kernel.refusals import Invalid, NotFound, Refused
from motcua.kernel.words import N_
from motcua.web.office.desk import seen
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.posted import number_in

TAKEN = N_("Đã nhận giấy tờ bổ sung. Hồ sơ trở lại bàn đã yêu cầu.")
TAKEN_AGAIN = N_("Đã nhận giấy tờ bổ sung, thời hạn tính tiếp. Hãy in giấy hẹn mới cho người dân.")
NO_SCAN = N_("Hãy chọn tệp đã quét rồi bấm Gửi bản quét.")
KINDS = frozenset({"original", "copy"})


@officer_only("desk_officer")
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was asked for, each taken in on paper or as a scan; then who brought it, and the case goes on."""
    dossier, refused = seen(request, dossier_id), None
    asked = open_request(dossier, actor_of(request))
    if request.method == "POST":
        try:
            address = _done(request, dossier, asked)
        except Invalid as refusal:
            refused = refusal
        else:
            return redirect(address, dossier_id=dossier_id)
    context = _context(request, dossier, asked, refused=refused)
    return render(request, "office/supplement.html", context, status=422 if refused else 200)


def _done(request: HttpRequest, dossier: Dossier, asked: SupplementRequest) -> str:
    """Take a paper in or out, or send everything; the page to go to."""
    if "send" not in request.POST:
        _take(request, dossier, asked)
        return "office:supplement"
    actor, answer = actor_of(request), request.POST.get("answer", "")
    gather_answer(dossier_id=dossier.pk, actor=actor, answer=answer)
    papers = open_request(dossier, actor).gathered.get("papers", {})
    brought = Brought(request.POST.get("by", ""), is_agreed=request.POST.get("consent") == "yes")
    done = supplement_dossier(dossier_id=dossier.pk, actor=actor, papers=papers, answer=answer, brought=brought)
    messages.success(request, gettext(TAKEN_AGAIN if done.code else TAKEN))
    return "office:counter_done" if done.code else "office:dossier"


def _take(request: HttpRequest, dossier: Dossier, asked: SupplementRequest) -> None:
    actor, key = actor_of(request), request.POST.get("requirement", "")
    name = next((one["name"] for one in asked.asks if one["requirement"] == key), None)
    if name is None:
        raise NotFound(NOT_ASKED)
    index = number_in(request.POST.get("remove"))
    if index is not None:
        drop_gathered_at(dossier_id=dossier.pk, actor=actor, requirement_key=key, index=index)
        return
    kind = request.POST.get("kind", "")
    paper = {"name": name, "source": "shown", "kind": kind if kind in KINDS else "copy", "copies": 1}
    if kind == "scan":
        paper |= {"kind": "electronic", "source": "scan", "file": _scanned(request)}
    gather_paper(dossier_id=dossier.pk, actor=actor, requirement_key=key, paper=paper)


def _scanned(request: HttpRequest) -> str:
    scanned = request.FILES.get("file")
    if scanned is None:
        raise Invalid(NO_SCAN)
    return str(store_file(stream=scanned, name=scanned.name or "", actor=actor_of(request)).pk)


def _context(
    request: HttpRequest, dossier: Dossier, asked: SupplementRequest, *, refused: Refused | None
) -> dict[str, Any]:
    papers = asked.gathered.get("papers", {})
    return {
        "section": "counter",
        "dossier": dossier,
        "request_": asked,
        "asks": [
            {**one, "why": REASONS[one["reason"]], "given": papers.get(one["requirement"], [])} for one in asked.asks
        ],
        "answer": request.POST.get("answer", asked.gathered.get("answer", "")),
        "by": request.POST.get("by", at_counter_of(dossier.applicant).get("name", "")),
        "at_door": dossier.state == State.DOOR_SUPPLEMENT,
        "refused": refused,
        "advice": refused.verdict.advice if isinstance(refused, FileRefused) else None,
    }
