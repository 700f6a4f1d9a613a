"""Every electronic result goes into the store of whose case it is; one that was corrected or taken back follows."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Length

from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import terms_of
from motcua.kernel.clock import VIETNAM
from motcua.outbox.registry import Happened
from motcua.papers.actions.keep_paper import Told, keep_paper, replace_paper
from motcua.papers.actions.withdraw_paper import withdraw_paper
from motcua.papers.models import Paper
from motcua.papers.queries import as_holder
from motcua.papers.rules.levels import ISSUED, OFFICE
from motcua.papers.shelf import shelf
from motcua.people.queries import directory
from motcua.people.rules import SYSTEM
from motcua.procedures.rules import Bundle
from motcua.signing.models import SignedDocument
from motcua.signing.queries import document_of

TOPICS = ("dossier.approve_result", "dossier.issue_result", "dossier.attach_result")
TAKEN_BACK = "Kết quả đã được thu hồi hoặc thay bằng kết quả khác."
AT_ONCE = 100
SHORTEST = 10  # digits of a tax code


def keep_results(happened: Happened) -> None:
    """Keep what was just issued; told twice it is kept once. Law: KG-01."""
    dossier = Dossier.objects.filter(pk=happened.subject_id).first()
    if dossier is not None:
        keep_results_of(dossier)


def keep_missed() -> int:
    """Keep what was issued before there was a store, some at a time; how many cases. May run twice."""
    done = 0
    for dossier in _missed():
        done += keep_results_of(dossier)
        if done >= AT_ONCE:
            break
    return done


def _missed() -> Iterator[Dossier]:
    issued = Result.objects.filter(dossier=OuterRef("pk"), file__isnull=False, dropped_at=None, outcome="granted")
    lacks = ~Exists(Paper.objects.filter(dossier_id=OuterRef("pk"), source="result"))
    found = Dossier.objects.filter(Exists(issued), lacks, finished_at__isnull=False, has_e_result=True).order_by("pk")
    # What has no number, or an old one of nine digits, is not looked at again and again.
    found = found.annotate(signs=Length(KeyTextTransform("number", "applicant"))).filter(signs__gte=SHORTEST)
    last: UUID | None = None
    while page := list((found.filter(pk__gt=last) if last else found)[:AT_ONCE]):
        yield from page
        last = page[-1].pk


def keep_results_of(dossier: Dossier) -> bool:
    """What was granted and issued as a file is in the store; what was dropped or replaced since counts no more.

    Without a number that can be one nothing is kept, and the answer is no: nobody's store is found by a name.
    """
    if dossier.finished_at is None:
        return False
    applicant = dossier.applicant
    whom = as_holder(str(applicant.get("kind") or ""), str(applicant.get("number") or ""), dossier.applicant_name)
    if whom is None:
        return False
    issued = _issued(dossier)
    kept = {result.pk: keep_paper(whom=whom, told=_told(dossier, result), actor=SYSTEM) for result in issued}
    _follow(dossier, list(kept.values()))
    return True


def _issued(dossier: Dossier) -> QuerySet[Result]:
    found = Result.objects.filter(dossier_id=dossier.pk, outcome="granted", file__isnull=False, dropped_at=None)
    return found.exclude(approved_at=None).order_by("approved_at", "id")


def _follow(dossier: Dossier, kept: list[Paper]) -> None:
    """Papers of the case that no result stands behind any more: replaced by the new one, else withdrawn."""
    newest = kept[-1] if kept else None
    for paper in Paper.objects.filter(dossier_id=dossier.pk, source="result", withdrawn_at=None, replaced_by=None):
        is_current = any(paper.pk == one.pk for one in kept)
        if is_current and not (paper.document_id and _is_withdrawn(paper.document_id)):
            continue
        if newest is not None and not is_current:
            replace_paper(paper, newest, SYSTEM)
            continue
        withdraw_paper(paper_id=paper.pk, reason=TAKEN_BACK, actor=SYSTEM)


def _is_withdrawn(document_id: UUID) -> bool:
    return SignedDocument.objects.filter(pk=document_id).exclude(withdrawn_at=None).exists()


def _told(dossier: Dossier, result: Result) -> Told:
    document, bundle = document_of("result", result.pk), terms_of(dossier).bundle
    assert dossier.finished_at is not None
    assert result.file_id is not None
    issued_on = dossier.finished_at.astimezone(VIETNAM).date()
    unit = directory().unit(dossier.competent_unit_id)
    return Told(
        name=result.name,
        level=ISSUED if document else OFFICE,
        source="result",
        file_id=result.file_id,
        # The file belongs to the origin: a result that got another file is another paper, which replaces the first.
        origin=f"result/{result.pk}/{result.file_id}",
        type=_type_of(result, bundle, issued_on),
        number=result.number or (document.number if document else ""),
        issuer=unit.authority_name,
        issued_on=issued_on,
        summary=dossier.title,
        document_id=document.pk if document else None,
        dossier_id=dossier.pk,
        dossier_code=dossier.code or dossier.reference,
        procedure_code=dossier.procedure_code,
        unit_id=dossier.competent_unit_id,
        kept_by=result.approved_by,
    )


def _type_of(result: Result, bundle: Bundle, on: date) -> str:
    """The kind of paper: by the result that goes by this name, else by the first one of the procedure."""
    named = [one.key for one in bundle.results if one.name == result.name]
    keys = named or [one.key for one in bundle.results]
    kind = shelf().from_result((bundle.code, keys[0]), on) if keys else None
    return kind.key if kind else ""
