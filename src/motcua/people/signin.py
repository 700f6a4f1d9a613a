"""How people sign in: django-allauth with our names, our words and our caution.

An adapter of a library inside a room is an exception: sign-in writes accounts, and accounts belong to this room;
django-allauth asks for its hooks as one importable class each, which the settings name.
"""

import base64
import hashlib
import logging
from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.ledger.actions.record import record
from motcua.people.actions.count_try import Limit, count_try, give_back
from motcua.people.actions.sign_up_citizen import WEAK_PASSWORD
from motcua.people.models import Account
from motcua.people.queries import account_to_sign_in, account_with_seats, actor_of

OF_ADDRESS, OF_NAME = Limit(20, 60), Limit(5, 300)
log = logging.getLogger("motcua.people.signin")


def is_barred(account: Account) -> bool:
    """The system, and the demo's people in production."""
    return account.kind == "system" or (account.is_demo and settings.PRODUCTION)


class SignInBackend(AuthenticationBackend):
    """Finds an account by sign-in name, citizen number, phone or e-mail, and checks its password."""

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        account = account_to_sign_in(username)
        # Not left to user_can_authenticate: the library lets those through to tell them that they are locked out.
        return self._check_password(None if account and is_barred(account) else account, password)

    def get_user(self, user_id: Any) -> Account | None:
        """The person of a session with the seats they sit in; one statement a request."""
        found = account_with_seats(user_id, clock.now())
        return found if found is not None and self.user_can_authenticate(found) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Active people only; asked again at each request of a session."""
        return bool(user.is_active) and not is_barred(user)


class AccountAdapter(DefaultAccountAdapter):
    """The words of sign-in, where people land, and what is written down."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang bị khóa. Hãy gọi hoặc đến bộ phận một cửa."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng. Bạn nhập lại giúp."),
        "incorrect_code": _("Mã chưa đúng. Mở lại ứng dụng và nhập 6 chữ số đang hiện."),
        "incorrect_password": _("Mật khẩu chưa đúng. Bạn nhập lại giúp."),
        "too_many_login_attempts": _(
            "Bạn đã thử sai nhiều lần. Hãy đợi 5 phút rồi thử lại. Nếu quên mật khẩu, hãy đến bộ phận một cửa."
        ),
        "username_password_mismatch": _(
            "Số định danh, số điện thoại hoặc mật khẩu chưa đúng. Bạn xem lại cả hai ô rồi thử lại."
        ),
        "rate_limited": _("Bạn đã gửi quá nhiều lần. Hãy đợi một phút rồi thử lại."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers begin at their inbox, who only looks after the system at its pages, citizens at the front page."""
        if getattr(request.user, "kind", "") == "officer":
            roles = {seat.role for seat in actor_of(request.user, clock.now()).seats}
            return settings.CONSOLE_HOME if roles == {"administrator"} else settings.OFFICE_HOME
        return settings.LOGIN_REDIRECT_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Whoever had to change it first goes on to where they wanted to begin."""
        if getattr(request.user, "was_told_to_change", False):
            return self.get_login_redirect_url(request)
        return super().get_password_change_redirect_url(request)

    def clean_password(self, password: str, user: Any = None) -> str:
        """A weak password is one sentence of ours, not one of the library's for each of its rules."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError:
            raise ValidationError(_(WEAK_PASSWORD)) from None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before it is made, so that many at one instant are as many; a right one is taken back."""
        name = hashlib.sha256(str(credentials.get("username", "")).lower().encode()).hexdigest()[:32]
        self._counted = {f"sign-in/from/{self.get_client_ip(request)}": OF_ADDRESS, f"sign-in/as/{name}": OF_NAME}
        if not count_try(self._counted, clock.now()):
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        give_back(self._counted)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a failed attempt without saying whose."""
        log.info("people.sign_in_failed address=%s", self.get_client_ip(request))

    def set_password(self, user: Any, password: str) -> None:
        """A changed password is an act like any other."""
        now, user.was_told_to_change = clock.now(), user.must_change_password
        user.must_change_password = False
        with transaction.atomic():
            super().set_password(user, password)
            record(
                subject_kind="account",
                subject_id=str(user.pk),
                act="change_password",
                actor=actor_of(user, now),
                facts={},
                at=now,
            )


def _vault() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"motcua second factor " + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: secrets sealed with the installation's key, and kept on where officers must have it."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Cán bộ phải dùng mã xác thực hai bước nên không tắt được ở đây."),
        "cannot_generate_recovery_codes": _("Hãy bật mã xác thực hai bước trước khi tạo mã dự phòng."),
        "incorrect_code": _("Mã chưa đúng. Mở lại ứng dụng và nhập 6 chữ số đang hiện."),
    }

    def get_totp_issuer(self) -> str:
        """The name that the authenticator app shows."""
        return "Một Cửa"

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, on white: in dark mode the library's own has black on black."""
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=5, dark="#000", light="#fff")
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """The secret as it lies in the database."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as the clock of the app needs it."""
        return _vault().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not where it is a duty."""
        return not must_have_second_factor(authenticator.user)


def must_have_second_factor(account: Any) -> bool:
    """Officers in production."""
    return bool(settings.PRODUCTION and getattr(account, "kind", "") == "officer")


def shown_name(account: Any) -> str:
    """What messages call the person."""
    return account.full_name or account.username
