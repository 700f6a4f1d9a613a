"""Who has the next step of a case and until when: routing applied to one dossier."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import calendar_of, terms_of
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.rules import Step
from motcua.routing.queries import holder_of
from motcua.workdays.rules import due


@dataclass(frozen=True)
class Turn:
    """The next holder of the case, and the columns that say so."""

    step_key: str
    post_id: int
    unit_id: int
    sets: dict[str, Any]


def turn_for(
    dossier: Dossier, step: Step | None, *, at: datetime, due_at: datetime | None, post_id: int | None = None
) -> Turn:
    """The post that has ``step`` (or the given post), from ``at``; the case itself stays due at ``due_at``.

    Refuses with Invalid when nobody holds the post the step needs.
    """
    known = directory()
    if post_id is None:
        holder = holder_of(step, dossier.competent_unit_id, dossier.procedure_field, known)
    else:
        found = known.post(post_id)
        assert found is not None
        holder = found
    key = step.key if step else dossier.step_key
    return Turn(
        key,
        holder.id,
        holder.unit_id,
        turn_sets(dossier, step, holder_ids=(holder.id, holder.unit_id), at=at, due_at=due_at),
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


def present_step(dossier: Dossier) -> Step | None:
    """The step of the process where the case is."""
    return next((one for one in terms_of(dossier).bundle.process.steps if one.key == dossier.step_key), None)


def seat_title(actor: Actor) -> str:
    """The officer's name with the title of the post they act from."""
    for seat in actor.seats:
        post = directory().post(seat.post_id)
        if post:
            return f"{actor.name} ({post.title})"
    return actor.name
