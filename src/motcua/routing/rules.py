"""Which step comes next, which post has it, and how much of the time it may use; plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from motcua.eforms.rules.conditions import holds
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.procedures.rules import Process, Step


class Unit(Protocol):
    """A unit as the directory knows it."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


class Post(Protocol):
    """A post as the directory knows it."""

    @property
    def id(self) -> int: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    @property
    def is_held(self) -> bool: ...


@dataclass(frozen=True)
class Holder:
    """The post that has a step; ``vacant`` is the one that should have it, where nobody sits there today."""

    post: Any
    vacant: Any = None

    @property
    def facts(self) -> dict[str, int]:
        """What the ledger says of a stand-in."""
        return {"vacant": self.vacant.id} if self.vacant else {}


ROLE_OF_STEP: Mapping[str, str] = {
    "reception": "desk_officer",
    "return": "desk_officer",
    "specialist": "specialist",
    "leader": "leader",
    "clerk": "clerk",
    "other_agency": "specialist",
}
ALSO: Mapping[str, str] = {"clerk": "specialist"}  # in an office without a clerk the specialist numbers and seals
NOBODY = N_(
    "Bước “%(step)s” chưa có người phụ trách tại %(unit)s. Hãy báo người quản trị thêm vị trí “%(role)s” cho "
    "lĩnh vực %(field)s."
)
NO_STEP = N_("Quy trình nội bộ của thủ tục này chưa có bước nào. Hãy báo người quản trị bổ sung quy trình.")
ROLE_NAMES: Mapping[str, str] = {
    "desk_officer": N_("Tiếp nhận và trả kết quả"),
    "specialist": N_("Chuyên môn"),
    "leader": N_("Lãnh đạo"),
    "clerk": N_("Văn thư"),
}


def applies(step: Step, facts: Mapping[str, Any]) -> bool:
    """Whether the way of a case leads through the step by itself, by the answers given.

    A step whose condition is told in words alone is never taken by itself: the holder chooses it.
    """
    return holds(step.when, facts) if step.when else not step.condition


def way(process: Process, facts: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of one case, in order; those that a holder may choose are not among them."""
    return tuple(step for step in process.steps if applies(step, facts))


def step_after(process: Process, step_key: str | None, facts: Mapping[str, Any]) -> Step | None:
    """The step that follows (the first for None); None after the last."""
    start = _place(process.steps, step_key) + 1
    return next((step for step in process.steps[start:] if applies(step, facts)), None)


def step_before(process: Process, step_key: str | None, facts: Mapping[str, Any]) -> Step | None:
    """The step that stands before; None before the first."""
    place = _place(process.steps, step_key)
    return next((step for step in reversed(process.steps[: max(place, 0)]) if applies(step, facts)), None)


def is_decided_at(process: Process, step_key: str, facts: Mapping[str, Any]) -> bool:
    """Whether the result is decided at this step: a leader's, with no other leader's after it on the way."""
    step = process.step(step_key)
    if step is None or step.role != "leader":
        return False
    later = process.steps[_place(process.steps, step_key) + 1 :]
    return not any(one.role == "leader" and applies(one, facts) for one in later)


def _place(steps: Sequence[Step], step_key: str | None) -> int:
    if step_key is None:
        return -1
    found = (place for place, step in enumerate(steps) if step.key == step_key)
    return next(found, len(steps))


def choosable_steps(process: Process, step_key: str | None, facts: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps with a condition in words before the next one of the way: the holder may choose one now."""
    found = []
    for step in process.steps[_place(process.steps, step_key) + 1 :]:
        if applies(step, facts):
            break
        if not step.when:
            found.append(step)
    return tuple(found)


class Directory(Protocol):
    """What routing asks the directory of units and posts."""

    def unit(self, unit_id: int) -> Any: ...
    def children(self, unit_id: int) -> Sequence[Any]: ...
    def authority_of(self, unit_id: int) -> Any: ...
    def subtree_ids(self, unit_id: int) -> Any: ...
    def body_ids(self, unit_id: int) -> Any: ...
    def desk_of(self, unit_id: int) -> Any: ...
    def posts_of(self, unit_ids: Any, role: str | None = None, field: str | None = None) -> list[Any]: ...
    def leaders_over(self, unit_id: int) -> Sequence[Any]: ...


def holder_among(step: Step | None, competent_unit_id: int, *, field: str, known: Directory) -> Holder:
    """Who has the step: the nearest held post that fits; where all are vacant, who leads the office or above it.

    Refuses with Invalid when the office has no such post at all.
    """
    if step is None:
        raise Invalid(NO_STEP)
    role = ROLE_OF_STEP[step.role]
    near = places(step, competent_unit_id, known)
    roles = [role, ALSO[role]] if role in ALSO else [role]
    fitting = [post for one in roles for ids in near for post in known.posts_of(ids, one, field)]
    held = next((post for post in fitting if post.is_held), None)
    if held:
        return Holder(held)
    if fitting:
        leaders = known.leaders_over(competent_unit_id)
        return Holder(leaders[0], fitting[0]) if leaders else Holder(fitting[0])
    raise Invalid(
        NOBODY,
        step=step.name,
        unit=known.unit(competent_unit_id).name,
        role=ROLE_NAMES[role],
        field=field,
    )


def stand_in(vacant: Post, field: str, known: Directory) -> Any:
    """Who takes over what waits at a vacant post: a colleague of its unit and role, else who leads there or above."""
    colleagues = [post for post in known.posts_of([vacant.unit_id], vacant.role, field) if post.is_held]
    return next(iter([*colleagues, *known.leaders_over(vacant.unit_id)]), None)


def counterpart(leaving: Post, unit_id: int, *, field: str, known: Directory) -> Any:
    """Who does in another unit what this post does: its role and fields in the like room, else who leads there."""
    kind = known.unit(leaving.unit_id).kind
    like = []
    for post in known.posts_of(known.body_ids(unit_id), leaving.role):
        its = known.unit(post.unit_id).kind
        is_same = bool(set(post.fields) & set(leaving.fields)) or not leaving.fields
        serves = not post.fields or field in post.fields
        if post.is_held and (its == "agency") is (kind == "agency") and (is_same or serves):
            like.append((its != kind, not is_same, not serves, post.id, post))
    return next(iter([*(one[-1] for one in sorted(like)[:1]), *known.leaders_over(unit_id)]), None)


def takers(leaving: Post, known: Directory) -> list[Any]:
    """The held posts that may take over from this one: of the same authority, its own role first, and leaders above."""
    authority = known.authority_of(leaving.unit_id)
    top = authority.id if authority else leaving.unit_id
    inside = [unit_id for unit_id in known.subtree_ids(top) if known.authority_of(unit_id) == authority]
    near = [post for post in known.posts_of(inside) if post.is_held and post.role in ROLE_NAMES]
    near.sort(key=lambda post: (post.role != leaving.role, post.unit_id != leaving.unit_id, post.id))
    above = [post for post in known.leaders_over(leaving.unit_id) if post not in near]
    return [post for post in [*near, *above] if post.id != leaving.id]


def places(step: Step, competent_unit_id: int, known: Directory) -> list[list[int]]:
    """Where to look for the post, nearest first: desk, divisions, the office itself, then the agency."""
    own = known.unit(competent_unit_id)
    desk = known.desk_of(competent_unit_id)
    below = [unit.id for unit in known.children(own.id) if unit.kind == "division"]
    office = [own.id]
    if step.role in {"reception", "return"}:
        return [[desk.id] if desk else [], office, below]
    if step.role == "leader":
        return [office, below]
    if step.role == "other_agency":
        return [_agencies(step, own, known), below, office]
    return [below, office, [desk.id] if desk else []]


def _agencies(step: Step, own: Any, known: Directory) -> list[int]:
    """The agencies beside and above the unit that the step names; what it does not name is not theirs."""
    found: list[Any] = []
    unit = own
    while unit is not None:
        found += [one for one in known.children(unit.id) if one.kind == "agency"]
        unit = known.unit(unit.parent_id) if unit.parent_id is not None else None
    return [one.id for one in found if step.agency and step.agency.casefold() in one.name.casefold()]
