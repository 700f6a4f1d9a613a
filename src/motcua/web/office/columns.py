"""Which columns an officer sees in their list, and the list as a file with all of them."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.export_queue import export_queue
from motcua.dossiers.models import Dossier
from motcua.kernel.lifecycle import STATE_NAMES, State
from motcua.kernel.words import N_
from motcua.people.actions.keep_view import keep_view
from motcua.people.models import KeptView
from motcua.people.queries import directory
from motcua.web.office.queue_view import ORDERS, view_of
from motcua.web.office.rows import SHOWN
from motcua.web.office.spreadsheet import csv_file
from motcua.web.office.told import CHANNELS
from motcua.web.ui.access import actor_of, officer_only
from motcua.web.ui.words import say

PLACE, NAME = "inbox-columns", "columns"
CHOICES: Mapping[str, str] = {
    "person": N_("Người nộp"),
    "procedure": N_("Thủ tục"),
    "place": N_("Nơi giải quyết, người giữ"),
    "state": N_("Trạng thái"),
    "submitted": N_("Ngày nộp"),
    "channel": N_("Hình thức nộp"),
    "clock": N_("Thời hạn"),
}
SELDOM = ("submitted", "channel")
FILE = (
    *(N_("Mã hồ sơ"), N_("Người nộp"), N_("Thủ tục"), N_("Nơi giải quyết"), N_("Người giữ"), N_("Trạng thái")),
    *(N_("Hình thức nộp"), N_("Ngày nộp"), N_("Tiếp nhận"), N_("Hẹn trả"), N_("Phải làm trước")),
)


def hidden_of(kept: Iterable[KeptView]) -> tuple[str, ...]:
    """The columns that are not shown, as the officer chose; those seldom wanted where nothing was chosen."""
    for view in kept:
        if view.place == PLACE:
            hidden = view.query.split(",")
            return tuple(key for key in CHOICES if key in hidden)
    return SELDOM


@officer_only()
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep which columns are shown; the code always is."""
    hidden = ",".join(key for key in CHOICES if key not in request.POST.getlist("column"))
    keep_view(actor=actor_of(request), place=PLACE, name=NAME, query=hidden)
    return redirect(f"{reverse('office:inbox')}?{view_of(request.GET).query}")


@officer_only()
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, whole and with every column; taking it is recorded."""
    view = view_of(request.GET)
    rows = export_queue(actor=actor_of(request), chosen=view.chosen, order=ORDERS[view.order], only=SHOWN)
    return csv_file("viec-cua-toi.csv", FILE, map(_cells, rows))


def _cells(one: Dossier) -> Sequence[object]:
    known = directory()
    post = known.post(one.holder_post_id) if one.holder_post_id else None
    place, holder = known.unit(one.competent_unit_id).name, post.title if post else ""
    told = [one.code or one.reference, one.applicant_name, one.title, place, holder]
    told += [say(STATE_NAMES[State(one.state)]), _(CHANNELS[one.channel]) if one.channel in CHANNELS else ""]
    return [*told, one.submitted_at, one.received_at, one.due_at, one.attention_at]
