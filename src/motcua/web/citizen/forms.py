"""What a citizen fills beside the e-form: who they are, how the result should come."""

from typing import Any

from django import forms

from motcua.eforms.rules.kinds.words import phone_of
from motcua.kernel.words import N_
from motcua.web.ui.formtext import lazy


def text(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=lazy(label), help_text=lazy(help_text), required=required, max_length=300)


class ApplicantForm(forms.Form):
    """Name and how to reach the person."""

    name = text(N_("Họ và tên"), required=True)
    number = text(N_("Số định danh"), N_("12 số trên thẻ căn cước"))
    phone = text(N_("Số điện thoại"), N_("Để báo tin về hồ sơ của bạn"))
    email = forms.EmailField(label=lazy(N_("Thư điện tử")), required=False)
    address_text = text(N_("Nơi ở"), N_("Số nhà, ấp, xã"))

    def clean_phone(self) -> str:
        """A number that can be called."""
        raw = str(self.cleaned_data["phone"]).strip()
        if raw and phone_of(raw) is None:
            raise forms.ValidationError(
                lazy(N_("Số điện thoại chưa đúng. Hãy nhập số có 10 chữ số, ví dụ 0912 345 678."))
            )
        return phone_of(raw) or ""

    def clean(self) -> dict[str, Any]:
        """At least one way to reach them."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.get(key) for key in ("phone", "email", "address_text")):
            self.add_error("phone", lazy(N_("Hãy ghi số điện thoại hoặc thư điện tử để cơ quan báo tin cho bạn.")))
        return cleaned

    def typed(self) -> dict[str, str]:
        """What was typed, right or wrong, so that nothing is lost."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, self.data.get(name, "")))[:300] for name in self.fields}


class DeliveryForm(forms.Form):
    """How the result should come."""

    way = forms.ChoiceField(
        label=lazy(N_("Bạn muốn nhận kết quả thế nào?")),
        choices=[
            ("online", lazy(N_("Trực tuyến, tải về tại trang này"))),
            ("desk", lazy(N_("Đến bộ phận một cửa"))),
            ("post", lazy(N_("Gửi qua bưu điện đến nhà"))),
        ],
        widget=forms.RadioSelect,
    )
    address = text(N_("Địa chỉ nhận thư"), N_("Chỉ cần khi gửi qua bưu điện"))

    def clean(self) -> dict[str, Any]:
        """The post needs an address."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("way") == "post" and not cleaned.get("address"):
            self.add_error("address", lazy(N_("Hãy ghi địa chỉ để bưu điện giao kết quả.")))
        return cleaned
