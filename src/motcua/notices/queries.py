"""Messages that wait for a person or for the posts they sit in."""

from django.db.models import Q, QuerySet

from motcua.notices.models import Message
from motcua.people.rules import Actor


def messages_of(actor: Actor) -> QuerySet[Message]:
    """Messages of the actor, newest first."""
    mine = Q(post_id__in=actor.post_ids) if actor.seats else Q(pk__in=[])
    if actor.account_id:
        mine |= Q(account_id=actor.account_id)
    return Message.objects.filter(mine).order_by("-at", "-id")


def unread_count(actor: Actor) -> int:
    """How many messages were not read yet, at most 100."""
    return messages_of(actor).filter(read_at=None)[:100].count()
