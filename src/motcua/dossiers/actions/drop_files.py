"""Let go of files that were taken out of a draft or a supplement, once nothing else refers to them."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.dossiers.models import Draft, SupplementRequest
from motcua.files.actions.discard_file import discard_file
from motcua.kernel.refusals import Refused
from motcua.people.rules import Actor

STORE = "store"  # the source of a paper that was not handed in but taken from the person's store


def drop_files(file_ids: Iterable[UUID], actor: Actor) -> None:
    """Discard the actor's files after the commit, but for those that a case, a draft or a supplement still holds."""
    for one in file_ids:
        transaction.on_commit(partial(_drop, one, actor))


def own_files_of(papers: Iterable[object]) -> list[UUID]:
    """The files that go with the papers; those of a store stay where they came from."""
    return files_of(paper for paper in papers if not (isinstance(paper, dict) and paper.get("source") == STORE))


def files_of(papers: Iterable[object]) -> list[UUID]:
    """The files among papers as drafts keep them."""
    found = []
    for paper in papers:
        try:
            found.append(UUID(str(paper["file"]) if isinstance(paper, dict) else ""))
        except (KeyError, ValueError):
            continue  # shown at the counter, never a file
    return found


def _drop(file_id: UUID, actor: Actor) -> None:
    if _is_waiting(file_id, actor):
        return
    try:
        discard_file(file_id=file_id, actor=actor)
    except Refused:
        return  # somebody else's, gone already, or in a case, whose papers keep it


def _is_waiting(file_id: UUID, actor: Actor) -> bool:
    """Another application or supplement of the actor still holds the file; only their own can."""
    drafts = Draft.objects.filter(owner_id=actor.account_id, submitted_at=None).values_list("papers", flat=True)
    own = Q(dossier__submitter_account=actor.account_id) | Q(dossier__applicant_account=actor.account_id)
    asked = SupplementRequest.objects.filter(own, closed_at=None)
    gathered = [one.get("papers", {}) for one in asked.values_list("gathered", flat=True)]
    return any(file_id in files_of(given) for papers in (*drafts, *gathered) for given in papers.values())
