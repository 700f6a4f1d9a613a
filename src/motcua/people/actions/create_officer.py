"""Open an account for an officer."""

import re

from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.actions.reset_password import fresh_password
from motcua.people.models import Account
from motcua.people.policies import may_manage_unit
from motcua.people.queries import load_unit
from motcua.people.rules import Actor

USERNAME = re.compile(r"[a-z][a-z0-9]*([.\-_][a-z0-9]+)*")


def create_officer(
    *, unit_id: int, username: str, full_name: str, phone: str = "", email: str = "", actor: Actor
) -> tuple[Account, str]:
    """The officer's account and its first password, told once. Refuses with NotPermitted, Invalid or AlreadyDone."""
    unit = load_unit(unit_id)
    may_manage_unit(actor, unit.path).or_refuse()
    name, signs_in_as = nfc(" ".join(full_name.split())), username.strip().lower()
    errors = {}
    if not USERNAME.fullmatch(signs_in_as) or len(signs_in_as) > 64:
        errors["username"] = Sentence(
            N_("Tên đăng nhập gồm chữ thường không dấu và chữ số, ví dụ: nuisap.tiepnhan, và bắt đầu bằng chữ.")
        )
    if not name:
        errors["full_name"] = Sentence(N_("Nhập họ và tên cán bộ."))
    if errors:
        raise Invalid(N_("Chưa tạo được tài khoản. Xem lại những ô được đánh dấu."), errors)
    if Account.objects.filter(username=signs_in_as).exists():
        raise AlreadyDone(N_("Tên đăng nhập %(username)s đã có người dùng."), username=signs_in_as)
    password = fresh_password()
    with transaction.atomic():
        account = Account.objects.create(
            username=signs_in_as,
            kind="officer",
            full_name=name,
            phone=phone,
            email=email.strip().lower(),
            identity_level=2,
            password=make_password(password),
            must_change_password=True,
        )
        facts = {"username": signs_in_as, "name": name, "unit": unit.code}
        record(
            subject_kind="account",
            subject_id=str(account.pk),
            act="create_officer",
            actor=actor,
            facts=facts,
            at=clock.now(),
        )
    return account, password
