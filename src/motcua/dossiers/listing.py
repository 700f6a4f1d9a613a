"""Lists of cases as another system asks for them: what the reader may see, narrowed and ordered, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import scope_of
from motcua.dossiers.queries import own_dossiers, visible_to
from motcua.dossiers.queue import in_lane
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor

MOST_DAYS = 366
SPAN = N_("Hãy cho biết cả ngày tiếp nhận đầu và cuối, cách nhau nhiều nhất %(days)d ngày.")
NEED_SPAN = N_("Danh sách có cả hồ sơ đã kết thúc cần khoảng ngày tiếp nhận: ghi cả ngày đầu và ngày cuối.")
NO_UNIT = N_("Không có đơn vị này.")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty means everything. Days count in Vietnam, both ends included."""

    lane: str = ""
    states: tuple[str, ...] = ()
    unit_id: int | None = None
    procedure: str = ""
    channel: str = ""
    holder_post_id: int | None = None
    is_open: bool | None = None
    received_from: date | None = None
    received_until: date | None = None
    due_from: date | None = None
    due_until: date | None = None

    @property
    def has_span(self) -> bool:
        """A span of receipt was asked for."""
        return self.received_from is not None or self.received_until is not None


def dossiers_listed(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Dossier]:
    """The reader's cases as ``wanted``, in no order.

    A citizen's are their own. An officer's are those open now; with a span of receipt all that the units they read
    took in, closed ones too. Refuses with Invalid a list that could not end: closed cases without a span.
    """
    found = _base(actor, wanted).filter(_narrowed(wanted))
    return found.filter(in_lane(wanted.lane, at), closed_at=None) if wanted.lane else found


def _base(actor: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    span = _span(wanted)
    if not actor.seats:
        return own_dossiers(actor).filter(**span)
    if span:
        units = {one for seat in actor.seats for one in scope_of(seat, directory())}
        return visible_to(actor).filter(competent_unit_id__in=units, **span)
    if wanted.is_open is False:
        raise Invalid(NEED_SPAN, {"received_from": Sentence(NEED_SPAN)})
    return visible_to(actor).filter(closed_at=None)


def _span(wanted: Wanted) -> Mapping[str, datetime]:
    if not wanted.has_span:
        return {}
    first, last = wanted.received_from, wanted.received_until
    if first is None or last is None or not timedelta(0) <= last - first < timedelta(MOST_DAYS):
        told = Sentence(SPAN, {"days": MOST_DAYS})
        missing = [key for key, day in (("received_from", first), ("received_until", last)) if day is None]
        raise Invalid(SPAN, dict.fromkeys(missing or ["received_until"], told), days=MOST_DAYS)
    return {"received_at__gte": _midnight(first), "received_at__lt": _after(last)}


def _narrowed(wanted: Wanted) -> Q:
    equal = {
        "procedure_code": wanted.procedure or None,
        "channel": wanted.channel or None,
        "holder_post_id": wanted.holder_post_id,
    }
    found = Q(**{key: value for key, value in equal.items() if value is not None})
    if wanted.states:
        found &= Q(state__in=wanted.states)
    if wanted.is_open is not None:
        found &= Q(closed_at__isnull=wanted.is_open)
    if wanted.unit_id is not None:
        found &= Q(competent_unit_id__in=_below(wanted.unit_id))
    if wanted.due_from:
        found &= Q(due_at__gte=_midnight(wanted.due_from))
    return found & Q(due_at__lt=_after(wanted.due_until)) if wanted.due_until else found


def _below(unit_id: int) -> frozenset[int]:
    known = directory()
    if unit_id not in {unit.id for unit in known.units}:
        raise Invalid(NO_UNIT, {"unit": Sentence(NO_UNIT)})
    return known.subtree_ids(unit_id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), clock.VIETNAM)


def _after(day: date) -> datetime:
    """When the day has ended; the last day that there is ends with itself."""
    return (
        _midnight(day + timedelta(days=1))
        if day < date.max
        else datetime.combine(day, datetime.max.time(), clock.VIETNAM)
    )
