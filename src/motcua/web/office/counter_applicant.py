"""Whose application it is at the counter: the person's own, another person's by mandate, or an organisation's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motcua.dossiers.rules.contact import NO_MANDATE, NO_ORGANISATION
from motcua.dossiers.rules.representing import BUSINESS, PERSON, SELF, is_business, representative_of, standing_of
from motcua.kernel.identifiers import check_tax_code
from motcua.kernel.words import N_
from motcua.web.office.counter_forms import NEED_CONTACT, ApplicantForm
from motcua.web.ui.fields import lazy, short_text
from motcua.web.ui.words import say

STANDINGS: Mapping[str, str] = {
    SELF: N_("Của chính người này"),
    PERSON: N_("Của người khác, nộp thay"),
    BUSINESS: N_("Của doanh nghiệp, tổ chức"),
}
Post = Mapping[str, Any] | None
BLANK = {"birth_date": "", "gender": ""}
NEED_OWNER = N_("Hãy ghi họ và tên người đứng tên hồ sơ.")


class RepresentativeForm(ApplicantForm):
    """Who stands at the counter for somebody else, and as what."""

    mandate = short_text(
        N_("Tư cách"),
        required=True,
        help_text=N_("Ví dụ: Giám đốc; Giấy giới thiệu số 12/GGT; Giấy ủy quyền ngày 3/11/2026"),
    )
    must_be_reached = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandate"].error_messages["required"] = lazy(NO_MANDATE)


class OwnerForm(ApplicantForm):
    """The person whose application another hands in."""

    must_be_reached = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = lazy(NEED_OWNER)


class OrganisationForm(forms.Form):
    """An enterprise, cooperative, household business or other organisation."""

    name = short_text(N_("Tên doanh nghiệp, hợp tác xã, tổ chức"), required=True)
    number = short_text(N_("Mã số thuế"), help_text=N_("10 hoặc 13 số; hộ kinh doanh ghi 12 số của chủ hộ"))
    phone = short_text(N_("Điện thoại của tổ chức"))
    email = forms.EmailField(label=lazy(N_("Thư điện tử của tổ chức")), required=False)
    address_text = short_text(N_("Địa chỉ trụ sở"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = lazy(NO_ORGANISATION)

    clean_phone = ApplicantForm.clean_phone

    def facts(self) -> dict[str, Any]:
        """The filled facts; what was emptied is kept empty."""
        return {key: str(value or "").strip() for key, value in self.cleaned_data.items()}

    def clean_number(self) -> str:
        """A possible tax code, without blanks and hyphen; none where the organisation has none."""
        text = str(self.cleaned_data["number"]).strip()
        if not text:
            return ""
        found = check_tax_code(text)
        if not found.valid:
            raise ValidationError(say(found.warnings[-1]))
        return found.number


@dataclass
class Asking:
    """The questions of the page: whose application, who stands here, and the one they stand for."""

    standing: str
    person: ApplicantForm
    owner: ApplicantForm | OrganisationForm | None

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, by field of the page."""
        every = [self.person, self.owner] if self.owner else [self.person]
        return [(one.html_name, f"{one.label}: {one.errors[0]}") for form in every for one in form if one.errors]

    def is_valid(self) -> bool:
        """Everything that was asked is right, and somebody can be reached."""
        right = [one.is_valid() for one in (self.person, self.owner) if one is not None]
        if all(right) and self.owner and not any(_reached(one.cleaned_data) for one in (self.person, self.owner)):
            self.person.add_error("phone", say(NEED_CONTACT))
        return not self.errors

    def applicant(self) -> dict[str, Any]:
        """The facts as the draft keeps them."""
        if self.owner is None:
            return {"kind": PERSON, **self.person.facts(), "representative": {}}
        whom = {"kind": PERSON, **self.person.facts()}
        return {**BLANK, "kind": self.standing, **self.owner.facts(), "representative": whom}


def _reached(filled: Mapping[str, Any]) -> bool:
    return any(filled.get(key) for key in ("phone", "email", "address_text"))


def asking(
    standing: str,
    kept: Mapping[str, Any],
    posted: Mapping[str, Any] | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Asking:
    """The page for this standing: checked when ``posted``, else what was kept with what was ``typed`` since over it."""
    owner_kept = kept if standing == standing_of(kept) else {}
    person_kept = representative_of(kept) or ({} if is_business(kept) else kept)
    if standing == SELF:
        return Asking(SELF, ApplicantForm(posted, initial={**person_kept, **_typed(typed, ApplicantForm)}), None)
    person = RepresentativeForm(posted, initial={**person_kept, **_typed(typed, RepresentativeForm)})
    form = OrganisationForm if standing == BUSINESS else OwnerForm
    return Asking(
        standing, person, form(posted, prefix="owner", initial={**owner_kept, **_typed(typed, form, "owner-")})
    )


def _typed(post: Post, form: type[forms.Form], prefix: str = "") -> dict[str, str]:
    """What was typed into the fields of a form; empty ones say nothing."""
    found = {name: str((post or {}).get(f"{prefix}{name}", "")) for name in form.base_fields}
    return {name: text for name, text in found.items() if text}
