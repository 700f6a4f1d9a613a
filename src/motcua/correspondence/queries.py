"""Reading documents and directives: lists, registers, search, what waits for somebody."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.correspondence.models import Assignment, Directive, Incoming, IncomingFile, LetterTemplate, Outgoing
from motcua.correspondence.policies import (
    NO_DIRECTIVE,
    NO_SUCH,
    visible_directives,
    visible_incoming,
    visible_outgoing,
)
from motcua.correspondence.rules.life import In
from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.kernel.refusals import NotFound
from motcua.ledger.models import Entry
from motcua.ledger.queries import entries_of
from motcua.people.rules import Actor

MOST_WORDS = 8


def outgoing_for(actor: Actor, pk: UUID) -> Outgoing:
    """The document, if the actor may see it; refuses with NotFound."""
    found = visible_outgoing(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def incoming_for(actor: Actor, pk: UUID) -> Incoming:
    """The document, if the actor may see it; refuses with NotFound."""
    found = visible_incoming(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def directive_for(actor: Actor, pk: UUID) -> Directive:
    """The task, if the actor may see it; refuses with NotFound."""
    found = visible_directives(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_DIRECTIVE)
    return found


def load_outgoing(pk: UUID) -> Outgoing:
    """The document as it stands, for an act; refuses with NotFound."""
    found = Outgoing.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def load_incoming(pk: UUID) -> Incoming:
    """The document as it stands, for an act; refuses with NotFound."""
    found = Incoming.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def load_directive(pk: UUID) -> Directive:
    """The task as it stands, for an act; refuses with NotFound."""
    found = Directive.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_DIRECTIVE)
    return found


def searched(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The rows whose folded words hold every word of the search."""
    for word in fold(text).split()[:MOST_WORDS]:
        rows = rows.filter(search_text__contains=word)
    return rows


def search_words(*parts: str) -> str:
    """What is searched, folded."""
    return fold(" ".join(filter(None, parts)))[:4000]


def span_of(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of the first day until the first one after the last."""
    begin = datetime.combine(first, datetime.min.time(), clock.VIETNAM)
    return begin, datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.VIETNAM)


def held_outgoing(actor: Actor) -> QuerySet[Outgoing]:
    """What waits for the actor's posts, the longest first."""
    rows = Outgoing.objects.filter(holder_post__in=actor.post_ids)
    return rows.order_by("-priority", "holder_since").select_related("holder_post")


def held_incoming(actor: Actor) -> QuerySet[Incoming]:
    """What waits for the actor's posts, the most urgent first."""
    return Incoming.objects.filter(holder_post__in=actor.post_ids).order_by("-priority", "due_at", "arrived_at")


def helped_incoming(actor: Actor) -> QuerySet[Incoming]:
    """What others lead and the actor helps with."""
    given = Assignment.objects.filter(post__in=actor.post_ids, is_lead=False, ended_at=None).values("incoming")
    return Incoming.objects.filter(pk__in=given, state=In.ASSIGNED).order_by("due_at")


def history_of(kind: str, pk: UUID) -> QuerySet[Entry]:
    """What happened to it, newest first."""
    return entries_of(kind, str(pk))


def current_template(unit_id: int, kind: str) -> LetterTemplate | None:
    """The unit's own template of a kind; None where the shipped one is used."""
    found = LetterTemplate.objects.filter(unit_id=unit_id, kind=kind).select_related("file").order_by("-number").first()
    return found if found and found.ended_at is None else None


def probable_twins(unit_id: int, *, author: str, code: str, document_id: str, sha256: str = "") -> QuerySet[Incoming]:
    """What came before and is probably the same: the same number of the same body, or the same file."""
    same = Q(author__iexact=author, code__iexact=code) if code else Q(pk=None)
    if sha256:
        same |= Q(pk__in=IncomingFile.objects.filter(file__sha256=sha256, place=0).values("incoming"))
    return Incoming.objects.filter(unit_id=unit_id).filter(same).exclude(document_id=document_id).order_by("arrived_at")


def asked_of(actor: Actor) -> QuerySet[Directive]:
    """The open tasks that the actor leads or helps with, the next due first."""
    posts = actor.post_ids
    helped = Directive.objects.filter(helpers__post__in=posts).values("pk")
    rows = Directive.objects.filter(Q(lead_post__in=posts) | Q(pk__in=helped), closed_at=None)
    return rows.order_by("due_at", "id")


def given_by(actor: Actor) -> QuerySet[Directive]:
    """The open tasks that the actor's posts gave, the next due first."""
    return Directive.objects.filter(given_post__in=actor.post_ids, closed_at=None).order_by("due_at", "id")


def late_by_unit(rows: QuerySet[Directive], at: datetime) -> list[dict[str, Any]]:
    """Open and late tasks by the unit that leads them, the latest ones first."""
    open_rows = rows.filter(closed_at=None).order_by()
    late = Count("pk", filter=Q(due_at__lt=at, reported_at=None))
    told: list[Any] = list(open_rows.values("lead_unit_id").annotate(count=Count("pk"), late=late))
    return sorted(told, key=lambda row: (-row["late"], -row["count"], row["lead_unit_id"]))


def directives_of(source_ids: Sequence[UUID]) -> QuerySet[Directive]:
    """The tasks that were given on a document or a dossier."""
    return Directive.objects.filter(source_id__in=list(source_ids)).order_by("-given_at")
