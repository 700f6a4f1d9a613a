"""Which axis this installation is joined to; ``config.wiring`` fills it in, nothing there means none."""

from collections.abc import Callable

from motcua.correspondence.ports import Body, Exchange
from motcua.people.queries import directory

JOINED: dict[str, Callable[[], Exchange | None]] = {}
AXIS = "axis"


def joined() -> Exchange | None:
    """The axis, where there is one."""
    return JOINED[AXIS]() if AXIS in JOINED else None


def body_of(unit_id: int) -> Body:
    """A unit as the exchange knows it."""
    known = directory()
    unit = known.unit(unit_id)
    above = known.unit(unit.parent_id).authority_name if unit.parent_id else ""
    return Body(unit.agency_code, unit.authority_name, above, unit.address, unit.email, unit.phone)


def units_on_axis() -> dict[str, int]:
    """The authorities here that the exchange knows, by their organ id."""
    known = directory()
    return {one.agency_code: one.id for one in known.units if one.agency_code and one.is_open_on(known.on)}
