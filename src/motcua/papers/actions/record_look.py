"""Looking into a store leaves a trace that its owner reads."""

from uuid import UUID

from motcua.kernel import clock
from motcua.papers.models import Look, Paper, StoreOwner
from motcua.people.rules import Actor


def record_look(
    *, owner: StoreOwner, actor: Actor, way: str, paper: Paper | None = None, purpose: tuple[UUID, str] | None = None
) -> None:
    """Who looked, at what, from which unit and for which application (its id and title)."""
    Look.objects.create(
        owner=owner,
        paper=paper,
        account_id=actor.account_id,
        name=actor.name[:200],
        unit_id=actor.seats[0].unit_id if actor.seats else None,
        way=way,
        subject_id=purpose[0] if purpose else None,
        title=purpose[1][:300] if purpose else "",
        at=clock.now(),
    )


def record_look_once(*, owner: StoreOwner, actor: Actor, way: str, purpose: tuple[UUID, str]) -> None:
    """The same for a page that is opened many times for one application: the first time is kept."""
    seen = Look.objects.filter(owner=owner, way=way, subject_id=purpose[0], paper=None)
    seen = seen.filter(account_id=actor.account_id) if actor.account_id else seen.filter(account=None)
    if not seen.exists():
        record_look(owner=owner, actor=actor, way=way, purpose=purpose)
