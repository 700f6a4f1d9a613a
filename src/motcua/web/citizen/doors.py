"""Where one applies for a procedure today, and where from when that will be another place."""

from collections.abc import Iterable
from typing import Any, Protocol

from motcua.kernel import clock
from motcua.procedures.queries import LoadedVersion, front_of, is_taken_online, next_front, units_taking
from motcua.procedures.rules import EVERYWHERE, NATIONAL


class Listed(Protocol):
    """A procedure as a list shows it."""

    @property
    def code(self) -> str: ...
    @property
    def is_operable(self) -> bool: ...


def door_of(code: str, loaded: LoadedVersion | None, handler: str = "ours") -> str:
    """Where one applies: here, on the national portal, elsewhere (police, army, ministry), at the counter only.

    ``closed`` where no commune takes it today.

    Who handles a procedure is said by its version in force; ``handler`` counts where it has none.
    """
    if (loaded.bundle.handler if loaded else handler) != "ours":
        return "elsewhere"
    if loaded is None:
        return "counter"
    if not loaded.bundle.is_taken_online:
        return "counter"
    if front_of(code, clock.today()) == NATIONAL:
        return "national"
    if not loaded.bundle.is_operable:
        return "counter"
    return "here" if units_taking(code, clock.today()) else "closed"


def door_context(code: str, loaded: LoadedVersion | None, handler: str = "ours") -> dict[str, Any]:
    """The door for a page, and the change ahead that its reader should know of."""
    door = door_of(code, loaded, handler)
    change = next_front(code, clock.today()) if door in {"here", "national"} else None
    return {"door": door, "change": change}


def taken_online(found: Iterable[Listed]) -> frozenset[str]:
    """Which of these are handed in online here today."""
    today = clock.today()
    return frozenset(one.code for one in found if one.is_operable and is_taken_online(one.code, today))


def is_on_portal() -> bool:
    """Whether citizens of the locality file on the national portal, but for what is set apart."""
    return front_of(EVERYWHERE, clock.today()) == NATIONAL
