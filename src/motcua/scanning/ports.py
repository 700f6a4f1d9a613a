"""What digitising asks of the cases it works for; the room of cases answers (``config.wiring``)."""

from typing import Protocol
from uuid import UUID


class Cases(Protocol):
    """Knows the dossier behind what a scan is about."""

    def code_of(self, kind: str, about_id: UUID) -> tuple[UUID | None, str]:
        """The dossier of a draft or dossier and its code (its reference where it has none yet); nothing where none."""
        ...

    def draft_of(self, dossier_id: UUID) -> UUID | None:
        """The draft that a dossier was."""
        ...

    def procedure_of(self, kind: str, about_id: UUID) -> str:
        """The code of the procedure; nothing where there is none."""
        ...


class NoCases:
    """Where nobody answers, no scan belongs to a case."""

    def code_of(self, kind: str, about_id: UUID) -> tuple[UUID | None, str]:
        """No dossier, no code."""
        return None, ""

    def draft_of(self, dossier_id: UUID) -> UUID | None:
        """No draft."""
        return None

    def procedure_of(self, kind: str, about_id: UUID) -> str:
        """No procedure."""
        return ""


CASES: dict[str, Cases] = {"cases": NoCases()}  # filled by ``config.wiring`` alone
