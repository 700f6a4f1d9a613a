"""A person changes how they are reached."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.actions.sign_up_citizen import tidy_phone
from motcua.people.models import Account
from motcua.people.policies import may_change_own_account
from motcua.people.queries import load_account
from motcua.people.rules import Actor


def change_contact(*, account_id: UUID, phone: str, email: str, language: str, actor: Actor) -> Account:
    """The account with its new phone, e-mail and language. Refuses with NotPermitted or Invalid."""
    account = load_account(account_id)
    may_change_own_account(actor, account.pk).or_refuse()
    errors = {}
    tidied = tidy_phone(phone)
    if tidied is None:
        errors["phone"] = Sentence(N_("Số điện thoại này chưa đúng. Ví dụ: 0912 345 678"))
    try:
        if email.strip():
            validate_email(email.strip())
    except ValidationError:
        errors["email"] = Sentence(N_("Địa chỉ thư điện tử này chưa đúng. Ví dụ: ten@vidu.vn"))
    if language not in {"vi", "en"}:
        errors["language"] = Sentence(N_("Chọn tiếng Việt hoặc tiếng Anh."))
    if errors:
        raise Invalid(N_("Chưa lưu được. Bạn xem lại những ô được đánh dấu."), errors)
    changed = [
        key
        for key, new in (("phone", tidied), ("email", email.strip().lower()), ("language", language))
        if getattr(account, key) != new
    ]
    account.phone, account.email, account.language = tidied or "", email.strip().lower(), language
    with transaction.atomic():
        account.save(update_fields=["phone", "email", "language"])
        # The ledger is read by others: it names what changed, never the number itself.
        record(
            subject_kind="account",
            subject_id=str(account.pk),
            act="change_contact",
            actor=actor,
            facts={"changed": changed},
            at=clock.now(),
        )
    return account
