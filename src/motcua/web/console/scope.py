"""Which part of the installation a reader of the console looks after."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from motcua.kernel import clock
from motcua.kernel.refusals import NotFound, NotPermitted
from motcua.kernel.words import N_
from motcua.people.directory import PostRef, UnitRef
from motcua.people.models import Account, Holding
from motcua.people.policies import may_manage_unit
from motcua.people.queries import directory, holdings_on
from motcua.people.rules import Actor, covers
from motcua.web.ui.access import actor_of, officer_only

READERS = ("administrator", "inspector")
readers_only = officer_only(*READERS)
keepers_only = officer_only("administrator")
ONLY_WHOLE = N_("Trang này dành cho người quản trị hoặc thanh tra của toàn hệ thống.")
NO_UNIT = N_("Không có đơn vị này, hoặc đơn vị không thuộc phần bạn quản trị.")
NO_POST = N_("Không có vị trí này, hoặc vị trí không thuộc phần bạn quản trị.")
NO_OFFICER = N_("Không có cán bộ này, hoặc cán bộ không thuộc phần bạn quản trị.")


def paths_of(actor: Actor, roles: Sequence[str] = READERS) -> tuple[str, ...]:
    """The tops of what the actor looks after."""
    return tuple(seat.unit_path for seat in actor.seats if seat.role in roles)


def is_whole(actor: Actor, roles: Sequence[str] = READERS) -> bool:
    """Whether the actor looks after the whole installation."""
    tops, roots = paths_of(actor, roles), directory().roots()
    return bool(roots) and all(any(covers(top, root.path) for top in tops) for root in roots)


def whole_only(request: HttpRequest) -> Actor:
    """The reader, if they look after the whole installation."""
    actor = actor_of(request)
    if not is_whole(actor):
        raise NotPermitted(ONLY_WHOLE)
    return actor


def units_of(actor: Actor) -> tuple[UnitRef, ...]:
    """The units that the actor looks after; for the whole installation also those it only knows."""
    units = directory().units
    if is_whole(actor):
        return units
    tops = paths_of(actor)
    return tuple(unit for unit in units if any(covers(top, unit.path) for top in tops))


def managed_units(actor: Actor) -> tuple[UnitRef, ...]:
    """The open units that the actor may change."""
    known = directory()
    return tuple(unit for unit in known.units if unit.is_open_on(known.on) and may_manage_unit(actor, unit.path))


def unit_seen(actor: Actor, unit_id: int) -> UnitRef:
    """The unit, or NotFound where the actor has nothing to do with it."""
    found = next((unit for unit in units_of(actor) if unit.id == unit_id), None)
    if found is None:
        raise NotFound(NO_UNIT)
    return found


def post_seen(actor: Actor, post_id: int) -> PostRef:
    """The post, or NotFound where the actor has nothing to do with its unit."""
    post = directory().post(post_id)
    if post is None or post.unit_id not in {unit.id for unit in units_of(actor)}:
        raise NotFound(NO_POST)
    return post


def unit_ids(actor: Actor) -> frozenset[int]:
    """The ids of what the actor looks after."""
    return frozenset(unit.id for unit in units_of(actor))


def officer_seen(actor: Actor, account_id: UUID) -> Account:
    """An officer who sits below the actor or nowhere, or NotFound."""
    account = Account.objects.filter(pk=account_id, kind="officer").first()
    if account is None or not (is_whole(actor) or is_near(actor, account)):
        raise NotFound(NO_OFFICER)
    return account


def is_near(actor: Actor, account: Account) -> bool:
    """Whether the officer sits in a unit the actor looks after, or has no seat today."""
    seats = set(holdings_on(clock.today()).filter(account=account).values_list("post__unit_id", flat=True))
    return not seats or bool(seats & unit_ids(actor))


def officers_near(actor: Actor) -> list[Account]:
    """Active officers who may be given a post: seated below the actor, or without a seat; by name."""
    seated = dict(holdings_on(clock.today()).values_list("account_id", "post__unit_id"))
    inside = unit_ids(actor)
    rows = Account.objects.filter(kind="officer", is_active=True).only("id", "full_name", "username")
    return sorted(
        (one for one in rows if one.pk not in seated or seated[one.pk] in inside or is_whole(actor)),
        key=lambda one: (one.full_name.split()[-1:], one.full_name),
    )


def holders_of(post_ids: Sequence[int]) -> dict[int, Holding]:
    """Who holds these posts today."""
    held = holdings_on(clock.today()).filter(post__in=post_ids).select_related("account")
    return {one.post_id: one for one in held}
