"""What is done to an officer's account."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.dossiers.workload import waiting_at_posts
from motcua.kernel import clock
from motcua.kernel.words import N_, Sentence
from motcua.people.actions.create_officer import create_officer
from motcua.people.actions.deactivate_account import deactivate_account
from motcua.people.actions.reactivate_account import reactivate_account
from motcua.people.actions.reset_password import ADVICE, reset_password
from motcua.people.actions.revoke_token import revoke_token
from motcua.people.models import Account, ApiToken
from motcua.people.queries import holdings_on
from motcua.web.console.officers import back_to, facts_of, managed
from motcua.web.console.pages import Deed, secret_once, show
from motcua.web.console.scope import keepers_only, managed_units
from motcua.web.console.unit_forms import Choosing, EmptyForm, ReasonForm, choice, lazy
from motcua.web.console.units import unit_options
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled
from motcua.web.ui.fields import short_text

LOCKING = N_("Người này không đăng nhập được nữa, khóa cho chương trình bị thu hồi. Tên vẫn còn trong sổ. Mở lại được.")
LOCKING_WITH_WORK = N_(
    "Người này không đăng nhập được nữa, khóa cho chương trình bị thu hồi. Tên vẫn còn trong sổ. Mở lại được."
    " %(count)s hồ sơ đang chờ ở vị trí người này giữ: nếu không có ai làm thay, trong ít phút hồ sơ tự chuyển cho đồng"
    " nghiệp cùng vị trí hoặc lãnh đạo, và không tự trở lại khi mở tài khoản."
)
PASSWORD_MADE = N_("Mật khẩu của cán bộ")


class NewOfficerForm(Choosing):
    """Who gets an account."""

    unit = choice(N_("Đơn vị"), N_("Tài khoản được tạo cho đơn vị này; sau đó phân công vào một vị trí."))
    full_name = short_text(N_("Họ và tên"), required=True)
    username = short_text(
        N_("Tên đăng nhập"), required=True, help_text=N_("Chữ thường không dấu, ví dụ nuisap.tiepnhan. Không đổi được.")
    )
    phone = short_text(N_("Số điện thoại"))
    email = forms.EmailField(label=lazy(N_("Thư điện tử")), required=False)


class ResetForm(forms.Form):
    """Whether the lost device is forgotten too."""

    second_factor = forms.BooleanField(
        label=lazy(N_("Bỏ cả xác thực lớp hai")),
        required=False,
        help_text=lazy(N_("Chỉ chọn khi cán bộ mất điện thoại. Họ sẽ cài lại khi đăng nhập.")),
    )


@keepers_only
def new_officer(request: HttpRequest) -> HttpResponse:
    """An account and its first password, shown once."""
    actor = actor_of(request)
    form = filled(request, NewOfficerForm, options={"unit": unit_options(managed_units(actor))})
    deed = Deed(
        N_("Thêm cán bộ"),
        N_("Mật khẩu đầu tiên hiện một lần ở trang sau. Cán bộ đổi mật khẩu và cài xác thực lớp hai khi đăng nhập."),
        form,
        lambda given: create_officer(unit_id=int(given.pop("unit")), **given, actor=actor),
        reverse("console:officers"),
        "officers",
        after=_password,
    )
    return show(request, deed)


def _password(request: HttpRequest, made: tuple[Account, str]) -> HttpResponse:
    account, password = made
    facts = [*facts_of(account), (N_("Nhắc"), str(lazy(ADVICE)))]
    return secret_once(request, title=PASSWORD_MADE, secret=password, facts=facts, back=back_to(account.pk))


@keepers_only
def new_password(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A new password, shown once."""
    actor, account = managed(request, account_id)
    deed = Deed(
        Sentence(N_("Đặt lại mật khẩu cho %(name)s"), {"name": account.full_name}),
        N_("Mật khẩu cũ hết tác dụng ngay, mọi phiên đang mở kết thúc. Hãy chắc chắn đúng là người đó đang nhờ bạn."),
        filled(request, ResetForm),
        lambda given: reset_password(account_id=account_id, second_factor=given["second_factor"], actor=actor),
        back_to(account_id),
        "officers",
        button=N_("Đặt lại mật khẩu"),
        is_final=True,
        after=_password,
    )
    return show(request, deed)


@keepers_only
def lock(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Close the account."""
    actor, account = managed(request, account_id)
    deed = Deed(
        Sentence(N_("Khóa tài khoản của %(name)s"), {"name": account.full_name}),
        _locking(account_id),
        filled(request, ReasonForm),
        lambda given: deactivate_account(account_id=account_id, reason=given["reason"], actor=actor),
        back_to(account_id),
        "officers",
        N_("Đã khóa tài khoản."),
        N_("Khóa tài khoản"),
        is_final=True,
    )
    return show(request, deed)


def _locking(account_id: UUID) -> Sentence:
    """What locking means, for the work that waits too."""
    held = holdings_on(clock.today()).filter(account=account_id).values_list("post_id", flat=True)
    count = waiting_at_posts(list(held))
    return Sentence(LOCKING_WITH_WORK, {"count": count}) if count else Sentence(LOCKING)


@keepers_only
def unlock(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Open the account again."""
    actor, account = managed(request, account_id)
    deed = Deed(
        Sentence(N_("Mở lại tài khoản của %(name)s"), {"name": account.full_name}),
        N_("Người này đăng nhập được như trước. Khóa cho chương trình đã thu hồi thì không dùng lại."),
        filled(request, EmptyForm),
        lambda _: reactivate_account(account_id=account_id, actor=actor),
        back_to(account_id),
        "officers",
        N_("Đã mở lại tài khoản."),
        N_("Mở lại tài khoản"),
    )
    return show(request, deed)


@keepers_only
def end_token(request: HttpRequest, account_id: UUID, token_id: UUID) -> HttpResponse:
    """Take a key back."""
    actor, _ = managed(request, account_id)
    label = ApiToken.objects.filter(pk=token_id, account=account_id).values_list("label", flat=True).first() or ""
    deed = Deed(
        Sentence(N_("Thu hồi khóa “%(label)s”"), {"label": label}),
        N_("Chương trình dùng khóa này ngừng làm việc ngay. Không khôi phục được; cần thì cấp khóa mới."),
        filled(request, EmptyForm),
        lambda _: revoke_token(token_id=token_id, actor=actor),
        back_to(account_id),
        "officers",
        N_("Đã thu hồi khóa."),
        N_("Thu hồi khóa"),
        is_final=True,
    )
    return show(request, deed)
