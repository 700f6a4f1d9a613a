"""Messages that wait for a person or for the posts they sit in."""

from django.db.models import Q, QuerySet

from motcua.ledger.reading import figures
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
    posts = {f"post{at}": post_id for at, post_id in enumerate(sorted(actor.post_ids))}
    listed = ", ".join(f"%({name})s" for name in posts) or "NULL"
    mine = f'"read_at" IS NULL AND ("account_id" = %(account)s OR "post_id" IN ({listed}))'
    sql = f'SELECT COUNT(*) FROM (SELECT 1 FROM "notices_message" WHERE {mine} LIMIT 100) AS unread'  # noqa: S608 - ours
    return int(figures(sql, {"account": actor.account_id, **posts})[0][0])
