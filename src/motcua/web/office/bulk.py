"""One act on many rows of the queue: what needs nothing to be filled, asked once more, each case on its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from motcua.dossiers.actions.approve_result import Failed
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import visible_to
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.posted import ids_in

NOTHING_CHOSEN = N_("Hãy chọn ít nhất một hồ sơ.")
MOST = 200


@dataclass(frozen=True)
class BulkAct:
    """An act that may be done on many cases at once: its words and who does it."""

    key: str
    label: str
    consequence: str
    role: str
    run: Callable[..., Dossier]


BULK = {
    one.key: one
    for one in (
        BulkAct(
            "receive_dossier",
            N_("Tiếp nhận các hồ sơ đã chọn"),
            N_("Mỗi hồ sơ được cấp mã, thời hạn bắt đầu tính từ lúc này và người dân nhận giấy hẹn."),
            "desk_officer",
            receive_dossier,
        ),
        BulkAct(
            "transfer_step",
            N_("Chuyển bước các hồ sơ đã chọn"),
            N_("Mỗi hồ sơ chuyển cho người giữ bước tiếp theo trong quy trình."),
            "specialist",
            transfer_step,
        ),
    )
}


def bulk_acts(actor: Actor) -> list[dict[str, Any]]:
    """The buttons over the queue for this officer."""
    return [
        {"label": one.label, "name": "act", "value": one.key, "icon": "list-checks"}
        for one in BULK.values()
        if actor.has_role(one.role)
    ]


@officer_only()
def bulk(request: HttpRequest) -> HttpResponse:
    """Show what was chosen and what will happen; sent again with ``sure`` it is done, and told how it went."""
    wanted = BULK.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    actor, chosen = actor_of(request), ids_in(request.POST.getlist("dossier"), MOST)
    if not chosen:
        messages.warning(request, gettext(NOTHING_CHOSEN))
        return redirect("office:inbox")
    if "sure" not in request.POST:
        rows = visible_to(actor).filter(pk__in=chosen).order_by("attention_at", "id")
        return render(request, "office/bulk.html", {"section": "inbox", "wanted": wanted, "rows": rows})
    done, failed = _each(wanted, actor, chosen)
    if done:
        words = ngettext("Đã xong %(count)d hồ sơ.", "Đã xong %(count)d hồ sơ.", done)
        messages.success(request, words % {"count": done})
    if not failed:
        return redirect("office:inbox")
    return render(request, "office/bulk.html", _told(wanted, actor, failed), status=409)


def _each(wanted: BulkAct, actor: Actor, chosen: Sequence[UUID]) -> tuple[int, list[Failed]]:
    """Each case on its own, so one that fails loses nothing of the others."""
    failed = []
    for one in chosen:
        try:
            wanted.run(dossier_id=one, actor=actor)
        except Refused as refused:
            failed.append(Failed(one, refused.sentence))
    return len(chosen) - len(failed), failed


def _told(wanted: BulkAct, actor: Actor, failed: Sequence[Failed]) -> dict[str, Any]:
    codes = {one.pk: str(one) for one in visible_to(actor).filter(pk__in=[each.dossier_id for each in failed])}
    listed = [{"id": one.dossier_id, "code": codes.get(one.dossier_id), "why": one.sentence} for one in failed]
    return {"section": "inbox", "wanted": wanted, "rows": [], "failed": listed}
