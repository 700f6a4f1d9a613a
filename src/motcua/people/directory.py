"""The tree of units and its posts as one immutable picture, for answers without a query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from motcua.people.rules import valid_on

AUTHORITIES = frozenset({"commune", "district", "province"})


@dataclass(frozen=True)
class UnitRef:
    """A unit as the directory knows it; ``went_into``: the unit in operation that goes on from it."""

    id: int
    code: str
    kind: str
    name: str
    short_name: str
    slug: str
    parent_id: int | None
    path: str
    valid_from: date
    valid_until: date | None
    is_operating: bool
    agency_code: str
    agency_code_is_demo: bool
    address: str
    phone: str
    email: str
    map_point: str = ""
    went_into: int | None = None

    @property
    def authority_name(self) -> str:
        """How office papers name it: "UBND thị trấn Núi Sập" for an authority, else its own name."""
        if self.kind not in AUTHORITIES or self.name.startswith(("UBND", "Ủy ban")):
            return self.name
        return f"UBND {self.name[:1].lower()}{self.name[1:]}"

    def is_open_on(self, day: date) -> bool:
        """Whether this installation works for the unit on ``day``."""
        return self.is_operating and valid_on(day, self.valid_from, self.valid_until)


@dataclass(frozen=True)
class PostRef:
    """A post as the directory knows it; ``is_held``: somebody who can sign in sits or acts there today."""

    id: int
    unit_id: int
    role: str
    title: str
    fields: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    is_held: bool = True


@dataclass(frozen=True)
class Directory:
    """All units and posts, as read on one day."""

    units: tuple[UnitRef, ...]
    posts: tuple[PostRef, ...]
    on: date

    @cached_property
    def _by_id(self) -> dict[int, UnitRef]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _by_code(self) -> dict[str, UnitRef]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _children(self) -> dict[int | None, tuple[UnitRef, ...]]:
        found: dict[int | None, list[UnitRef]] = {}
        for unit in self.units:
            found.setdefault(unit.parent_id, []).append(unit)
        return {parent: tuple(children) for parent, children in found.items()}

    @cached_property
    def _posts(self) -> dict[int, PostRef]:
        return {post.id: post for post in self.posts}

    @cached_property
    def _posts_in(self) -> dict[int, list[PostRef]]:
        found: dict[int, list[PostRef]] = {}
        for post in self.posts:
            found.setdefault(post.unit_id, []).append(post)
        return found

    @cached_property
    def _subtrees(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What others worked out from this directory, kept for as long as it holds."""
        return {}

    def unit(self, unit_id: int) -> UnitRef:
        """The unit of this id; KeyError when there is none."""
        return self._by_id[unit_id]

    def unit_by_code(self, code: str) -> UnitRef | None:
        """The unit of this code."""
        return self._by_code.get(code)

    def post(self, post_id: int) -> PostRef | None:
        """The post of this id."""
        return self._posts.get(post_id)

    def children(self, unit_id: int | None) -> tuple[UnitRef, ...]:
        """The units directly below (the roots for None), in the order of their codes."""
        return self._children.get(unit_id, ())

    def ancestry(self, unit_id: int) -> tuple[UnitRef, ...]:
        """The unit itself, then each one above it."""
        found = []
        unit = self._by_id.get(unit_id)
        while unit is not None:
            found.append(unit)
            unit = self._by_id.get(unit.parent_id) if unit.parent_id is not None else None
        return tuple(found)

    def subtree_ids(self, unit_id: int) -> frozenset[int]:
        """The unit and everything below it."""
        known = self._subtrees.get(unit_id)
        if known is None:
            path = self._by_id[unit_id].path
            known = self._subtrees[unit_id] = frozenset(unit.id for unit in self.units if unit.path.startswith(path))
        return known

    def commune_of(self, unit_id: int) -> UnitRef | None:
        """The commune that the unit is or belongs to."""
        return next((unit for unit in self.ancestry(unit_id) if unit.kind == "commune"), None)

    def authority_of(self, unit_id: int) -> UnitRef | None:
        """The commune, district or province that the unit is or belongs to."""
        return next((unit for unit in self.ancestry(unit_id) if unit.kind in AUTHORITIES), None)

    def body_ids(self, unit_id: int) -> frozenset[int]:
        """The unit and what belongs to it, without the authorities below that work for themselves."""
        own = self.authority_of(unit_id)
        return frozenset(one for one in self.subtree_ids(unit_id) if self.authority_of(one) == own)

    @cached_property
    def _before(self) -> dict[int, tuple[UnitRef, ...]]:
        """The units that have ended, by the one that goes on from them."""
        found: dict[int, tuple[UnitRef, ...]] = {}
        for unit in self.units:
            if unit.went_into is not None and unit.valid_until is not None and unit.valid_until < self.on:
                found[unit.went_into] = (*found.get(unit.went_into, ()), unit)
        return found

    def with_predecessors(self, unit_ids: frozenset[int]) -> frozenset[int]:
        """These units, and everything that belonged to those that ended and went into one of them."""
        found, fresh = unit_ids, unit_ids if self._before else frozenset()
        while fresh:
            bodies = (self.body_ids(old.id) for one in fresh for old in self._before.get(one, ()))
            fresh = frozenset().union(*bodies) - found
            found |= fresh
        return found

    def has_desk(self, unit_id: int) -> bool:
        """Whether the unit has a one-stop desk of its own today."""
        desk = self.desk_of(unit_id)
        return desk is not None and desk.id in self.body_ids(unit_id)

    def desk_of(self, unit_id: int) -> UnitRef | None:
        """The one-stop desk that serves the unit: its own, else the nearest one above."""
        for unit in self.ancestry(unit_id):
            if unit.kind == "one_stop_desk":
                return unit
            for child in self.children(unit.id):
                if child.kind == "one_stop_desk" and valid_on(self.on, child.valid_from, child.valid_until):
                    return child
        return None

    def roots(self) -> tuple[UnitRef, ...]:
        """The topmost units that this installation works for today."""
        return tuple(
            unit
            for unit in self.units
            if unit.is_open_on(self.on)
            and (unit.parent_id is None or not self._by_id[unit.parent_id].is_open_on(self.on))
        )

    def communes(self) -> tuple[UnitRef, ...]:
        """The communes that this installation works for today."""
        return tuple(unit for unit in self.units if unit.kind == "commune" and unit.is_open_on(self.on))

    def posts_of(self, unit_ids: Iterable[int], role: str | None = None, field: str | None = None) -> list[PostRef]:
        """Today's posts in these units; those that name ``field`` before those that serve every field."""
        found = [
            post
            for unit_id in frozenset(unit_ids)
            for post in self._posts_in.get(unit_id, ())
            if (role is None or post.role == role)
            and (field is None or not post.fields or field in post.fields)
            and valid_on(self.on, post.valid_from, post.valid_until)
        ]
        return sorted(found, key=lambda post: (field is not None and field not in post.fields, post.id))

    def leaders_over(self, unit_id: int, role: str = "leader") -> tuple[PostRef, ...]:
        """Who leads the unit and each one above it, nearest first: one held post a unit, vacant ones passed over."""
        ranks = [self.posts_of([unit.id], role) for unit in self.ancestry(unit_id)]
        found = (next((post for post in rank if post.is_held), None) for rank in ranks)
        return tuple(post for post in found if post)

    def overseers_of(self, unit_id: int) -> tuple[PostRef, ...]:
        """Who must hear of what goes wrong in the unit, nearest first: those who lead, else those who inspect."""
        return self.leaders_over(unit_id) or self.leaders_over(unit_id, "inspector")
