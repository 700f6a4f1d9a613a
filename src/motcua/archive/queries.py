"""What is kept how long, what is held, what is due to be destroyed or handed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.archive.models import Deposit, DepositItem, DestructionItem, DestructionList, Hold, RetentionPeriod
from motcua.archive.policies import NO_ARCHIVE, may_open_archive
from motcua.archive.rules import Ended, Period, keep_until, period_for
from motcua.archive.rules.retention import Periods
from motcua.dossiers.models import Dossier, DossierPaper, Result, StatutoryForm
from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.refusals import NotFound
from motcua.people.rules import Actor
from motcua.signing.models import SignatureMade, SignedDocument

MOST_LISTED = 300  # a list longer than that nobody looks through


@dataclass(frozen=True)
class Due:
    """A case whose time is over: since when, by which period."""

    dossier: Dossier
    keep_until: date
    period: Period

    @property
    def id(self) -> UUID:
        """Of the case."""
        return self.dossier.pk


def periods() -> Periods:
    """The schedule in force."""
    return {(one.scope, one.subject): one.as_rule() for one in RetentionPeriod.objects.all()}


def ended_of(dossier: Dossier) -> Ended | None:
    """The case as the rules know it; nothing while it is open."""
    if dossier.closed_at is None:
        return None
    day = dossier.closed_at.astimezone(clock.VIETNAM).date()
    return Ended(dossier.procedure_code, dossier.procedure_field, dossier.outcome == "granted", day)


def due_in(unit_id: int, on: date) -> Iterator[Due]:
    """Cases of the unit whose time is over, oldest first; never one that is held, listed or destroyed already."""
    known = periods()
    finite = [one.years for one in known.values() if one.years is not None]
    if not finite:
        return
    held = Hold.objects.filter(dossier=OuterRef("pk"), lifted_at=None)
    listed = DestructionItem.objects.filter(dossier=OuterRef("pk"), left_out_at=None)
    old = Q(competent_unit_id=unit_id, closed_at__year__lt=on.year - min(finite))
    for dossier in Dossier.objects.filter(old, ~Exists(held), ~Exists(listed)).order_by("closed_at", "id").iterator():
        ended = ended_of(dossier)
        period = period_for(ended, known) if ended else None
        until = keep_until(ended, period) if ended else None
        if period and until and on > until:
            yield Due(dossier, until, period)


def retention_of(dossier: Dossier) -> tuple[Period | None, date | None]:
    """The period of one case and its last day; of an open case neither."""
    ended = ended_of(dossier)
    if ended is None:
        return None, None
    period = period_for(ended, periods())
    return period, keep_until(ended, period)


def standing_of(dossier: Dossier) -> dict[str, Any]:
    """For the page of a case: whether it is held, destroyed or handed over, and until when it is kept."""
    period, until = retention_of(dossier)
    items = DestructionItem.objects.filter(dossier_id=dossier.pk, destroyed_at__isnull=False).select_related("list")
    given = DepositItem.objects.filter(dossier_id=dossier.pk, deposit__handed_at__isnull=False)
    return {
        "hold": Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).first(),
        "destroyed": items.first(),
        "deposited": given.select_related("deposit").first(),
        "period": period,
        "keep_until": until,
    }


def lists_of(unit_id: int) -> QuerySet[DestructionList]:
    """The lists of a unit, newest first."""
    return DestructionList.objects.filter(unit_id=unit_id).order_by("-prepared_at")


def deposits_of(unit_id: int) -> QuerySet[Deposit]:
    """The packages of a unit, newest first."""
    return Deposit.objects.filter(unit_id=unit_id).order_by("-prepared_at")


def list_seen(actor: Actor, list_id: UUID) -> DestructionList:
    """The list, if the actor keeps that archive; refuses with NotFound."""
    found = DestructionList.objects.select_related("unit", "minute").filter(pk=list_id).first()
    if found is None:
        raise NotFound(NO_ARCHIVE)
    may_open_archive(actor, found.unit_id).or_refuse()
    return found


def deposit_seen(actor: Actor, deposit_id: UUID) -> Deposit:
    """The package, if the actor keeps that archive; refuses with NotFound."""
    found = Deposit.objects.select_related("unit").filter(pk=deposit_id).first()
    if found is None:
        raise NotFound(NO_ARCHIVE)
    may_open_archive(actor, found.unit_id).or_refuse()
    return found


def to_deposit(unit_id: int, year: int) -> QuerySet[Dossier]:
    """Cases that ended in that year and were neither handed over nor destroyed."""
    return _not_given(unit_id).filter(closed_at__year=year).order_by("closed_at", "id")


def years_to_deposit(unit_id: int) -> list[tuple[int, int]]:
    """Each year that has such cases, the newest first, and how many."""
    counted = (
        _not_given(unit_id).values_list("closed_at__year").annotate(count=Count("pk")).order_by("-closed_at__year")
    )
    return list(counted)


def _not_given(unit_id: int) -> QuerySet[Dossier]:
    given = DepositItem.objects.filter(dossier=OuterRef("pk"))
    gone = DestructionItem.objects.filter(dossier=OuterRef("pk"), destroyed_at__isnull=False)
    ended = Dossier.objects.filter(competent_unit_id=unit_id, closed_at__isnull=False, code__isnull=False)
    return ended.filter(~Exists(given), ~Exists(gone))


def files_of(dossier: Dossier) -> list[StoredFile]:
    """Every file of the case: papers, replaced ones too, results, documents given out, and what was signed of them."""
    ids = {
        one
        for model, which in own_records(dossier).items()
        for one in model._default_manager.filter(which).values_list("file_id", flat=True)
    }
    signed = SignedDocument.objects.filter(own_records(dossier)[SignedDocument])
    return list(StoredFile.objects.filter(Q(pk__in=ids - {None}) | _older(signed)).order_by("created_at", "id"))


def _older(signed: QuerySet[SignedDocument]) -> Q:
    """Earlier files of signed documents, which nothing points to: each signature and each proof makes a new file.

    Known by the hash a signature left or the name they share, and never one that a citizen handed in.
    """
    hashes = SignatureMade.objects.filter(document__in=signed).values("sha256")
    of_office = Q(owner=None) | Q(owner__kind="officer")
    return of_office & (Q(sha256__in=hashes) | Q(name__in=signed.values("file__name")))


def own_records(dossier: Dossier) -> dict[Any, Q]:
    """Which records with a file are the case's own, by their model."""
    results = [str(pk) for pk in Result.objects.filter(dossier_id=dossier.pk).values_list("pk", flat=True)]
    forms = [str(pk) for pk in StatutoryForm.objects.filter(dossier_id=dossier.pk).values_list("pk", flat=True)]
    of_case = Q(dossier_id=dossier.pk)
    signed = Q(subject_kind="result", subject_id__in=results) | Q(subject_kind="form", subject_id__in=forms)
    return {DossierPaper: of_case, Result: of_case, StatutoryForm: of_case, SignedDocument: signed}


def held_elsewhere(dossier: Dossier, files: list[StoredFile]) -> set[UUID]:
    """Those of the files that something else points to as well, as a person's own store of papers: they stay."""
    own = own_records(dossier)
    ids, found = [one.pk for one in files], set()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        model, name = relation.related_model, relation.field.name  # type: ignore[union-attr]
        others = model._default_manager.filter(**{f"{name}__in": ids})  # type: ignore[union-attr]
        if model in own:
            others = others.exclude(own[model])
        found |= set(others.values_list(f"{name}_id", flat=True))
    return found
