"""What a citizen fills beside the e-form: who they are, how the result should come; judged by the rules of the case."""

from collections.abc import Mapping
from typing import Any

from django import forms

from motcua.dossiers.rules.contact import NO_NAME, applicant_errors, delivery_errors, tidy_applicant
from motcua.kernel.words import N_, Sentence
from motcua.web.ui.formtext import lazy
from motcua.web.ui.words import say

MOST = 300


def text(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=lazy(label), help_text=lazy(help_text), required=required)


class ApplicantForm(forms.Form):
    """Name and how to reach the person; what the account has proven is shown and not asked."""

    name = text(N_("Họ và tên"))
    number = text(N_("Số định danh"), N_("12 số trên thẻ căn cước"))
    phone = text(N_("Số điện thoại"), N_("Để báo tin về hồ sơ của bạn"))
    email = text(N_("Thư điện tử"))
    address_text = text(N_("Nơi ở"), N_("Số nhà, ấp, xã"))

    def __init__(self, *args: Any, proven: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in proven:
            del self.fields[name]
        if "name" in self.fields:
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = lazy(NO_NAME)

    def clean(self) -> dict[str, Any]:
        """Nothing here but the rules of the case."""
        cleaned = super().clean() or {}
        _mark(self, "applicant", applicant_errors(tidy_applicant({**self.initial, **cleaned})))
        return cleaned

    def typed(self) -> dict[str, str]:
        """What was typed, right or wrong, so that nothing is lost."""
        return {name: str(self.data.get(name, ""))[:MOST] for name in self.fields}


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

    def __init__(self, *args: Any, applicant: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applicant = applicant

    def clean(self) -> dict[str, Any]:
        """Nothing here but the rules of the case."""
        cleaned = super().clean() or {}
        if not self.errors:
            _mark(self, "delivery", delivery_errors(cleaned, self.applicant))
        return cleaned


def _mark(form: forms.Form, part: str, errors: Mapping[str, Sentence]) -> None:
    """Put the sentences of the rules at the fields they speak of."""
    for path, sentence in errors.items():
        name = path.removeprefix(f"{part}.")
        if name in form.fields and name not in form.errors:
            form.add_error(name, say(sentence))
