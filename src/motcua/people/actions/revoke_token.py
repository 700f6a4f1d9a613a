"""Take a key for the JSON interface back."""

from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotFound
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import ApiToken
from motcua.people.policies import may_manage_token
from motcua.people.queries import directory, unit_paths_of
from motcua.people.rules import Actor


def revoke_token(*, token_id: UUID, actor: Actor) -> ApiToken:
    """The key no longer opens anything. Refuses with NotFound, NotPermitted or AlreadyDone."""
    token = ApiToken.objects.select_related("account").filter(pk=token_id).first()
    if token is None:
        raise NotFound(N_("Không có khóa này."))
    now = clock.now()
    paths = unit_paths_of(token.account, now)
    may_manage_token(actor, token.account_id, unit_paths=paths, known=directory()).or_refuse()
    if token.revoked_at is not None:
        raise AlreadyDone(N_("Khóa này đã được thu hồi."))
    with transaction.atomic():
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        facts = {"token": str(token.pk), "label": token.label}
        record(
            subject_kind="account",
            subject_id=str(token.account_id),
            act="revoke_token",
            actor=actor,
            facts=facts,
            at=now,
        )
    return token
