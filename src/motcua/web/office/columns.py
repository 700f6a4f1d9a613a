"""What an officer sees of every list: which columns, how many rows at once; the queue as a file with every column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
from motcua.people.queries import directory, kept_views
from motcua.people.rules import Actor
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
SIZES = (50, 100, 200, 500)
LISTS = ("inbox", "search", "standing", "register")
FILE = (
    *(N_("Mã hồ sơ"), N_("Người nộp"), N_("Thủ tục"), N_("Nơi giải quyết"), N_("Người giữ"), N_("Trạng thái")),
    *(N_("Hình thức nộp"), N_("Ngày nộp"), N_("Tiếp nhận"), N_("Hẹn trả"), N_("Phải làm trước")),
)


@dataclass(frozen=True)
class Look:
    """What is shown of a list: the columns that are not, and how many rows a page has."""

    hidden: tuple[str, ...] = SELDOM
    size: int = SIZES[0]
    columns = CHOICES
    sizes = SIZES


def look_of(kept: Iterable[KeptView]) -> Look:
    """As the officer chose; without the columns seldom wanted where nothing was chosen."""
    for view in kept:
        if view.place == PLACE:
            chosen = view.query.split(",")
            size = next((one for one in SIZES if str(one) in chosen), SIZES[0])
            return Look(tuple(key for key in CHOICES if key in chosen), size)
    return Look(SELDOM, SIZES[0])


def look_for(actor: Actor) -> Look:
    """What the officer chose, for a list without kept ways of looking."""
    return look_of(kept_views(actor, PLACE))


@officer_only()
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep which columns are shown (the code always is) and how many rows; back to the beginning of the same list."""
    hidden = [key for key in CHOICES if key not in request.POST.getlist("column")]
    size = [one for one in map(str, SIZES) if one == request.POST.get("size")]
    keep_view(actor=actor_of(request), place=PLACE, name=NAME, query=",".join([*hidden, *size]))
    back, address = request.POST.get("back"), request.GET.copy()
    address.pop("sau", None)
    place = reverse(f"office:{back}" if back in LISTS else "office:inbox")
    return redirect(f"{place}?{address.urlencode()}")


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
