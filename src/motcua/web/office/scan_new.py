"""Handing over the pages of one paper: photos, PDFs, the camera, what a scanner left; faults are told at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.save_draft import attach_paper
from motcua.files.actions.discard_file import discard_file
from motcua.files.actions.store_file import FileRefused, store_file
from motcua.files.models import StoredFile
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.scanning.actions.take_scan import MOST_SOURCES, PagesDoubtful, look_at_picture, take_scan
from motcua.scanning.engine import missing_programs
from motcua.scanning.models import Scan
from motcua.scanning.queries import arrivals_for
from motcua.scanning.rules import faults_of
from motcua.web.office.scan_about import Place, asked_place
from motcua.web.office.scans import SCANNERS
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import ids_in
from motcua.web.ui.words import say

TAKEN = N_("Đã nhận %(pages)s trang. Máy đang đọc chữ; bạn có thể làm việc khác.")
ACCEPTS = ("pdf", "jpg", "png", "webp")


@officer_only(*SCANNERS)
def new(request: HttpRequest) -> HttpResponse:
    """The page to hand over a paper, or the paper handed over; files that were sent stay when something is wrong."""
    place, refused, kept = asked_place(request), None, []
    if request.method == "POST":
        try:
            kept = _kept(request)
            scan = _taken(request, place, [one.pk for one in kept])
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext(TAKEN) % {"pages": scan.leaves.count()})
            return redirect(place.back or "office:scans")
    context = {
        **_context(request, place),
        "refused": refused,
        "kept": kept or _held(request),
        "faults": _faults(refused),
    }
    return render(request, "office/scan_new.html", context, status=status_of(refused) if refused else 200)


def _context(request: HttpRequest, place: Place) -> dict[str, Any]:
    chosen = request.POST.getlist("arrival") or request.GET.getlist("den")
    wanted = place.requirement
    return {
        "section": "counter" if place.draft else "scans",
        "belongs": place,
        "missing": " ".join(missing_programs()),
        "arrivals": arrivals_for(actor_of(request)),
        "picked": set(chosen),
        "paper_name": request.POST.get("paper_name", wanted.name if wanted else ""),
        "reason": request.POST.get("kept_despite", ""),
        "code": request.POST.get("ma", request.GET.get("ma", "")),
    }


def _faults(refused: Refused | None) -> list[tuple[int, Sentence]]:
    if isinstance(refused, FileRefused) and refused.verdict.advice:
        return [(0, refused.verdict.advice)]
    return [(one.page, one.sentence) for one in refused.faults] if isinstance(refused, PagesDoubtful) else []


def _kept(request: HttpRequest) -> list[StoredFile]:
    """What was kept before and still wanted, then what is sent now; one refused file drops only itself."""
    kept, actor = _held(request), actor_of(request)
    sent = request.FILES.getlist("files")[:MOST_SOURCES]
    for one in sent:
        kept.append(store_file(stream=one, name=one.name or "", actor=actor, accepts=ACCEPTS))
    request.kept_files = kept  # type: ignore[attr-defined]
    return kept


def _held(request: HttpRequest) -> list[StoredFile]:
    """Files of this officer that the form names, but for those to be left out."""
    told = getattr(request, "kept_files", None)
    if told is not None:
        return list(told)
    wanted = ids_in(request.POST.getlist("kept"), MOST_SOURCES)
    out = set(ids_in(request.POST.getlist("leave_out"), MOST_SOURCES))
    known = StoredFile.objects.filter(owner=actor_of(request).account_id).in_bulk(wanted)
    _let_go([one for one in wanted if one in out and one in known], actor_of(request))
    return [known[one] for one in wanted if one in known and one not in out]


def _let_go(file_ids: Sequence[UUID], actor: Actor) -> None:
    for one in file_ids:
        try:
            discard_file(file_id=one, actor=actor)
        except Refused:
            continue  # it is part of something already


def _taken(request: HttpRequest, place: Place, file_ids: Sequence[UUID]) -> Scan:
    """The scan; the pages of a draft stand among its papers from now on."""
    actor = actor_of(request)
    wanted = place.requirement
    arrivals = ids_in(request.POST.getlist("arrival"), MOST_SOURCES)
    left = {one.pk: one.file_id for one in arrivals_for(actor) if one.file_id}
    scan = take_scan(
        file_ids=[*file_ids, *(left[one] for one in arrivals if left.get(one))],
        paper_name=wanted.name if wanted else request.POST.get("paper_name", ""),
        actor=actor,
        unit_id=place.unit_id,
        about=place.about if wanted else None,
        kept_despite=request.POST.get("kept_despite", ""),
    )
    if place.draft and wanted:
        for one in scan.sources.order_by("number"):
            paper = {"name": wanted.name, "file": str(one.file_id), "source": "scan", "kind": "electronic", "copies": 1}
            attach_paper(draft_id=place.draft.pk, actor=actor, requirement_key=wanted.key, paper=paper)
    return scan


@officer_only(*SCANNERS)
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """What is wrong with one photo, while the paper still lies there; nothing of it is kept."""
    photo = request.FILES.get("photo")
    try:
        measured = look_at_picture(photo) if photo else None
    except Invalid as refusal:
        return JsonResponse({"faults": [str(say(refusal.sentence))], "hard": True})
    found = faults_of(measured) if measured else ()
    return JsonResponse(
        {"faults": [str(say(one.sentence)) for one in found], "hard": any(one.is_hard for one in found)}
    )
