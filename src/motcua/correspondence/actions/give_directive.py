"""Giving tasks: one or several at once, from a document, a meeting or a dossier, each led by one post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.correspondence.commit import Writes, begin
from motcua.correspondence.models import Directive, DirectiveHelper
from motcua.correspondence.policies import may_give
from motcua.correspondence.queries import search_words
from motcua.kernel import clock
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.commit import Row
from motcua.people.directory import PostRef
from motcua.people.queries import directory
from motcua.people.rules import Actor, Seat

NO_TEXT = N_("Hãy ghi nhiệm vụ là việc gì.")
NO_LEAD = N_("Hãy chọn người hoặc đơn vị chủ trì trong phạm vi bạn lãnh đạo.")
PAST_DUE = N_("Hạn phải sau lúc này.")
NOTHING = N_("Hãy ghi ít nhất một nhiệm vụ.")
NO_HOLDER = N_("Vị trí “%(post)s” hiện không có ai giữ nên chưa giao được. Hãy chọn vị trí khác.")
MOST_AT_ONCE = 30


@dataclass(frozen=True)
class Wanted:
    """One task as the leader gives it."""

    text: str
    lead_post_id: int
    due_at: datetime
    helper_post_ids: Sequence[int] = ()
    priority: int = 0


@dataclass(frozen=True)
class Source:
    """What it comes from: incoming | outgoing | meeting | dossier | none, and how that is read."""

    kind: str = "none"
    name: str = ""
    id: UUID | None = None


def give_directives(*, actor: Actor, wanted: Sequence[Wanted], source: Source) -> list[Directive]:
    """All of them, or none. Refuses with NotPermitted, Invalid. Announces ``directive.give_directive`` for each."""
    may_give(actor).or_refuse()
    if not wanted:
        raise Invalid(NOTHING)
    at = clock.now()
    with transaction.atomic():
        return [_given(actor, one, source, at=at) for one in wanted[:MOST_AT_ONCE]]


def give_directive(*, actor: Actor, wanted: Wanted, source: Source) -> Directive:
    """One task."""
    (given,) = give_directives(actor=actor, wanted=[wanted], source=source)
    return given


def reachable_posts(actor: Actor) -> list[PostRef]:
    """To whom the leader may give tasks: everybody of their body, and who leads the units below."""
    known = directory()
    led = [known.authority_of(seat.unit_id) for seat in actor.seats if seat.role == "leader"]
    found: dict[int, PostRef] = {}
    for authority in led:
        if authority is None:
            continue
        own = known.body_ids(authority.id)
        below = known.subtree_ids(authority.id) - own
        roles = {"leader", "specialist", "desk_officer", "clerk"}
        posts = [one for one in known.posts_of(own) if one.role in roles]
        posts += known.posts_of(below, "leader")
        found |= {one.id: one for one in posts if one.is_held and one.id not in actor.post_ids}
    return list(found.values())


def _given(actor: Actor, wanted: Wanted, source: Source, *, at: datetime) -> Directive:
    text = wanted.text.strip()[:4000]
    if not text:
        raise Invalid(NO_TEXT, {"text": Sentence(NO_TEXT)})
    if wanted.due_at <= at:
        raise Invalid(PAST_DUE, {"due": Sentence(PAST_DUE)})
    reachable = {one.id: one for one in reachable_posts(actor)}
    lead = reachable.get(wanted.lead_post_id)
    if lead is None:
        raise Invalid(NO_LEAD, {"lead": Sentence(NO_LEAD)})
    seat = _seat(actor, lead)
    known, pk = directory(), uuid7()
    authority = known.authority_of(seat.unit_id)
    helpers = [one for one in dict.fromkeys(wanted.helper_post_ids) if one in reachable and one != lead.id]
    sets: dict[str, Any] = {
        "unit_id": authority.id if authority else seat.unit_id,
        "given_post_id": seat.post_id,
        "given_by": actor.name,
        "given_account_id": actor.account_id,
        "given_at": at,
        "text": text,
        "source_kind": source.kind,
        "source_id": source.id,
        "source_name": source.name[:500],
        "priority": wanted.priority,
        "lead_unit_id": lead.unit_id,
        "lead_post_id": lead.id,
        "due_at": wanted.due_at,
        "first_due_at": wanted.due_at,
        "percent": 0,
        "reminded": 0,
        "search_text": search_words(text, source.name, known.unit(lead.unit_id).name),
    }
    rows = [Row(DirectiveHelper, {"directive_id": pk, "post_id": one}) for one in helpers]
    facts = {"text": text[:300], "to": lead.id, "helpers": helpers, "due_at": wanted.due_at.isoformat()}
    facts |= {"source": source.name[:300], "source_kind": source.kind}
    writes = Writes(sets, rows, facts=facts, seat=seat)
    return begin(Directive, pk, actor, act="give_directive", at=at, writes=writes)


def _seat(actor: Actor, lead: PostRef) -> Seat:
    """The leader's seat from which the task comes: the one whose units the lead post belongs to."""
    known = directory()
    seats = [one for one in actor.seats if one.role == "leader"]
    fitting = [one for one in seats if lead.unit_id in known.subtree_ids(_top(one))]
    return (fitting or seats)[0]


def _top(seat: Seat) -> int:
    authority = directory().authority_of(seat.unit_id)
    return authority.id if authority else seat.unit_id
