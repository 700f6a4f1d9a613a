"""What the room of digitising asks of cases: the dossier behind a draft or dossier, and its code."""

from uuid import UUID

from motcua.dossiers.models import Dossier, Draft


class DossierCases:
    """Answers ``scanning.ports.Cases``."""

    def code_of(self, kind: str, about_id: UUID) -> tuple[UUID | None, str]:
        """The dossier and its code, before it has one its reference; nothing while it is only a draft."""
        sought = {"draft_id": about_id} if kind == "draft" else {"pk": about_id}
        found = Dossier.objects.filter(**sought).values_list("pk", "code", "reference").first()
        return (found[0], found[1] or found[2]) if found else (None, "")

    def draft_of(self, dossier_id: UUID) -> UUID | None:
        """The draft that a dossier was."""
        return Dossier.objects.filter(pk=dossier_id).values_list("draft_id", flat=True).first()

    def procedure_of(self, kind: str, about_id: UUID) -> str:
        """The code of the procedure; nothing where the draft or dossier is gone."""
        rows = Draft.objects.filter(pk=about_id) if kind == "draft" else Dossier.objects.filter(pk=about_id)
        return str(rows.values_list("procedure_code", flat=True).first() or "")
