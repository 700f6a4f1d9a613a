"""The forms of sign-in and accounts, in plain Vietnamese."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.recovery_codes import forms as recovery_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.fold import nfc
from motcua.kernel.identifiers import plain_digits
from motcua.kernel.refusals import Refused
from motcua.people.actions.sign_up_citizen import NewCitizen, sign_up_citizen
from motcua.people.models import Account

Words = Any  # a string or one that is translated late
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d")
PASSWORD_HELP = _("Ít nhất 10 ký tự, có cả chữ. Một câu ngắn dễ nhớ là tốt nhất.")


def word(form: forms.Form, name: str, *, label: Words, missing: Words, help_text: Words = "", **attrs: str) -> None:
    """Give a field our words, and its widget what a phone's keyboard needs; no placeholder repeats the label."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(account_forms.LoginForm):
    """A name and a password; the name may be the citizen number, the phone or the sign-in name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self,
            "login",
            label=_("Số định danh, số điện thoại hoặc tên đăng nhập"),
            missing=_("Nhập số định danh, số điện thoại hoặc tên đăng nhập của bạn."),
            help_text=_("Số định danh gồm 12 chữ số, in ở mặt trước thẻ căn cước. Cán bộ dùng tên đăng nhập."),
            autocapitalize="none",
            spellcheck="false",
        )
        word(self, "password", label=_("Mật khẩu"), missing=_("Nhập mật khẩu."))
        self.fields["login"].error_messages["max_length"] = _("Tên đăng nhập này dài quá.")

    def clean_login(self) -> str:
        """The name without what people put between digits."""
        login = nfc(super().clean_login())
        digits = plain_digits(login).lstrip("+")
        return digits if digits.isdigit() else login


class SignUpForm(account_forms.SignupForm):
    """What a citizen says to open an account."""

    full_name = forms.CharField(max_length=120)
    national_id = forms.CharField(max_length=24)
    birth_date = forms.DateField(input_formats=DATE_FORMATS, widget=forms.DateInput(format="%d/%m/%Y"))
    gender = forms.ChoiceField(choices=(("F", _("Nữ")), ("M", _("Nam"))), widget=forms.RadioSelect)
    phone = forms.CharField(max_length=24, required=False)
    email = forms.CharField(max_length=254, required=False)
    field_order = ("full_name", "national_id", "birth_date", "gender", "phone", "email", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The library drops the e-mail that its own settings do not name; ours is optional and never signs anybody up.
        self.fields["email"] = forms.CharField(max_length=254, required=False)
        self.order_fields(self.field_order)
        self._word_person()
        word(
            self,
            "phone",
            label=_("Số điện thoại (không bắt buộc)"),
            missing="",
            help_text=_("Để nhận tin khi hồ sơ có thay đổi. Bạn cũng đăng nhập được bằng số này."),
            autocomplete="tel",
            inputmode="tel",
        )
        word(
            self,
            "email",
            label=_("Thư điện tử (không bắt buộc)"),
            missing="",
            autocomplete="email",
            inputmode="email",
            autocapitalize="none",
        )
        word(self, "password1", label=_("Mật khẩu"), missing=_("Đặt một mật khẩu."), help_text=PASSWORD_HELP)
        word(self, "password2", label=_("Nhập lại mật khẩu"), missing=_("Nhập lại mật khẩu một lần nữa."))

    def _word_person(self) -> None:
        word(
            self,
            "full_name",
            label=_("Họ và tên"),
            missing=_("Nhập họ và tên như trên thẻ căn cước."),
            help_text=_("Viết đầy đủ dấu, như trên thẻ căn cước."),
            autocomplete="name",
        )
        word(
            self,
            "national_id",
            label=_("Số định danh (số căn cước)"),
            missing=_("Nhập số định danh gồm 12 chữ số."),
            help_text=_("12 chữ số ở mặt trước thẻ căn cước."),
            inputmode="numeric",
            autocomplete="off",
        )
        word(
            self,
            "birth_date",
            label=_("Ngày sinh"),
            missing=_("Nhập ngày sinh, ví dụ 08/03/1958."),
            help_text=_("Ngày/tháng/năm, ví dụ 08/03/1958."),
            autocomplete="bday",
        )
        self.fields["birth_date"].error_messages["invalid"] = _("Ngày sinh chưa đúng. Viết như 08/03/1958.")
        word(self, "gender", label=_("Giới tính"), missing=_("Chọn nam hoặc nữ, như trên thẻ căn cước."))

    def clean_email(self) -> str:
        """Left to the act, which says what is wrong in our words."""
        return self.cleaned_data["email"]

    def clean(self) -> dict[str, Any]:
        """Only what the act cannot know: that both passwords are the same."""
        given = self.cleaned_data
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", _("Hai mật khẩu chưa giống nhau. Bạn nhập lại cả hai ô."))
        return given

    def save(self, request: HttpRequest) -> Account:
        """The new account, by the act; may refuse."""
        given = self.cleaned_data
        citizen = NewCitizen(
            full_name=given["full_name"],
            national_id=given["national_id"],
            birth_date=given["birth_date"],
            gender=given["gender"],
            phone=given["phone"],
            email=given["email"],
        )
        return sign_up_citizen(citizen=citizen, password=given["password1"])

    def take(self, refusal: Refused) -> None:
        """Show a refusal of the act at the fields it speaks of."""
        errors = getattr(refusal, "errors", {})
        for name, sentence in errors.items():
            field = "password1" if name == "password" else name
            self.add_error(field, gettext(sentence.text) % sentence.params)
        if not errors:
            self.add_error("national_id", gettext(refusal.sentence.text) % refusal.sentence.params)


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The present password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "oldpassword", label=_("Mật khẩu đang dùng"), missing=_("Nhập mật khẩu đang dùng."))
        word(self, "password1", label=_("Mật khẩu mới"), missing=_("Đặt mật khẩu mới."), help_text=PASSWORD_HELP)
        word(self, "password2", label=_("Nhập lại mật khẩu mới"), missing=_("Nhập lại mật khẩu mới một lần nữa."))

    def clean(self) -> dict[str, Any]:
        """Both new passwords are the same."""
        given = super(account_forms.PasswordVerificationMixin, self).clean() or self.cleaned_data
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", _("Hai mật khẩu mới chưa giống nhau."))
        if given.get("password1") and given["password1"] == given.get("oldpassword"):
            self.add_error("password1", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return given


class ConfirmPasswordForm(account_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password", label=_("Mật khẩu"), missing=_("Nhập mật khẩu."))


CODE_HELP = _("6 chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng 8 chữ số.")


class SecondFactorForm(mfa_forms.AuthenticateForm):
    """The code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self,
            "code",
            label=_("Mã xác thực"),
            missing=_("Nhập mã xác thực."),
            help_text=CODE_HELP,
            inputmode="numeric",
        )


class ConfirmSecondFactorForm(mfa_forms.ReauthenticateForm):
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self,
            "code",
            label=_("Mã xác thực"),
            missing=_("Nhập mã xác thực."),
            help_text=CODE_HELP,
            inputmode="numeric",
        )


class ActivateTotpForm(totp_forms.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self,
            "code",
            label=_("Mã đang hiện trong ứng dụng"),
            missing=_("Nhập 6 chữ số đang hiện trong ứng dụng."),
            help_text=_("6 chữ số, đổi sau mỗi 30 giây."),
            inputmode="numeric",
        )


class NewCodesForm(recovery_forms.GenerateRecoveryCodesForm):
    """Asks for nothing; says no in our words."""


class ContactForm(forms.Form):
    """How a person is reached; the act judges what was typed."""

    phone = forms.CharField(max_length=24, required=False)
    email = forms.CharField(max_length=254, required=False)
    language = forms.ChoiceField(choices=(("vi", "Tiếng Việt"), ("en", "English")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "phone", label=_("Số điện thoại"), missing="", autocomplete="tel", inputmode="tel")
        word(self, "email", label=_("Thư điện tử"), missing="", autocomplete="email", inputmode="email")
        word(self, "language", label=_("Ngôn ngữ"), missing=_("Chọn tiếng Việt hoặc tiếng Anh."))

    def take(self, refusal: Refused) -> None:
        """Show a refusal of the act at the fields it speaks of."""
        for name, sentence in getattr(refusal, "errors", {}).items():
            self.add_error(name, gettext(sentence.text) % sentence.params)
