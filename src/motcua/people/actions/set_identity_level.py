"""Note how surely a citizen is known."""

from uuid import UUID

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import Account
from motcua.people.policies import may_manage_everything
from motcua.people.queries import directory, load_account
from motcua.people.rules import Actor

LEVELS = (0, 1, 2)


def set_identity_level(*, account_id: UUID, level: int, evidence: str, actor: Actor) -> Account:
    """The account at ``level`` (2 = card checked with the person present). Refuses with NotPermitted or Invalid."""
    account = load_account(account_id)
    may_manage_everything(actor, directory()).or_refuse()
    if level not in LEVELS:
        raise Invalid(N_("Mức định danh chỉ có 0, 1 hoặc 2."))
    if not evidence.strip():
        raise Invalid(N_("Ghi căn cứ xác nhận mức định danh."))
    before = account.identity_level
    with transaction.atomic():
        account.identity_level = level
        account.save(update_fields=["identity_level"])
        facts = {"before": before, "after": level, "evidence": evidence}
        record(
            subject_kind="account",
            subject_id=str(account.pk),
            act="set_identity_level",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
    return account
