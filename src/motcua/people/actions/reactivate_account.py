"""Open a closed account again."""

from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import Account
from motcua.people.policies import may_manage_officer
from motcua.people.queries import directory, forget_directory, load_account, unit_paths_of
from motcua.people.rules import Actor


def reactivate_account(*, account_id: UUID, actor: Actor) -> Account:
    """The account can sign in again; keys stay revoked. Refuses with NotPermitted or AlreadyDone."""
    account = load_account(account_id)
    now = clock.now()
    may_manage_officer(actor, unit_paths=unit_paths_of(account, now), known=directory()).or_refuse()
    if account.is_active:
        raise AlreadyDone(N_("Tài khoản này đang hoạt động."))
    with transaction.atomic():
        account.is_active = True
        account.save(update_fields=["is_active"])
        record(
            subject_kind="account", subject_id=str(account.pk), act="reactivate_account", actor=actor, facts={}, at=now
        )
    forget_directory()
    return account
