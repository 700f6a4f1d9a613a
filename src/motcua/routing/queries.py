"""Who has a step today, by the directory of units and posts."""

from motcua.people.directory import Directory
from motcua.people.queries import directory
from motcua.procedures.rules import Step
from motcua.routing.rules import Holder, holder_among


def holder_of(  # noqa: PLR0917 - four facts that always come in this order
    step: Step | None, competent_unit_id: int, field: str, known: Directory | None = None
) -> Holder:
    """Who has the step of a dossier of ``field`` decided by the unit; no statement.

    Refuses with Invalid, in a sentence that says which post is missing where.
    """
    return holder_among(step, competent_unit_id, field=field, known=known or directory())
