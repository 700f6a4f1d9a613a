"""Who has the next step of a case and until when: routing applied to one dossier."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import calendar_of
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.rules import Step
from motcua.routing.queries import holder_of
from motcua.routing.rules import Holder
from motcua.workdays.rules import due


@dataclass(frozen=True)
class Turn:
    """The next holder of the case, and the columns that say so."""

    step_key: str
    post_id: int
    unit_id: int
    sets: dict[str, Any]
    stands_in: dict[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """What the ledger says of the hand-over, a stand-in for a vacant post included."""
        return {"to": self.post_id, "step": self.step_key, **self.stands_in}


def turn_for(
    dossier: Dossier, step: Step | None, *, at: datetime, due_at: datetime | None, post_id: int | None = None
) -> Turn:
    """The post that has ``step`` (or the given post, if held), from ``at``; the case stays due at ``due_at``.

    Refuses with Invalid when the office has no post that the step needs.
    """
    known = directory()
    given = known.post(post_id) if post_id is not None else None
    if given is not None and given.is_held:
        holder = Holder(given)
    else:
        holder = holder_of(step, dossier.competent_unit_id, dossier.procedure_field, known)
        holder = Holder(holder.post, holder.vacant or given)
    post = holder.post
    return Turn(
        step.key if step else dossier.step_key,
        post.id,
        post.unit_id,
        turn_sets(dossier, step, holder_ids=(post.id, post.unit_id), at=at, due_at=due_at),
        holder.facts,
    )


def turn_sets(
    dossier: Dossier, step: Step | None, *, holder_ids: tuple[int, int], at: datetime, due_at: datetime | None
) -> dict[str, Any]:
    """The columns of a hand-over."""
    allotted = due(calendar_of(dossier), at, step.allotted).at if step and step.allotted else None
    return {
        "step_key": step.key if step else dossier.step_key,
        "step_since": at,
        "step_due_at": min(allotted, due_at) if allotted and due_at else allotted or due_at,
        "holder_post_id": holder_ids[0],
        "holder_unit_id": holder_ids[1],
        "holder_account_id": None,
        "attention_at": due_at or dossier.attention_at,
        "warned_at": None,
        "escalated_at": None,
    }


def post_title(actor: Actor, dossier: Dossier) -> str:
    """The title under which the actor signs for the post that holds the case."""
    post = directory().post(dossier.holder_post_id) if dossier.holder_post_id else None
    return post.title if post and actor.seat_for(post.id) else ""


def seat_title(actor: Actor) -> str:
    """The officer's name with the title of the post they act from."""
    for seat in actor.seats:
        post = directory().post(seat.post_id)
        if post:
            return f"{actor.name} ({post.title})"
    return actor.name
