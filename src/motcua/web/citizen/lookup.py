"""Looking a case up without signing in: its code and a second fact, and not too many tries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import history
from motcua.dossiers.standing import clock_view, late_opinions, measured, turn_view
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.web.citizen.access import actor_of
from motcua.web.ui.middleware import status_of
from motcua.web.ui.tracking import tracked_case

PUBLIC = {
    "submit_application": N_("Nộp hồ sơ"),
    "receive_dossier": N_("Tiếp nhận hồ sơ"),
    "refuse_dossier": N_("Không tiếp nhận hồ sơ"),
    "request_door_supplement": N_("Yêu cầu bổ sung giấy tờ"),
    "request_supplement": N_("Yêu cầu bổ sung giấy tờ"),
    "supplement_at_door": N_("Đã bổ sung giấy tờ"),
    "supplement_dossier": N_("Đã bổ sung giấy tờ"),
    "move_dossier": N_("Chuyển sang đơn vị kế thừa giải quyết tiếp, ngày hẹn không đổi"),
    "transfer_step": N_("Chuyển bước xử lý"),
    "approve_result": N_("Đã có kết quả"),
    "sign_result": N_("Lãnh đạo đã duyệt kết quả"),
    "issue_result": N_("Đã có kết quả"),
    "reject_dossier": N_("Từ chối giải quyết"),
    "return_result": N_("Đã trả kết quả"),
    "withdraw_dossier": N_("Đã rút hồ sơ"),
    "stop_dossier": N_("Dừng giải quyết"),
    "close_unanswered": N_("Dừng giải quyết vì quá hạn bổ sung"),
}


def lookup(request: HttpRequest) -> HttpResponse:
    """The form, or where the case stands: whose turn, since when, until when, and why that date."""
    code = (request.POST.get("code") or request.GET.get("ma", "")).strip()[:80]
    if request.method != "POST":
        return _form(request, code)
    try:
        dossier = tracked_case(request, code, request.POST.get("digits", ""), actor=actor_of(request))
    except Refused as refusal:
        return _form(request, code, refusal)
    return render(request, "citizen/found.html", found_context(dossier))


def _form(request: HttpRequest, code: str, refusal: Refused | None = None) -> HttpResponse:
    errors = dict(refusal.errors) if isinstance(refusal, Invalid) else {"code": refusal.sentence} if refusal else {}
    context = {"section": "lookup", "code": code, "errors": errors}
    return render(request, "citizen/lookup.html", context, status=status_of(refusal) if refusal else 200)


def found_context(dossier: Dossier) -> dict[str, Any]:
    """What anybody with both facts may know."""
    at = clock.now()
    view = clock_view(dossier, at, with_trace=True)
    return {
        "section": "lookup",
        "dossier": dossier,
        "state": STATE_NAMES[State(dossier.state)],
        "turn": turn_view(dossier, at),
        "clock": view,
        "measured": measured(view),
        "late_opinions": late_opinions(dossier, at),
        "unit": directory().unit(dossier.competent_unit_id),
        "lines": [
            {"at": one.at, "sentence": PUBLIC[one.act], "by": ""} for one in history(dossier) if one.act in PUBLIC
        ],
    }
