"""Reading scans: what waits, how far it is, what an officer sees of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.scanning.models import Arrival, Scan, ScanPage
from motcua.scanning.policies import may_see, scanning_units
from motcua.scanning.rules import Fault, Line, Measured, Proposal, State, all_faults

NO_SCAN = N_("Không tìm thấy bản số hóa này. Có thể nó thuộc đơn vị khác hoặc đã được bỏ.")
MOST = 200


@dataclass(frozen=True)
class Progress:
    """How many pages of how many are read."""

    done: int
    most: int


def visible_to(actor: Actor) -> QuerySet[Scan]:
    """The scans of the actor's authorities."""
    return Scan.objects.filter(unit__in=scanning_units(actor))


def scan_of(scan_id: UUID, actor: Actor) -> Scan:
    """The scan, if the actor may see it; otherwise it does not exist for them."""
    found = Scan.objects.select_related("result", "signed").filter(pk=scan_id).first()
    if found is None or found.state == State.DROPPED or not may_see(actor, found):
        raise NotFound(NO_SCAN)
    return found


def open_scans(actor: Actor) -> list[Scan]:
    """What is not signed yet, the oldest first."""
    return list(visible_to(actor).filter(closed_at=None).order_by("id")[:MOST])


def signed_since(actor: Actor, since: datetime) -> list[Scan]:
    """What was signed from this moment on, the newest first."""
    done = visible_to(actor).filter(state=State.SIGNED, closed_at__gte=since)
    return list(done.select_related("signed").order_by("-closed_at")[:MOST])


def scans_about(about_ids: Iterable[UUID]) -> list[Scan]:
    """The scans of these drafts or dossiers that are there."""
    found = Scan.objects.filter(about_id__in=list(about_ids)).exclude(state=State.DROPPED)
    return list(found.order_by("id"))


def progress_of(scans: Sequence[Scan]) -> dict[UUID, Progress]:
    """How far each is."""
    counted = ScanPage.objects.filter(scan__in=scans).values("scan_id")
    rows = counted.annotate(most=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)))
    return {row["scan_id"]: Progress(row["done"], row["most"]) for row in rows}


def leaves_of(scan: Scan) -> list[ScanPage]:
    """Its pages in order, without the heavy parts."""
    return list(scan.leaves.defer("layer").order_by("number"))


def kept_leaves(leaves: Iterable[ScanPage]) -> list[ScanPage]:
    """The pages that became part of the result: all but the blank ones."""
    return [one for one in leaves if one.done_at and not one.is_blank]


def faults_in(leaves: Iterable[ScanPage]) -> list[Fault]:
    """What is wrong with the kept pages, numbered as in the result."""
    return all_faults([Measured.from_json(one.measured) for one in kept_leaves(leaves)])


def lines_of(leaves: Iterable[ScanPage]) -> list[Line]:
    """The lines of all kept pages."""
    pages = enumerate(kept_leaves(leaves), 1)
    return [Line(text, sure, number) for number, leaf in pages for text, sure in leaf.lines]


def proposals_of(scan: Scan) -> list[Proposal]:
    """What the text proposes, the surest of each field first."""
    return [Proposal.from_json(one) for one in scan.proposals]


def arrivals_for(actor: Actor) -> list[Arrival]:
    """What the scanners of the actor's authorities left and nobody took yet, the oldest first."""
    new = Arrival.objects.filter(unit__in=scanning_units(actor), used_at=None)
    return list(new.select_related("file").order_by("came_at", "id")[:MOST])


def arrival_of(arrival_id: UUID, actor: Actor) -> Arrival:
    """One of them."""
    found = Arrival.objects.select_related("file").filter(pk=arrival_id, used_at=None).first()
    if found is None or found.unit_id not in scanning_units(actor):
        raise NotFound(NO_SCAN)
    return found
