"""Give the demo's people keys that anybody may read."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import NotPermitted
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.actions.issue_token import PREFIX, digest_of
from motcua.people.models import Account, ApiToken
from motcua.people.rules import SYSTEM

LABEL = "demo"


def demo_key(username: str) -> str:
    """The same key each time in one installation, so that it can be shown again."""
    sealed = hmac.new(str(settings.SECRET_KEY).encode(), f"demo key {username}".encode(), hashlib.sha256)
    return f"{PREFIX}demo_{sealed.hexdigest()[:32]}"


def issue_demo_keys(accounts: Iterable[Account]) -> dict[str, str]:
    """Sign-in name to key for these demo accounts, made where they are missing. Refuses with NotPermitted."""
    wanted = [account for account in accounts if account.is_demo]
    if settings.PRODUCTION:
        raise NotPermitted(N_("Tài khoản thử chỉ có trong bản dùng thử."))
    keys = {account.username: demo_key(account.username) for account in wanted}
    digests = {account.pk: digest_of(keys[account.username]) for account in wanted}
    known = set(ApiToken.objects.filter(label=LABEL).values_list("digest", flat=True))
    now = clock.now()
    new = [
        ApiToken(account_id=account_id, label=LABEL, digest=digest, created_at=now)
        for account_id, digest in digests.items()
        if digest not in known
    ]
    if new:
        with transaction.atomic():
            ApiToken.objects.bulk_create(new)
            facts = {"keys": len(new)}
            record(subject_kind="locality", subject_id="demo", act="issue_demo_keys", actor=SYSTEM, facts=facts, at=now)
    return keys
