"""The archive of a unit: what is due to go, lists and their minutes, what a case's page says of it, and holds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.archive.actions.decide_destruction import approve_destruction, return_destruction
from motcua.archive.actions.hold_dossier import hold_dossier, lift_hold
from motcua.archive.actions.prepare_destruction import due_without, prepare_destruction
from motcua.archive.models import DestructionList
from motcua.archive.policies import KEEPERS, NO_ARCHIVE, archives_of, may_decide_list, may_hold, may_prepare
from motcua.archive.queries import deposits_of, list_seen, lists_of, standing_of, years_to_deposit
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, Refused
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.rules import Actor
from motcua.web.office.desk import seen
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.files import file_response
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import number_in

PREPARED = N_("Đã lập danh sách. Lãnh đạo của đơn vị xem và quyết định.")
APPROVED = N_("Đã duyệt. Máy bắt đầu tiêu hủy; biên bản hiện ở trang này khi xong.")
RETURNED = N_("Đã trả lại danh sách. Không hồ sơ nào bị tiêu hủy.")
HELD = N_("Đã giữ lại hồ sơ: hồ sơ không bị tiêu hủy khi hết thời hạn.")
LIFTED = N_("Đã thôi giữ: hồ sơ lại theo thời hạn lưu trữ.")
STATES = {
    "prepared": N_("chờ lãnh đạo quyết định"),
    "approved": N_("đang tiêu hủy"),
    "done": N_("đã tiêu hủy"),
    "returned": N_("đã trả lại"),
}


@officer_only(*KEEPERS)
def archive(request: HttpRequest) -> HttpResponse:
    """What waits in the archive of one unit: what is due to go, what is to be handed over, the lists and packages."""
    actor = actor_of(request)
    units = archives_of(actor)
    unit = _unit_of(units, number_in(request.GET.get("don-vi")))
    context: dict[str, Any] = {
        "section": "archive",
        "unit_options": [(one.id, one.name) for one in units],
        "unit": unit,
        "states": STATES,
        **(_of_unit(unit, actor) if unit else {}),
    }
    return render(request, "office/archive.html", context)


def _unit_of(units: list[UnitRef], wanted: int | None) -> UnitRef | None:
    return next((one for one in units if one.id == wanted), units[0] if units else None)


def _of_unit(unit: UnitRef, actor: Actor) -> dict[str, Any]:
    today = clock.today()
    return {
        "due": len(due_without(unit.id, today, ())),
        "years": years_to_deposit(unit.id),
        "lists": list(lists_of(unit.id)[:20]),
        "deposits": list(deposits_of(unit.id)[:20]),
        "may_prepare": bool(may_prepare(actor, unit.id)),
    }


@officer_only(*KEEPERS)
def new_list(request: HttpRequest, unit_id: int) -> HttpResponse:
    """What is due, and the form that makes a list of it; unticked cases are left off."""
    actor, refused = actor_of(request), None
    may_prepare(actor, unit_id).or_refuse()
    due = due_without(unit_id, clock.today(), ())
    if request.method == "POST":
        try:
            found = _prepared(request, unit_id, {one.id for one in due})
            messages.success(request, gettext(PREPARED))
            return redirect("office:destruction", list_id=found.pk)
        except Refused as refusal:
            refused = refusal
    unit = _unit_of(archives_of(actor), unit_id)
    ticked = [one.id for one in due if request.method == "GET" or str(one.id) in request.POST.getlist("ho-so")]
    context = {"section": "archive", "unit": unit, "due": due, "picked": ticked, "refused": refused}
    return render(request, "office/new_destruction.html", context, status=status_of(refused) if refused else 200)


def _prepared(request: HttpRequest, unit_id: int, due: set[UUID]) -> DestructionList:
    ticked = {one for one in due if str(one) in request.POST.getlist("ho-so")}
    return prepare_destruction(
        unit_id=unit_id,
        reason=request.POST.get("reason", ""),
        council=request.POST.get("council", "").splitlines(),
        actor=actor_of(request),
        without=due - ticked,
    )


@officer_only(*KEEPERS)
def destruction(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """One list; a leader approves it or gives it back."""
    actor, refused = actor_of(request), None
    found = list_seen(actor, list_id)
    if request.method == "POST":
        try:
            messages.success(request, gettext(_decide(request, list_id)))
            return redirect("office:destruction", list_id=list_id)
        except Refused as refusal:
            refused = refusal
    context = {
        "section": "archive",
        "list": found,
        "items": list(found.items.select_related("dossier")),
        "state": STATES[found.state],
        "allowed": may_decide_list(actor, found),
        "refused": refused,
    }
    return render(request, "office/destruction.html", context, status=status_of(refused) if refused else 200)


def _decide(request: HttpRequest, list_id: UUID) -> str:
    actor, answer = actor_of(request), request.POST.get("reason", "")
    if request.POST.get("decision") == "approve":
        approve_destruction(list_id=list_id, answer=answer, is_sure=bool(request.POST.get("sure")), actor=actor)
        return APPROVED
    return_destruction(list_id=list_id, answer=answer, actor=actor)
    return RETURNED


@officer_only(*KEEPERS)
def minute(request: HttpRequest, list_id: UUID) -> FileResponse:
    """The minute, when everything on the list is gone."""
    found = list_seen(actor_of(request), list_id)
    if found.minute is None:
        raise NotFound(NO_ARCHIVE)
    return file_response(found.minute)


@officer_only()
def hold(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Hold a case back from destruction, or lift that, with a reason."""
    dossier, actor, refused = seen(request, dossier_id), actor_of(request), None
    standing = standing_of(dossier)
    if request.method == "POST":
        act, told = (lift_hold, LIFTED) if standing["hold"] else (hold_dossier, HELD)
        try:
            act(dossier_id=dossier_id, reason=request.POST.get("reason", ""), actor=actor)
            messages.success(request, gettext(told))
            return redirect("office:dossier", dossier_id=dossier_id)
        except Refused as refusal:
            refused = refusal
    context = {"dossier": dossier, "refused": refused, "allowed": may_hold(actor, dossier), **standing}
    return render(request, "office/hold.html", context, status=status_of(refused) if refused else 200)
