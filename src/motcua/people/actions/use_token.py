"""Open the JSON interface with a key."""

from datetime import datetime, timedelta

from django.conf import settings

from motcua.people.actions.issue_token import digest_of
from motcua.people.models import Account, ApiToken

NOTED_EVERY = timedelta(hours=1)


def use_token(key: str, at: datetime) -> Account | None:
    """Whose key this is, None when it opens nothing; one statement, and hourly a second that notes the use."""
    token = ApiToken.objects.select_related("account").filter(digest=digest_of(key), revoked_at__isnull=True).first()
    if token is None or (token.expires_at is not None and token.expires_at <= at):
        return None
    account = token.account
    if not account.is_active or (account.is_demo and settings.PRODUCTION):
        return None
    if token.last_used_at is None or at - token.last_used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return account
