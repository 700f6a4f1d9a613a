"""The applicant's facts as an officer types or scans them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from motcua.eforms.drawing import shown_day
from motcua.kernel import clock
from motcua.kernel.identifiers import check_citizen_number, parse_phone
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.web.ui.fields import lazy, short_text
from motcua.web.ui.words import say

NEED_NAME = N_("Hãy ghi họ và tên theo thẻ.")
NEED_CONTACT = N_("Hãy ghi số điện thoại, thư điện tử hoặc nơi ở để báo tin khi có kết quả.")
WRONG_DAY = N_("Ngày sinh chưa đúng. Hãy ghi ngày/tháng/năm, ví dụ 5/9/1958; hoặc chỉ ghi năm.")
FUTURE_DAY = N_("Ngày sinh ở tương lai. Hãy xem lại.")
WRONG_EMAIL = N_("Thư điện tử chưa đúng, ví dụ ten@gmail.com.")
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]


class ApplicantForm(forms.Form):
    """Name, number, birth, address and how to reach the person."""

    name = short_text(N_("Họ và tên"), required=True)
    number = short_text(N_("Số định danh (12 số)"))
    birth_date = short_text(N_("Ngày sinh"), help_text=N_("Ví dụ 5/9/1958"))
    gender = forms.ChoiceField(
        label=lazy(N_("Giới tính")),
        required=False,
        choices=[("M", lazy(N_("Nam"))), ("F", lazy(N_("Nữ")))],
    )
    phone = short_text(N_("Điện thoại"), help_text=N_("Để báo tin khi có kết quả"))
    email = forms.EmailField(label=lazy(N_("Thư điện tử")), required=False)
    address_text = short_text(N_("Nơi ở"))
    must_be_reached = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("birth_date"):
            self.initial = {**self.initial, "birth_date": shown_day(self.initial["birth_date"])}
        self.fields["name"].error_messages["required"] = lazy(NEED_NAME)
        self.fields["email"].error_messages["invalid"] = lazy(WRONG_EMAIL)
        self.fields["email"].validators = [EmailValidator(lazy(WRONG_EMAIL))]

    def clean_number(self) -> str:
        """Twelve digits, without the spaces people write between."""
        text = str(self.cleaned_data["number"]).strip()
        if not text:
            return ""
        found = check_citizen_number(text)
        if not found.valid:
            raise ValidationError(say(found.warnings[0]))
        return found.number

    def clean_phone(self) -> str:
        """A number that can be called."""
        text = str(self.cleaned_data["phone"]).strip()
        if not text:
            return ""
        try:
            return parse_phone(text).kept
        except Invalid as refusal:
            raise ValidationError(say(refusal.sentence)) from None

    def clean_birth_date(self) -> str:
        """A day as it is kept (2026-03-12), or the year alone as old cards have it."""
        text = str(self.cleaned_data["birth_date"]).replace(" ", "")
        if not text or (text.isdigit() and len(text) == 4 and 1900 <= int(text) <= clock.today().year):
            return text
        try:
            born = forms.DateField(input_formats=DAY_FORMATS).clean(text)
        except ValidationError:
            raise ValidationError(say(WRONG_DAY)) from None
        if born > clock.today():
            raise ValidationError(say(FUTURE_DAY))
        return born.isoformat()

    def clean(self) -> dict[str, Any]:
        """Somehow the person must be reachable."""
        filled = super().clean() or self.cleaned_data
        if not self.must_be_reached:
            return filled
        reachable = any(filled.get(key) for key in ("phone", "email", "address_text"))
        if not reachable and not {"phone", "email", "address_text"} & set(self.errors):
            self.add_error("phone", say(NEED_CONTACT))
        return filled

    def facts(self) -> dict[str, Any]:
        """The filled facts; what was emptied is kept empty, so that it replaces what was there."""
        return {key: str(value or "").strip() for key, value in self.cleaned_data.items()}
