"""Close an account without forgetting whose it was."""

from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, Invalid, NotPermitted
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import Account, ApiToken
from motcua.people.policies import may_manage_officer
from motcua.people.queries import directory, forget_directory, load_account, unit_paths_of
from motcua.people.rules import Actor


def deactivate_account(*, account_id: UUID, reason: str, actor: Actor) -> Account:
    """The account can no longer sign in; sessions and keys end. Refuses with NotPermitted, Invalid or AlreadyDone."""
    account = load_account(account_id)
    now = clock.now()
    may_manage_officer(actor, unit_paths=unit_paths_of(account, now), known=directory()).or_refuse()
    if account.pk == actor.account_id:
        raise NotPermitted(N_("Bạn không thể tự khóa tài khoản của mình. Hãy nhờ một người quản trị khác."))
    if not reason.strip():
        raise Invalid(N_("Ghi lý do khóa tài khoản."))
    if not account.is_active:
        raise AlreadyDone(N_("Tài khoản này đã bị khóa trước đó."))
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        ApiToken.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=now)
        record(
            subject_kind="account",
            subject_id=str(account.pk),
            act="deactivate_account",
            actor=actor,
            facts={"reason": reason},
            at=now,
        )
    forget_directory()
    return account
