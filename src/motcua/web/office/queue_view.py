"""How an officer looks at a queue: which lane, narrowed to what, in which order; all of it in the address."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, QueryDict

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox, queue_posts
from motcua.dossiers.queue import queue_page
from motcua.kernel.brief import Brief
from motcua.kernel.lifecycle import State
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.web.office.rows import SHOWN
from motcua.web.office.told import CHANNELS
from motcua.web.ui.keyset import Page, cut, mark_read
from motcua.web.ui.naming import titled
from motcua.web.ui.places import query_with

LANES = (
    ("all", N_("Tất cả"), ""),
    ("overdue", N_("Quá hạn"), "late"),
    ("today", N_("Hôm nay"), "soon"),
    ("soon", N_("Sắp đến hạn"), "soon"),
    ("new", N_("Mới"), "yours"),
    ("waiting", N_("Đang chờ"), ""),
    ("return", N_("Chờ trả kết quả"), ""),
)
WAITING = (State.DOOR_SUPPLEMENT, State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT, State.SUSPENDED)
ORDERS = {
    "han": "attention_at",
    "-han": "-attention_at",
    "nguoi": "applicant_order",
    "-nguoi": "-applicant_order",
    "nop": "submitted_at",
    "-nop": "-submitted_at",
}
KEYS = ("lan", "thu-tuc", "kenh", "xep")
MOST_CHIPS = 8


@dataclass(frozen=True)
class QueueView:
    """What was chosen; unknown choices mean everything, in the order of the law's clock."""

    lane: str = "all"
    procedure: str = ""
    channel: str = ""
    order: str = "han"

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the queue, by name."""
        return {"lane": self.lane, "procedure": self.procedure, "channel": self.channel}

    @property
    def query(self) -> str:
        """The view as an address keeps it; nothing where it is the usual one."""
        chosen = zip(KEYS, (self.lane, self.procedure, self.channel, self.order), strict=True)
        usual = dict(zip(KEYS, ("all", "", "", "han"), strict=True))
        return urlencode({key: value for key, value in chosen if value != usual[key]})


def view_of(address: QueryDict) -> QueueView:
    """The view that the address asks for."""
    order, channel = address.get("xep", "han"), address.get("kenh", "")
    return QueueView(
        lane=address.get("lan", "all"),
        procedure=address.get("thu-tuc", "")[:20],
        channel=channel if channel in CHANNELS else "",
        order=order if order in ORDERS else "han",
    )


def page_of_queue(actor: Actor, view: QueueView, at: datetime, *, after: str, size: int) -> Page:
    """One page of the view."""
    order = ORDERS[view.order]
    keys = (order, "-id" if order.startswith("-") else "id")
    begin = mark_read(after, keys, Dossier)
    found = queue_page(actor, at, chosen=view.chosen, order=order, begin=begin, most=size + 1, only=SHOWN)
    return cut(found, keys, size, is_first=begin is None)


Kinds = tuple[tuple[str, str, str, int], ...]
_kinds: Brief[tuple[int, ...], Kinds] = Brief()


def kinds_of(actor: Actor) -> Kinds:
    """Procedure, title, channel and number of what waits at the actor's posts, as known for at most five seconds."""
    posts = tuple(queue_posts(actor))
    return _kinds.get(posts, lambda: _counted(actor))


def _counted(actor: Actor) -> Kinds:
    rows = inbox(actor).order_by().values_list("procedure_code", "title", "channel")
    return tuple(rows.annotate(number=Count("id")))


def chips(request: HttpRequest, view: QueueView, kinds: Kinds) -> list[dict[str, Any]]:
    """Links that narrow the queue to a channel or procedure; the chosen one takes the narrowing away again."""
    channels, procedures, titles = Counter[str](), Counter[str](), {}
    for code, title, channel, number in kinds:
        channels[channel] += number
        procedures[code] += number
        titles[code] = title
    found = [
        _chip(request, "kenh", (one, CHANNELS.get(one, one)), active=view.channel == one, count=number)
        for one, number in channels.most_common()
    ]
    found += [
        _chip(request, "thu-tuc", (code, titled(titles[code])), active=view.procedure == code, count=number)
        for code, number in procedures.most_common()
    ]
    most = found[: len(channels) + MOST_CHIPS]
    return most if len(most) > 2 or view.procedure or view.channel else []


def _chip(request: HttpRequest, key: str, choice: tuple[str, str], *, active: bool, count: int) -> dict[str, Any]:
    value, label = choice
    url = query_with(request, **{key: None if active else value, "sau": None})
    return {"label": label, "url": url, "active": active, "count": count}


def sort_of(request: HttpRequest, view: QueueView, key: str) -> dict[str, Any]:
    """How a column head sorts: a link to its order, or to the other way round when it is the present one."""
    rising = view.order == key
    wanted = f"-{key}" if rising else key
    state = "asc" if rising else "desc" if view.order == f"-{key}" else None
    return {"sort_url": query_with(request, xep=wanted, sau=None), "sorted": state}
