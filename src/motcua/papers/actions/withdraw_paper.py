"""Whoever issued a paper takes it back: it stays to be seen, and is used no more."""

from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.outbox.actions.announce import announce
from motcua.papers.actions.noting import note
from motcua.papers.models import Paper
from motcua.people.rules import Actor


def withdraw_paper(*, paper_id: UUID, reason: str, actor: Actor) -> bool:
    """Withdrawn from now on; says whether this call did it. Announces ``paper.withdrawn``."""
    at = clock.now()
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper_id)
        if paper.withdrawn_at is not None:
            return False
        Paper.objects.filter(pk=paper_id).update(withdrawn_at=at, withdrawn_reason=reason[:300])
        facts = {"paper": str(paper_id), "type": paper.type, "reason": reason}
        note(paper.owner_id, "withdraw_paper", actor, **facts)
        announce("paper.withdrawn", subject_id=str(paper.owner_id), payload={**facts, "name": paper.name}, at=at)
    return True
