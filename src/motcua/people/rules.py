"""Who acts, from which seats, over which units, and when a delegation holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from motcua.kernel.answers import Answer, no, yes
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_, Sentence

VIETNAM_NORTH, VIETNAM_EAST = (8.0, 23.5), (102.0, 118.0)  # degrees, with the islands
NO_POINT = N_("Điểm trên bản đồ chưa đúng. Hãy sao vĩ độ, kinh độ từ bản đồ, ví dụ 10.26421, 105.26789.")
NOT_IN_VIETNAM = N_("Điểm này không nằm ở Việt Nam. Hãy ghi vĩ độ trước, kinh độ sau, ví dụ 10.26421, 105.26789.")
AUTHORITIES = frozenset({"province", "district", "commune"})
STANDS_BELOW: Mapping[str, frozenset[str]] = {  # "" is the top of the tree
    "province": frozenset({""}),
    "district": frozenset({"", "province"}),
    "commune": frozenset({"", "province", "district"}),
    "one_stop_desk": AUTHORITIES,
    "division": AUTHORITIES | {"one_stop_desk", "division", "agency"},
    "agency": AUTHORITIES | {"", "agency"},
}
ActorKind = Literal["citizen", "officer", "system", "anonymous"]


def path_below(parent_path: str, code: str) -> str:
    """The path of unit ``code`` below its parent ("" for a root)."""
    return f"{parent_path or '/'}{code}/"


def covers(upper_path: str, lower_path: str) -> bool:
    """Whether the unit at ``upper_path`` is the other one or stands above it."""
    return bool(upper_path) and lower_path.startswith(upper_path)


def stands_below(kind: str, parent_kind: str) -> bool:
    """Whether a unit of ``kind`` may stand directly below one of ``parent_kind`` ("" for the top of the tree)."""
    return parent_kind in STANDS_BELOW.get(kind, frozenset())


def valid_on(day: date, first: date, last: date | None) -> bool:
    """Whether ``day`` lies in a validity whose last day is inclusive."""
    return first <= day and (last is None or day <= last)


def holds_at(moment: datetime, *, start: datetime, end: datetime, revoked_at: datetime | None = None) -> bool:
    """Whether a delegation counts at ``moment``: from its start, until just before its end or revocation."""
    return start <= moment < end and (revoked_at is None or moment < revoked_at)


def spans_overlap(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> bool:
    """Whether two half-open spans share an instant."""
    return first[0] < second[1] and second[0] < first[1]


@dataclass(frozen=True)
class Substitution:
    """One delegation seen as persons: who is away, who acts, and when."""

    absent_id: UUID | None
    substitute_id: UUID
    span: tuple[datetime, datetime]


def delegation_answer(wanted: Substitution, others: Iterable[Substitution], *, now: datetime) -> Answer:
    """Whether a substitute may be named: not oneself, not in the past, and never a chain of absent people.

    ``others`` are the delegations in force of the absent officer's posts and of both persons. A chain of any
    length needs somebody who is away and acts for another at once, so forbidding that forbids every circle.
    """
    start, end = wanted.span
    if end <= start:
        return no(N_("Ngày kết thúc phải sau ngày bắt đầu."), Invalid)
    if end <= now:
        return no(N_("Thời gian vắng đã qua."), Invalid)
    if wanted.absent_id == wanted.substitute_id:
        return no(N_("Một người không thể làm thay cho chính mình."), Invalid)
    for other in others:
        if not spans_overlap(wanted.span, other.span):
            continue
        if other.absent_id == wanted.substitute_id:
            return no(
                N_("Người được giao cũng vắng mặt trong thời gian này và đã có người khác làm thay."), WrongMoment
            )
        if other.substitute_id == wanted.absent_id:
            return no(
                N_("Người sắp vắng đang làm thay cho người khác. Hãy phân công lại việc làm thay đó trước."),
                WrongMoment,
            )
    return yes()


MAY_STAND_IN: Mapping[str, frozenset[str]] = {  # by the role of the post: who can do its acts from a post of their own
    "leader": frozenset({"leader"}),
    "specialist": frozenset({"specialist", "leader"}),
    "desk_officer": frozenset({"desk_officer", "specialist", "clerk", "leader"}),
    "clerk": frozenset({"clerk", "desk_officer", "specialist", "leader"}),
    "inspector": frozenset({"inspector", "leader"}),
    "administrator": frozenset({"administrator", "leader", "specialist", "desk_officer", "clerk", "inspector"}),
}


@dataclass(frozen=True)
class Seat:
    """A post as one person sits in it; ``acting_for`` names the absent officer when it was delegated."""

    post_id: int
    unit_id: int
    unit_path: str
    role: str
    fields: tuple[str, ...] = ()
    acting_for: str | None = None

    def serves(self, field: str) -> bool:
        """Whether procedures of ``field`` belong to this seat; no fields named means all."""
        return not self.fields or field in self.fields


@dataclass(frozen=True)
class Actor:
    """Who does an act, with every seat they sit in at that moment."""

    kind: ActorKind
    account_id: UUID | None
    name: str
    seats: tuple[Seat, ...] = ()
    identity_level: int = 0

    @property
    def post_ids(self) -> frozenset[int]:
        """The posts of all seats."""
        return frozenset(seat.post_id for seat in self.seats)

    @property
    def is_officer(self) -> bool:
        """Whether they act for an office."""
        return self.kind == "officer"

    @property
    def is_citizen(self) -> bool:
        """Whether they act for themselves."""
        return self.kind == "citizen"

    def has_role(self, role: str, unit_path: str | None = None) -> bool:
        """Whether a seat of ``role`` is in the unit at ``unit_path`` or above it (anywhere when not given)."""
        return any(
            seat.role == role and (unit_path is None or covers(seat.unit_path, unit_path)) for seat in self.seats
        )

    def seat_for(self, post_id: int | None) -> Seat | None:
        """The seat of this post; their own before a delegated one."""
        found = [seat for seat in self.seats if seat.post_id == post_id]
        return min(found, key=lambda seat: seat.acting_for is not None, default=None)

    def named(self, seat: Seat | None) -> dict[str, Any]:
        """Who acts, from which seat (else the first of theirs), for whom: as the ledger names them."""
        seat = seat or (self.seats[0] if self.seats else None)
        told: dict[str, Any] = {
            "kind": self.kind,
            "id": str(self.account_id) if self.account_id else None,
            "name": self.name,
        }
        if seat:
            told |= {"post": seat.post_id, "unit": seat.unit_id, "role": seat.role}
            if seat.acting_for:
                told["acting_for"] = seat.acting_for
        return told


def tidy_map_point(text: str) -> str:
    """Latitude and longitude as maps give them to copy, in one form ("10.26421,105.26789"); nothing stays nothing.

    Refuses with Invalid what is no place in Vietnam.
    """
    if not text.strip():
        return ""
    parts = [part.strip().rstrip("°") for part in text.replace(";", ",").split(",")]
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise Invalid(NO_POINT, {"map_point": Sentence(NO_POINT)}) from None
    if not (VIETNAM_NORTH[0] <= latitude <= VIETNAM_NORTH[1] and VIETNAM_EAST[0] <= longitude <= VIETNAM_EAST[1]):
        raise Invalid(NOT_IN_VIETNAM, {"map_point": Sentence(NOT_IN_VIETNAM)})
    return f"{latitude:.5f},{longitude:.5f}"


SYSTEM = Actor(kind="system", account_id=None, name="Hệ thống", identity_level=0)
ANONYMOUS = Actor(kind="anonymous", account_id=None, name="Khách")
