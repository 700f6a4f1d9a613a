"""A paper goes into the store of whose it is: a result, a scan that was compared and signed, one's own upload."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.outbox.actions.announce import announce
from motcua.papers.actions.noting import note
from motcua.papers.models import Paper, StoreOwner
from motcua.papers.rules.holders import Holder, owned_number
from motcua.papers.shelf import shelf
from motcua.people.rules import Actor

NO_NUMBER = N_(
    "Số định danh hoặc mã số thuế chưa đúng nên giấy tờ chưa vào kho được. Giấy tờ vẫn còn trong hồ sơ; hãy xem lại số."
)


@dataclass(frozen=True)
class Told:
    """What is known of a paper that is to be kept; ``origin`` is what it comes from, once and for all."""

    name: str
    level: str
    source: str
    file_id: UUID
    origin: str | None = None
    type: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    scope: str = ""
    summary: str = ""
    copy_type: str = "electronic"
    document_id: UUID | None = None
    dossier_id: UUID | None = None
    dossier_code: str = ""
    procedure_code: str = ""
    requirement_key: str = ""
    unit_id: int | None = None
    kept_by: str = ""


def keep_paper(*, whom: Holder, told: Told, actor: Actor) -> Paper:
    """The paper in the store of its number; one that is there already (by ``origin``) is returned as it is.

    A newer paper of a kind of which one counts at a time takes the place of the older ones of the same name.
    Law: KG-01. Refuses with Invalid a number that is none. Announces ``paper.kept``.
    """
    number = owned_number(whom.kind, whom.number)
    if not number:
        raise Invalid(NO_NUMBER)
    at = clock.now()
    with transaction.atomic():
        owner = open_store(whom.kind, number)
        kept = Paper.objects.filter(origin=told.origin).first() if told.origin else None
        if kept is not None:
            return kept
        name = whom.name.strip()[:200]
        paper = Paper.objects.create(owner=owner, holder_name=name, kept_at=at, **_columns(told, actor))
        facts = {"paper": str(paper.pk), "type": paper.type, "source": paper.source, "level": paper.level}
        note(paper.owner_id, "keep_paper", actor, **facts)
        announce("paper.kept", subject_id=str(owner.pk), payload=facts, at=at)
        _take_place_of_older(paper, actor)
    return paper


def open_store(kind: str, number: str) -> StoreOwner:
    """The store of this number, locked until the transaction ends: whatever changes it waits here. Call inside one."""
    StoreOwner.objects.bulk_create(
        [StoreOwner(kind=kind, number=number, created_at=clock.now())], ignore_conflicts=True
    )
    return StoreOwner.objects.select_for_update().get(kind=kind, number=number)


def replace_paper(old: Paper, new: Paper, actor: Actor) -> None:
    """The newer paper stands in the place of the old one from now on; call inside a transaction."""
    if old.pk == new.pk or old.replaced_by_id is not None:
        return
    if Paper.objects.filter(pk=old.pk, replaced_by=None).update(replaced_by=new):
        note(old.owner_id, "replace_paper", actor, paper=str(old.pk), by=str(new.pk), type=old.type)


def _take_place_of_older(paper: Paper, actor: Actor) -> None:
    known = shelf()
    kind = known.of(paper.type, paper.issued_on or clock.today())
    if kind is None or not kind.is_single or not paper.is_verified:
        return
    older = Paper.objects.filter(owner=paper.owner_id, type=paper.type, replaced_by=None, withdrawn_at=None)
    for one in older.exclude(pk=paper.pk).filter(removed_at=None).select_related("file"):
        is_older = (one.issued_on or date.min) <= (paper.issued_on or date.max)
        if is_older and fold(one.holder_name) == fold(paper.holder_name):
            replace_paper(one, paper, actor)


def _columns(told: Told, actor: Actor) -> dict[str, object]:
    return {
        "type": told.type,
        "name": told.name[:300],
        "number": told.number[:60],
        "issuer": told.issuer[:200],
        "issued_on": told.issued_on,
        "valid_from": told.valid_from,
        "valid_until": told.valid_until,
        "scope": told.scope[:200],
        "summary": told.summary[:300],
        "copy_type": told.copy_type,
        "level": told.level,
        "source": told.source,
        "origin": told.origin,
        "file_id": told.file_id,
        "document_id": told.document_id,
        "dossier_id": told.dossier_id,
        "dossier_code": told.dossier_code,
        "procedure_code": told.procedure_code,
        "requirement_key": told.requirement_key,
        "unit_id": told.unit_id,
        "kept_by": (told.kept_by or actor.name)[:200],
        "search_text": fold(" ".join((told.name, told.number, told.issuer, told.dossier_code, told.summary))),
    }
