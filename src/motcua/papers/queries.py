"""Reading stores: whose a person may open, what fits a requirement, where papers were used and who looked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.files.models import StoredFile
from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.kernel.refusals import NotFound
from motcua.papers.models import Consent, Look, Paper, PaperUse, StoreOwner
from motcua.papers.policies import NO_PAPER, PROVEN_LEVEL, may_see_paper
from motcua.papers.rules.fitting import Condition, Wanted, condition_of, fits, last_day, ranked
from motcua.papers.rules.holders import ORGANISATION, PERSON, Holder, owned_number, same_name
from motcua.papers.rules.types import Shelf
from motcua.papers.shelf import shelf
from motcua.people.queries import load_account
from motcua.people.rules import Actor

LIVE = Q(removed_at__isnull=True)
BESIDE = ("owner", "file", "document__file", "unit")


@dataclass(frozen=True)
class Shown:
    """A paper with what it is worth on the day it is looked at."""

    paper: Paper
    condition: Condition
    until: date | None

    @property
    def is_valid(self) -> bool:
        """It can be used."""
        return self.condition is Condition.VALID


def proven_holder(actor: Actor) -> Holder | None:
    """The person that the account has proven to be (level 2); nobody for an account that has proven nothing."""
    if not actor.is_citizen or actor.identity_level < PROVEN_LEVEL or actor.account_id is None:
        return None
    account = load_account(actor.account_id)
    number = owned_number(PERSON, account.national_id)
    return Holder(PERSON, number, account.full_name) if number else None


def stores_of(holder: Holder | None) -> list[StoreOwner]:
    """The stores that go by the proven number: one's own, and that of a household business under the same number."""
    return list(StoreOwner.objects.filter(number=holder.number).order_by("-kind")) if holder else []


def store_of(whom: Holder) -> StoreOwner | None:
    """The store of this person or organisation, where it exists."""
    number = owned_number(whom.kind, whom.number)
    return StoreOwner.objects.filter(kind=whom.kind, number=number).first() if number else None


def visible_to(holder: Holder | None) -> list[Paper]:
    """Every paper that the person may see in stores of their number, the newest first."""
    if holder is None or not holder.number:
        return []
    kept = Paper.objects.filter(LIVE, owner__number=holder.number).select_related(*BESIDE).order_by("-kept_at", "-id")
    return [paper for paper in kept if may_see_paper(holder, paper)]


def strange_in(holder: Holder | None) -> int:
    """How many papers lie under the person's number with another name; they are shown to nobody until compared."""
    if holder is None or not holder.number:
        return 0
    names = Paper.objects.filter(LIVE, owner__number=holder.number, owner__kind=PERSON)
    return sum(not same_name(name, holder.name) for name in names.values_list("holder_name", flat=True))


def found_in(papers: Iterable[Paper], words: str) -> list[Paper]:
    """Those that hold every word, with or without marks."""
    wanted = fold(words).split()
    return [paper for paper in papers if all(word in paper.search_text for word in wanted)]


def shown(papers: Iterable[Paper], on: date, known: Shelf | None = None) -> list[Shown]:
    """The papers with their state on a day."""
    known = known or shelf()
    return [Shown(paper, condition_of(paper, known, on), last_day(paper, known)) for paper in papers]


def paper_of(paper_id: UUID, holder: Holder | None) -> Paper:
    """One paper of the person's own; refuses with NotFound."""
    found = Paper.objects.select_related(*BESIDE).filter(pk=paper_id).first()
    if found is None:
        raise NotFound(NO_PAPER)
    may_see_paper(holder, found).or_refuse()
    return found


def offers(whom: Holder | None, wanted: Mapping[str, Wanted], on: date) -> dict[str, list[Shown]]:
    """By requirement, what of the store answers it on a day, the surest first; nothing of a store that is closed."""
    if whom is None or not whom.number or not wanted:
        return {}
    kept = Paper.objects.filter(LIVE, owner__number=whom.number, owner__kind=whom.kind, owner__closed_at=None)
    kept = kept.filter(hidden_at=None, withdrawn_at=None).select_related(*BESIDE)
    own = [paper for paper in kept if same_name(paper.holder_name, whom.name)]
    if not own:
        return {}
    known = shelf()
    found = {key: ranked(paper for paper in own if fits(paper, one, shelf=known, on=on)) for key, one in wanted.items()}
    return {key: shown(papers, on, known) for key, papers in found.items() if papers}


def newest_file(paper: Paper) -> StoredFile:
    """Its file; of a document signed here the one with all signatures and the newest proof. Refuses with NotFound.

    When the case that it came from was destroyed, its own file is left: the store holds that one.
    """
    signed = paper.document.file if paper.document else None
    found = signed if signed is not None and signed.destroyed_at is None else paper.file
    if found is None:
        raise NotFound(NO_PAPER)
    return found


def consent_for(owner: StoreOwner, subject_id: UUID) -> Consent | None:
    """The owner's word for this application, unless it was taken back."""
    return Consent.objects.filter(owner=owner, subject_id=subject_id, withdrawn_at=None).first()


def uses_for(subject_id: UUID) -> QuerySet[PaperUse]:
    """What is used for an application, or for what a case asks later."""
    return PaperUse.objects.filter(subject_id=subject_id, dropped_at=None).select_related("paper__owner", "consent")


def used_in(dossier_id: UUID) -> dict[tuple[str, UUID], Shown]:
    """The papers of a case that came from a store, by requirement and file, with their state today."""
    uses = PaperUse.objects.filter(dossier_id=dossier_id, dropped_at=None).exclude(handed_in_at=None)
    found = list(uses.select_related("paper__unit", "paper__document", "paper__owner", "paper__file").order_by("at"))
    states = shown([one.paper for one in found], clock.today()) if found else []
    files = [(one.requirement_key, one.file_id) for one in found]
    return {(key, file): state for (key, file), state in zip(files, states, strict=True) if file}


def use_in_case(dossier_id: UUID, file_id: UUID) -> PaperUse | None:
    """How this file came into a case from a store, if it did."""
    found = PaperUse.objects.filter(dossier_id=dossier_id, file=file_id, dropped_at=None).exclude(handed_in_at=None)
    return found.select_related("owner", "paper").first()


def uses_of(owners: Iterable[StoreOwner]) -> QuerySet[PaperUse]:
    """Every use of papers of these stores, the newest first."""
    return PaperUse.objects.filter(owner__in=list(owners)).select_related("paper", "unit", "consent").order_by("-at")


def consents_of(owners: Iterable[StoreOwner]) -> QuerySet[Consent]:
    """Every consent, the newest first; ``is_spent`` where its application was handed in."""
    handed_in = Exists(PaperUse.objects.filter(consent=OuterRef("pk"), handed_in_at__isnull=False))
    found = Consent.objects.filter(owner__in=list(owners)).select_related("unit")
    return found.annotate(is_spent=handed_in).order_by("-at")


def looks_at(owners: Iterable[StoreOwner]) -> QuerySet[Look]:
    """Who looked, the newest first."""
    return Look.objects.filter(owner__in=list(owners)).select_related("unit", "paper").order_by("-at")


def as_holder(kind: str, number: str, name: str) -> Holder | None:
    """Who a case says its applicant is (``business`` or ``person``); nobody without a number that can be one."""
    kind = ORGANISATION if kind in ("business", ORGANISATION) else PERSON
    found = owned_number(kind, number)
    return Holder(kind, found, name) if found else None
