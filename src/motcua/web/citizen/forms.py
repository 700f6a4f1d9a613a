"""What a citizen fills beside the e-form: who they are, how the result should come; judged by the rules of the case."""

from collections.abc import Mapping
from typing import Any

from django import forms

from motcua.dossiers.rules.contact import NO_MANDATE, NO_NAME, NO_ORGANISATION, delivery_errors
from motcua.kernel.words import N_, Sentence
from motcua.web.ui.formtext import lazy
from motcua.web.ui.words import say

MOST = 300
NO_OWNER = N_("Hãy ghi họ và tên người đứng tên hồ sơ.")


def text(label: str, help_text: str = "", *, missing: str = "") -> forms.CharField:
    """A line of text; one that is needed says what is ``missing``."""
    words = {"required": lazy(missing)}
    return forms.CharField(label=lazy(label), help_text=lazy(help_text), required=bool(missing), error_messages=words)


class ApplicantForm(forms.Form):
    """Name and how to reach the person; what the account has proven is shown and not asked."""

    name = text(N_("Họ và tên"), missing=NO_NAME)
    number = text(N_("Số định danh"), N_("12 số trên thẻ căn cước"))
    phone = text(N_("Số điện thoại"), N_("Để báo tin về hồ sơ của bạn"))
    email = text(N_("Thư điện tử"))
    address_text = text(N_("Nơi ở"), N_("Số nhà, ấp, xã"))

    def __init__(self, *args: Any, proven: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in proven:
            self.fields.pop(name, None)

    def typed(self) -> dict[str, str]:
        """What was typed, right or wrong, so that nothing is lost."""
        return {name: str(self.data.get(self.add_prefix(name), ""))[:MOST] for name in self.fields}


class RepresentativeForm(ApplicantForm):
    """Who fills it for somebody else, and as what."""

    mandate = text(
        N_("Bạn là gì của người đó"),
        N_("Ví dụ: Người được ủy quyền theo giấy ủy quyền ngày 3/11/2026; Người giám hộ"),
        missing=NO_MANDATE,
    )


class StewardForm(ApplicantForm):
    """Who fills it for an organisation, and as what."""

    mandate = text(
        N_("Bạn là gì của tổ chức"),
        N_("Ví dụ: Giám đốc; Chủ hộ kinh doanh; Kế toán, theo giấy giới thiệu số 12/GGT"),
        missing=NO_MANDATE,
    )


class OwnerForm(ApplicantForm):
    """The person for whom another fills it."""

    name = text(N_("Họ và tên"), missing=NO_OWNER)
    phone = text(N_("Điện thoại của người đó"))
    email = text(N_("Thư điện tử của người đó"))


class OrganisationForm(ApplicantForm):
    """An enterprise, cooperative, household business or other organisation."""

    name = text(N_("Tên tổ chức, hộ kinh doanh"), N_("Viết như trên giấy đăng ký"), missing=NO_ORGANISATION)
    number = text(N_("Mã số thuế"), N_("10 hoặc 13 số; hộ kinh doanh ghi 12 số của chủ hộ; chưa có thì để trống"))
    phone = text(N_("Điện thoại của tổ chức"))
    email = text(N_("Thư điện tử của tổ chức"))
    address_text = text(N_("Địa chỉ trụ sở"), N_("Số nhà, ấp, xã"))


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
            mark(self, "delivery", delivery_errors(cleaned, self.applicant))
        return cleaned


def mark(form: forms.Form, part: str, errors: Mapping[str, Sentence]) -> None:
    """Put the sentences of the rules at the fields they speak of."""
    for path, sentence in errors.items():
        name = path.removeprefix(f"{part}.")
        if name in form.fields and name not in form.errors:
            form.add_error(name, say(sentence))
