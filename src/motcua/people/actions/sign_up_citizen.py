"""A citizen opens an account of their own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.identifiers import check_citizen_number, kept_phone
from motcua.kernel.ids import uuid7
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.models import Account
from motcua.people.rules import Actor

WEAK_PASSWORD = N_("Mật khẩu cần ít nhất 10 ký tự, có cả chữ, và không quá dễ đoán.")


@dataclass(frozen=True)
class NewCitizen:
    """What a citizen tells about themselves to open an account."""

    full_name: str
    national_id: str
    birth_date: date
    gender: str = ""
    phone: str = ""
    email: str = ""


def tidy_phone(text: str) -> str | None:
    """The number as it is kept, "" for nothing, None when it is no number."""
    return kept_phone(text) if text.strip() else ""


def _check_number(citizen: NewCitizen) -> Sentence | None:
    found = check_citizen_number(citizen.national_id)
    if not found.province:
        return Sentence(N_("Số định danh gồm đúng 12 chữ số, in ở mặt trước thẻ căn cước. Bạn xem lại giúp."))
    if found.birth_year != citizen.birth_date.year or citizen.gender not in ("", found.sex):
        return Sentence(N_("Số định danh không khớp với năm sinh hoặc giới tính. Bạn xem lại cả hai ô."))
    return None


def _check_email(email: str) -> Sentence | None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return Sentence(N_("Địa chỉ thư điện tử này chưa đúng. Ví dụ: ten@vidu.vn"))
    return None


def _check_password(password: str, account: Account) -> Sentence | None:
    try:
        validate_password(password, account)
    except ValidationError:
        return Sentence(WEAK_PASSWORD)
    return None


def _check(citizen: NewCitizen, account: Account, *, password: str, phone: str | None, today: date) -> None:
    found = {
        "full_name": None if account.full_name else Sentence(N_("Nhập họ và tên như trên thẻ căn cước.")),
        "national_id": _check_number(citizen),
        "birth_date": None if citizen.birth_date <= today else Sentence(N_("Ngày sinh không thể ở tương lai.")),
        "phone": None if phone is not None else Sentence(N_("Số điện thoại này chưa đúng. Ví dụ: 0912 345 678")),
        "email": _check_email(account.email),
        "password": _check_password(password, account),
    }
    errors = {field: sentence for field, sentence in found.items() if sentence is not None}
    if errors:
        raise Invalid(N_("Chưa tạo được tài khoản. Bạn xem lại những ô được đánh dấu."), errors)


def sign_up_citizen(*, citizen: NewCitizen, password: str, language: str = "vi") -> Account:
    """A citizen's account of identity level 1: what they said, not yet proven.

    Refuses with Invalid, or AlreadyDone when the citizen number has an account.
    """
    now, phone = clock.now(), tidy_phone(citizen.phone)
    account = Account(
        id=uuid7(),
        kind="citizen",
        full_name=nfc(" ".join(citizen.full_name.split())),
        national_id=check_citizen_number(citizen.national_id).number,
        birth_date=citizen.birth_date,
        gender=citizen.gender,
        phone=phone or "",
        email=citizen.email.strip().lower(),
        identity_level=1,
        language=language,
    )
    account.username = f"cd-{account.pk.hex}"
    _check(citizen, account, password=password, phone=phone, today=now.astimezone(clock.VIETNAM).date())
    account.password = make_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            record(
                subject_kind="account",
                subject_id=str(account.pk),
                act="sign_up_citizen",
                actor=_self(account.pk, account.full_name),
                facts={"identity_level": 1},
                at=now,
            )
    except IntegrityError as clash:
        raise AlreadyDone(
            N_("Số định danh này đã có tài khoản. Bạn hãy đăng nhập, hoặc đến bộ phận một cửa nếu quên mật khẩu.")
        ) from clash
    return account


def _self(account_id: UUID, name: str) -> Actor:
    return Actor(kind="citizen", account_id=account_id, name=name, identity_level=1)
