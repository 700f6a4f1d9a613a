"""Give somebody who forgot their password a new one."""

import secrets
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.words import N_
from motcua.ledger.actions.record import record
from motcua.people.models import Account
from motcua.people.policies import may_reset_password
from motcua.people.queries import directory, load_account, unit_paths_of
from motcua.people.rules import Actor

# No letters or digits that look alike on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
ADVICE = N_("Mật khẩu mới chỉ hiện một lần. Người nhận phải đổi ngay khi đăng nhập.")


def fresh_password() -> str:
    """Three groups that are easy to read aloud, about 57 bits."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)]
    return "-".join(groups) + secrets.choice(DIGITS)


def reset_password(*, account_id: UUID, second_factor: bool = False, actor: Actor) -> tuple[Account, str]:
    """The account and its new password, told once; with ``second_factor`` also their lost device is forgotten.

    All their sessions end. Refuses with NotFound or NotPermitted.
    """
    account = load_account(account_id)
    known, now = directory(), clock.now()
    paths = unit_paths_of(account, now)
    may_reset_password(actor, kind=account.kind, unit_paths=paths, known=known).or_refuse()
    password = fresh_password()
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        if second_factor:
            Authenticator.objects.filter(user=account).delete()
        facts = {"second_factor_removed": second_factor}
        record(
            subject_kind="account", subject_id=str(account.pk), act="reset_password", actor=actor, facts=facts, at=now
        )
    return account, password
