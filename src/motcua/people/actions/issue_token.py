"""Give an account a key for the JSON interface."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.models import ApiToken
from motcua.people.policies import may_issue_token
from motcua.people.queries import load_account
from motcua.people.rules import Actor

PREFIX = "mc_"


def digest_of(key: str) -> str:
    """What is kept of a key. Keys are random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()


def issue_token(
    *, account_id: UUID, label: str, expires_at: datetime | None = None, actor: Actor
) -> tuple[ApiToken, str]:
    """The new key's record and the key itself, told once. Refuses with NotPermitted or Invalid."""
    account, now = load_account(account_id), clock.now()
    may_issue_token(actor, account.pk).or_refuse()
    if not label.strip():
        raise Invalid(N_("Đặt tên cho khóa để nhớ nó dùng vào việc gì."), {"label": Sentence(N_("Đặt tên cho khóa."))})
    if expires_at is not None and expires_at <= now:
        raise Invalid(N_("Ngày hết hạn phải ở tương lai."))
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            account=account, label=label.strip()[:80], digest=digest_of(key), created_at=now, expires_at=expires_at
        )
        facts = {"token": str(token.pk), "label": token.label}
        record(subject_kind="account", subject_id=str(account.pk), act="issue_token", actor=actor, facts=facts, at=now)
    return token, key
