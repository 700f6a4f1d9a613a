"""Copies that were signed while their application was still a draft get the code of the dossier into their names."""

from uuid import UUID

from motcua.files.actions.rename_file import rename_file
from motcua.kernel import clock
from motcua.scanning.models import Scan
from motcua.scanning.ports import CASES
from motcua.scanning.rules import State, file_name
from motcua.signing.queries import document_of


def name_copies(*, dossier_id: UUID) -> int:
    """How many were named. Law: DG-05. Done again it names them the same."""
    draft_id = CASES["cases"].draft_of(dossier_id)
    _, code = CASES["cases"].code_of("dossier", dossier_id)
    signed = Scan.objects.filter(about_kind="draft", about_id=draft_id, state=State.SIGNED) if draft_id else ()
    numbers: dict[str, int] = {}
    for one in sorted(signed, key=lambda scan: (scan.closed_at, scan.pk)):
        numbers[one.requirement_key] = numbers.get(one.requirement_key, 0) + 1
        name = file_name(code, one.paper_code, numbers[one.requirement_key], on=clock.today())
        for file_id in _files_of(one):
            rename_file(file_id=file_id, name=name)
    return sum(numbers.values())


def _files_of(scan: Scan) -> set[UUID]:
    """The file as it was signed, and the one with its long-term proof where that was added meanwhile."""
    newest = document_of("scan", scan.pk)
    return {one for one in (scan.signed_id, newest.file_id if newest else None) if one}
