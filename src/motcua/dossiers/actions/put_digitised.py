"""The signed copy of a paper takes the place of its scan in the application that it belongs to."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.dossiers.actions.submit_application import paper_rows
from motcua.dossiers.commit import Writes, settle
from motcua.dossiers.models import Dossier, DossierPaper, Draft
from motcua.dossiers.queries import load_dossier
from motcua.kernel import clock
from motcua.ledger.commit import Amend, Row
from motcua.people.rules import SYSTEM

log = logging.getLogger("motcua.dossiers")


@dataclass(frozen=True)
class Digitised:
    """A signed copy: its file, the paper it is, and the files it takes the place of."""

    file_id: UUID
    requirement_key: str
    name: str
    replaces: frozenset[str]

    @property
    def paper(self) -> dict[str, Any]:
        """As drafts keep papers."""
        return {"name": self.name, "file": str(self.file_id), "source": "scan", "kind": "electronic", "copies": 1}


def put_into_draft(*, draft_id: UUID, digitised: Digitised) -> bool:
    """In a draft that is not handed in yet; False when it was, or is gone. Done twice it changes nothing."""
    while True:
        draft = Draft.objects.filter(pk=draft_id, submitted_at=None).first()
        if draft is None:
            return False
        kept = _replaced(draft.papers.get(digitised.requirement_key, []), digitised)
        sets = {"papers": {**draft.papers, digitised.requirement_key: kept}, "revision": draft.revision + 1}
        if Draft.objects.filter(pk=draft_id, revision=draft.revision, submitted_at=None).update(**sets):
            return True


def _replaced(papers: Sequence[Mapping[str, Any]], digitised: Digitised) -> list[dict[str, Any]]:
    """The papers with the signed copy where the first page of its scan stood, else at the end."""
    own = {*digitised.replaces, str(digitised.file_id)}
    places = [index for index, one in enumerate(papers) if one.get("file") in own]
    rest = [dict(one) for one in papers if one.get("file") not in own]
    at = places[0] if places else len(rest)
    return [*rest[:at], digitised.paper, *rest[at:]]


def put_digitised(*, dossier_id: UUID, digitised: Digitised) -> Dossier:
    """The signed copy is among the papers of the case, its scan marked as replaced. Done twice it changes nothing.

    Law: DG-03, DG-04. Refuses with NotFound, SomebodyWasFirst. Announces ``dossier.put_digitised``.
    """
    dossier = load_dossier(dossier_id)
    if DossierPaper.objects.filter(dossier=dossier, file=digitised.file_id).exists():
        return dossier
    at = clock.now()
    old = DossierPaper.objects.filter(dossier=dossier, replaced_at=None, file__in=list(digitised.replaces))
    amends = [
        Amend(DossierPaper, {"id": pk, "replaced_at": None}, {"replaced_at": at})
        for pk in old.values_list("pk", flat=True)
    ]
    rows = [
        Row(DossierPaper, one) for one in paper_rows(dossier.pk, {digitised.requirement_key: [digitised.paper]}, at)
    ]
    facts = {"name": digitised.name, "requirement": digitised.requirement_key, "file": str(digitised.file_id)}
    writes = Writes(sets={"has_digitised_papers": True}, rows=rows, amends=amends)
    return settle(dossier, SYSTEM, "put_digitised", at=at, facts=facts, writes=writes)


def put_in_place(*, digitised: Digitised, draft_id: UUID | None, dossier_id: UUID | None) -> None:
    """Wherever the application is by now: still a draft, or handed in meanwhile."""
    if draft_id and put_into_draft(draft_id=draft_id, digitised=digitised):
        return
    filed = Dossier.objects.filter(draft_id=draft_id).values_list("pk", flat=True).first() if draft_id else dossier_id
    if filed is None:  # thrown away meanwhile; the signed copy stays with its scan
        log.info("digitised.application_gone", extra={"draft": str(draft_id)})
        return
    put_digitised(dossier_id=filed, digitised=digitised)
