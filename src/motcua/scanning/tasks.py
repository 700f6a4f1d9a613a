"""What digitising does when something happened elsewhere."""

from uuid import UUID

from motcua.outbox.registry import Happened
from motcua.scanning.actions.name_copies import name_copies


def name_signed_copies(happened: Happened) -> None:
    """A dossier got its code. Done twice it does nothing more."""
    name_copies(dossier_id=UUID(happened.subject_id))
