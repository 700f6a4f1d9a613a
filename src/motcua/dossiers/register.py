"""The register (form 07): whose it is to read, and what a unit received in a span of days, for others too."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import scope_of
from motcua.dossiers.queries import visible_to
from motcua.kernel import clock
from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.words import N_
from motcua.people.directory import AUTHORITIES, UnitRef
from motcua.people.queries import directory
from motcua.people.rules import Actor

READERS = ("desk_officer", "leader", "clerk", "inspector")
MOST_EXPORTED = 5000
TOO_LONG = N_("Có hơn %(most)d hồ sơ nên không lấy ra thành một tệp được. Hãy thu hẹp lại, rồi lấy từng phần.")
NO_REGISTER = N_("Không có sổ này, hoặc sổ không thuộc phần bạn theo dõi.")


def registers_of(actor: Actor) -> list[UnitRef]:
    """The communes whose register the officer may read, the authorities above whose own desk receives for them, and
    last the communes that have ended: their books stay readable."""
    known = directory()
    seen = {one for seat in actor.seats if seat.role in READERS for one in scope_of(seat, known)}
    above = [one for one in known.units if is_above(one) and one.is_open_on(known.on) and known.has_desk(one.id)]
    ended = [one for one in known.units if one.kind == "commune" and one.is_operating and has_ended(one)]
    return [one for one in (*known.communes(), *above, *ended) if one.id in seen]


def has_ended(unit: UnitRef) -> bool:
    """Its last day is past."""
    return unit.valid_until is not None and unit.valid_until < directory().on


def whole(rows: Iterable[Dossier]) -> list[Dossier]:
    """All rows of a file, never cut without a word: refuses with Invalid where they are too many (read one more)."""
    found = list(rows)
    if len(found) > MOST_EXPORTED:
        raise Invalid(TOO_LONG, most=MOST_EXPORTED)
    return found


def is_above(unit: UnitRef) -> bool:
    """A district or province: it keeps no book of its own, its desk takes in for the communes. Law: LC-15."""
    return unit.kind in AUTHORITIES and unit.kind != "commune"


def may_read_register(actor: Actor, unit_id: int) -> Answer:
    """An officer of the unit, or a leader or inspector above it."""
    return yes() if any(one.id == unit_id for one in registers_of(actor)) else no(NO_REGISTER, NotFound)


def received_between(actor: Actor, unit_id: int, span: tuple[date, date]) -> QuerySet[Dossier]:
    """The cases of the unit received from the first day to the last, both included, as far as the reader may see."""
    return _within(visible_to(actor).filter(competent_unit_id=unit_id), span)


def received_for_others(actor: Actor, unit_id: int, span: tuple[date, date]) -> QuerySet[Dossier]:
    """What the unit's own desk took in for other units: code, clock and number are theirs. Law: LC-15."""
    body = directory().body_ids(unit_id)
    rows = visible_to(actor).filter(received_unit_id__in=body).exclude(competent_unit_id__in=body)
    return _within(rows, span)


def _within(rows: QuerySet[Dossier], span: tuple[date, date]) -> QuerySet[Dossier]:
    first, last = span
    begin = datetime.combine(first, datetime.min.time(), clock.VIETNAM)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.VIETNAM)
    return rows.filter(received_at__gte=begin, received_at__lt=end).order_by("received_at", "id")
