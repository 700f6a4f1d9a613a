"""Packages of finished cases for the archive: made, fetched, handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.archive.actions.make_deposit import hand_over_deposit, prepare_deposit, take_package
from motcua.archive.package import bag_name, package
from motcua.archive.policies import KEEPERS, may_prepare
from motcua.archive.queries import deposit_seen
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.middleware import status_of
from motcua.web.ui.posted import number_in

MADE = N_("Đã lập gói nộp lưu. Tải gói về, kiểm tra rồi giao cho lưu trữ.")
HANDED = N_("Đã ghi: lưu trữ đã nhận gói này.")


@require_POST
@officer_only(*KEEPERS)
def new_deposit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Put the cases of a year together."""
    year = number_in(request.POST.get("nam")) or 0
    found = prepare_deposit(unit_id=unit_id, year=year, actor=actor_of(request))
    messages.success(request, gettext(MADE))
    return redirect("office:deposit", deposit_id=found.pk)


@officer_only(*KEEPERS)
def deposit(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """One package: what is in it, how to check it, and the record that it was handed over."""
    actor, refused = actor_of(request), None
    found = deposit_seen(actor, deposit_id)
    if request.method == "POST":
        told = {"receiver": request.POST.get("receiver", ""), "receipt": request.POST.get("receipt", "")}
        try:
            hand_over_deposit(deposit_id=deposit_id, actor=actor, **told)
            messages.success(request, gettext(HANDED))
            return redirect("office:deposit", deposit_id=deposit_id)
        except Refused as refusal:
            refused = refusal
    items = list(found.items.select_related("dossier"))
    context = {"section": "archive", "deposit": found, "items": items, "name": bag_name(found), "refused": refused}
    context["may"] = may_prepare(actor, found.unit_id)
    return render(request, "office/deposit.html", context, status=status_of(refused) if refused else 200)


@officer_only(*KEEPERS)
def fetch(request: HttpRequest, deposit_id: UUID) -> StreamingHttpResponse:
    """The package, made while it is sent; who took it is kept in the ledger."""
    found, cases = take_package(deposit_id=deposit_id, actor=actor_of(request))
    response = StreamingHttpResponse(package(found, cases), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{bag_name(found)}.zip"'
    response["X-Accel-Buffering"] = "no"
    return response
