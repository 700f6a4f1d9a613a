"""What a paper of the store is used for; plain Python."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Purpose:
    """One application or one open case: ``subject_id`` is the draft, or the case itself for what it asks later."""

    subject_id: UUID
    procedure_code: str
    title: str
    unit_id: int | None
    dossier_id: UUID | None = None
    reference: str = ""
