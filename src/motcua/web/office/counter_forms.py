"""The applicant's facts as an officer types or scans them."""

from typing import Any

from django import forms

from motcua.kernel.words import N_
from motcua.web.office.forms import short_text
from motcua.web.ui.formtext import lazy


class ApplicantForm(forms.Form):
    """Name, number, birth, address and how to reach the person."""

    name = short_text(N_("Họ và tên"), required=True)
    number = short_text(N_("Số định danh (12 số)"))
    birth_date = short_text(N_("Ngày sinh"), help_text=N_("Ví dụ 5/9/1958"))
    gender = forms.ChoiceField(
        label=lazy(N_("Giới tính")),
        required=False,
        choices=[("", lazy(N_("Chưa rõ"))), ("M", lazy(N_("Nam"))), ("F", lazy(N_("Nữ")))],
    )
    phone = short_text(N_("Điện thoại"), help_text=N_("Để báo tin khi có kết quả"))
    email = forms.EmailField(label=lazy(N_("Thư điện tử")), required=False)
    address_text = short_text(N_("Nơi ở"))

    def facts(self) -> dict[str, Any]:
        """The filled facts, empty ones left out."""
        return {key: value.strip() for key, value in self.cleaned_data.items() if value}
