"""How an officer looks at a queue: which lane, narrowed to what, in which order; all of it in the address."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict

from motcua.dossiers.queries import inbox, queue_posts
from motcua.kernel import clock
from motcua.kernel.brief import Brief
from motcua.kernel.lifecycle import State
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.web.office.told import CHANNELS
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
ORDERS: dict[str, tuple[str, str]] = {
    "han": ("attention_at", "id"),
    "-han": ("-attention_at", "-id"),
    "nguoi": ("applicant_name", "id"),
    "-nguoi": ("-applicant_name", "-id"),
    "nop": ("submitted_at", "id"),
    "-nop": ("-submitted_at", "-id"),
}
KEYS = ("lan", "thu-tuc", "kenh", "xep")
MOST_CHIPS = 8


def next_midnight(at: datetime) -> datetime:
    """When this day ends in Vietnam."""
    local = at.astimezone(clock.VIETNAM)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def lane_filter(key: str, at: datetime) -> Q:
    """Which dossiers are in a lane at this moment; one whose suspension should have been looked at is overdue."""
    tomorrow = next_midnight(at)
    working = ~Q(state__in=(*WAITING, State.FINISHED))
    return {
        "overdue": Q(attention_at__lt=at) & (working | Q(state=State.SUSPENDED)),
        "today": Q(attention_at__gte=at, attention_at__lt=tomorrow) & working,
        "soon": Q(attention_at__gte=tomorrow, attention_at__lt=tomorrow + timedelta(days=3)) & working,
        "new": Q(state__in=(State.SUBMITTED, State.RECEIVED)),
        "waiting": Q(state__in=WAITING),
        "return": Q(state=State.FINISHED),
    }.get(key, Q())


@dataclass(frozen=True)
class QueueView:
    """What was chosen; unknown choices mean everything, in the order of the law's clock."""

    lane: str = "all"
    procedure: str = ""
    channel: str = ""
    order: str = "han"

    def narrowed(self, at: datetime) -> Q:
        """The rows of this view."""
        found = lane_filter(self.lane, at)
        if self.procedure:
            found &= Q(procedure_code=self.procedure)
        return found & Q(channel=self.channel) if self.channel else found

    @property
    def keys(self) -> tuple[str, str]:
        """The columns of the order."""
        return ORDERS[self.order]

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
        _chip(request, "thu-tuc", (code, titles[code]), active=view.procedure == code, count=number)
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
