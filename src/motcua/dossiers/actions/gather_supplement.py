"""Keep what the applicant gathers for a supplement, file by file and on any device, until it is sent."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.drop_files import drop_files, own_files_of
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.policies import may_supplement
from motcua.dossiers.queries import load_dossier
from motcua.dossiers.rules.contact import tidy
from motcua.kernel.refusals import NotFound, Refused
from motcua.kernel.words import N_
from motcua.papers.actions.use_paper import drop_use
from motcua.people.rules import Actor

NOTHING_ASKED = N_("Hồ sơ này không còn yêu cầu bổ sung nào.")
NOT_ASKED = N_("Cơ quan không yêu cầu bổ sung giấy tờ đó.")
Papers = dict[str, list[dict[str, Any]]]


def open_request(dossier: Dossier, actor: Actor, *, locked: bool = False) -> SupplementRequest:
    """What the office asks of the actor, or of who came to their desk.

    Refuses with NotPermitted, WrongMoment or, when nothing is asked, Refused.
    """
    may_supplement(actor, dossier).or_refuse()
    requests = SupplementRequest.objects.select_for_update() if locked else SupplementRequest.objects
    found: SupplementRequest | None = requests.filter(dossier_id=dossier.pk, closed_at=None).first()
    if found is None:
        raise Refused(NOTHING_ASKED)
    return found


def gather_paper(*, dossier_id: UUID, actor: Actor, requirement_key: str, paper: Mapping[str, Any]) -> None:
    """Keep a checked paper for one of the papers asked for; refuses with NotFound for another."""

    def added(papers: Papers) -> Papers:
        return {**papers, requirement_key: [*papers.get(requirement_key, []), dict(paper)]}

    _changed(dossier_id, actor, key=requirement_key, change=added)


def drop_gathered(*, dossier_id: UUID, actor: Actor, requirement_key: str, file_id: UUID) -> None:
    """Take one gathered file out again; its content goes too, unless it is of a store."""
    gone: list[dict[str, Any]] = []

    def without(papers: Papers) -> Papers:
        given = papers.get(requirement_key, [])
        gone[:] = [one for one in given if one.get("file") == str(file_id)]
        return {**papers, requirement_key: [one for one in given if one not in gone]}

    _changed(dossier_id, actor, key=requirement_key, change=without, gone=gone)
    drop_files(own_files_of(gone) if gone else [file_id], actor)


def drop_gathered_at(*, dossier_id: UUID, actor: Actor, requirement_key: str, index: int) -> None:
    """Take out what was gathered in this place, on paper or as a file; a file's content goes too, but a store's."""
    gone: list[dict[str, Any]] = []

    def without(papers: Papers) -> Papers:
        kept = list(papers.get(requirement_key, []))
        gone[:] = kept[index : index + 1]
        return {**papers, requirement_key: [*kept[:index], *kept[index + 1 :]]}

    _changed(dossier_id, actor, key=requirement_key, change=without, gone=gone)
    drop_files(own_files_of(gone), actor)


def gather_answer(*, dossier_id: UUID, actor: Actor, answer: str) -> None:
    """Keep what the applicant writes to the office beside the papers."""
    with transaction.atomic():
        request = open_request(load_dossier(dossier_id), actor, locked=True)
        request.gathered = {**request.gathered, "answer": tidy(answer)}
        request.save(update_fields=["gathered"])


def _changed(
    dossier_id: UUID,
    actor: Actor,
    *,
    key: str,
    change: Callable[[Papers], Papers],
    gone: Sequence[Mapping[str, Any]] = (),
) -> None:
    """``gone`` is filled by the change: what of it came from a store is used no more."""
    with transaction.atomic():
        request = open_request(load_dossier(dossier_id), actor, locked=True)
        if key not in {one["requirement"] for one in request.asks}:
            raise NotFound(NOT_ASKED)
        request.gathered = {**request.gathered, "papers": change(request.gathered.get("papers", {}))}
        request.save(update_fields=["gathered"])
        for one in gone:
            if one.get("use"):
                drop_use(use_id=UUID(str(one["use"])), actor=actor)
