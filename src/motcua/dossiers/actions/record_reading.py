"""Looking at a dossier leaves a trace of its own, beside the ledger."""

from uuid import UUID

from motcua.dossiers.models import Reading
from motcua.kernel import clock
from motcua.ledger.cursors import on_postgresql, preparing_cursor
from motcua.people.rules import Actor

NOTED_SOON = """WITH soon AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO "dossiers_reading" ("dossier_id", "account_id", "name", "way", "at")
SELECT %s, %s, %s, %s, %s FROM soon"""


def record_reading(*, dossier_id: UUID, actor: Actor, way: str) -> None:
    """Who read it and how (office, look_up, file, form, api, audit); one statement.

    On PostgreSQL nobody waits for the disk: should the machine lose power, the readings of the last moments may be
    missing, never an act.
    """
    at = clock.now()
    if not on_postgresql():
        Reading.objects.create(dossier_id=dossier_id, account_id=actor.account_id, name=actor.name, way=way, at=at)
        return
    preparing_cursor().execute(NOTED_SOON, [dossier_id, actor.account_id, actor.name, way, at])
