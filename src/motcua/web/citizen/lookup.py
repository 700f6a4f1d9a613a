"""Looking a case up without signing in: its code and a second fact, and not too many tries."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.dossiers.actions.record_reading import record_reading
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import history, look_up
from motcua.dossiers.standing import clock_view, turn_view
from motcua.kernel import clock
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.web.citizen.access import actor_of

TRIES, SECONDS = 10, 900
TOO_MANY = N_("Bạn đã thử sai nhiều lần. Hãy xem lại giấy hẹn và thử lại sau 15 phút, hoặc gọi bộ phận một cửa.")
PUBLIC = {
    "submit_application": N_("Nộp hồ sơ"),
    "receive_dossier": N_("Tiếp nhận hồ sơ"),
    "refuse_dossier": N_("Không tiếp nhận hồ sơ"),
    "request_door_supplement": N_("Yêu cầu bổ sung giấy tờ"),
    "request_supplement": N_("Yêu cầu bổ sung giấy tờ"),
    "supplement_at_door": N_("Đã bổ sung giấy tờ"),
    "supplement_dossier": N_("Đã bổ sung giấy tờ"),
    "transfer_step": N_("Chuyển bước xử lý"),
    "approve_result": N_("Đã có kết quả"),
    "reject_dossier": N_("Từ chối giải quyết"),
    "return_result": N_("Đã trả kết quả"),
    "withdraw_dossier": N_("Đã rút hồ sơ"),
    "stop_dossier": N_("Dừng giải quyết"),
    "close_unanswered": N_("Dừng giải quyết vì quá hạn bổ sung"),
}


def lookup(request: HttpRequest) -> HttpResponse:
    """The form, or where the case stands: whose turn, since when, until when, and why that date."""
    code = (request.POST.get("code") or request.GET.get("ma", "")).strip()[:60]
    context: dict[str, Any] = {"section": "lookup", "code": code, "error": None}
    if request.method != "POST":
        return render(request, "citizen/lookup.html", context)
    place = f"lookup/{request.META.get('REMOTE_ADDR', '')}"
    if int(cache.get(place, 0)) >= TRIES:
        return render(request, "citizen/lookup.html", {**context, "error": Sentence(TOO_MANY)}, status=429)
    try:
        dossier = look_up(code, request.POST.get("digits", ""))
    except NotFound as refusal:
        cache.set(place, int(cache.get(place, 0)) + 1, SECONDS)
        return render(request, "citizen/lookup.html", {**context, "error": refusal.sentence}, status=404)
    record_reading(dossier_id=dossier.pk, actor=actor_of(request), way="look_up")
    return render(request, "citizen/found.html", {**context, **found_context(dossier)})


def found_context(dossier: Dossier) -> dict[str, Any]:
    """What anybody with both facts may know."""
    at = clock.now()
    return {
        "dossier": dossier,
        "state": STATE_NAMES[State(dossier.state)],
        "turn": turn_view(dossier, at),
        "clock": clock_view(dossier, at, with_trace=True),
        "unit": directory().unit(dossier.competent_unit_id),
        "lines": [
            {"at": one.at, "sentence": PUBLIC[one.act], "by": ""} for one in history(dossier) if one.act in PUBLIC
        ],
    }
