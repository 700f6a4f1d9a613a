"""One entry of a store in the ledger."""

from uuid import UUID

from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.rules import Actor


def note(owner_id: UUID, act: str, actor: Actor, **facts: str) -> None:
    """What was done with the store, by ids and kinds, never by a person's data; call inside the transaction."""
    record(subject_kind="store", subject_id=str(owner_id), act=act, actor=actor, facts=facts, at=clock.now())
