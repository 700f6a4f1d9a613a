"""Looking at a dossier leaves a trace of its own, beside the ledger."""

from uuid import UUID

from motcua.dossiers.models import Reading
from motcua.kernel import clock
from motcua.people.rules import Actor


def record_reading(*, dossier_id: UUID, actor: Actor, way: str) -> None:
    """Who read it and how (office, look_up, file, form, api, audit); one statement."""
    Reading.objects.create(dossier_id=dossier_id, account_id=actor.account_id, name=actor.name, way=way, at=clock.now())
