"""Fields that many forms have: a line, several lines, a day."""

from typing import Any

from django import forms

from motcua.kernel.words import N_
from motcua.web.ui.formtext import lazy as translated

PDF_ONLY = N_("Một tệp PDF xem được, nặng không quá 20 MB, không đặt mật khẩu.")
CHOOSE_PDF = N_("Hãy chọn tệp PDF rồi gửi lại.")
EMPTY_PDF = N_("Tệp này trống, bên trong không có gì. Hãy quét lại rồi chọn tệp mới.")


def lazy(text: str) -> Any:
    """Words of a field; Django's stubs know lazy texts only by a private name."""
    return translated(text)


class GroupedSelect(forms.Select):
    """A list in groups."""


def long_text(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(
        label=lazy(label), required=required, max_length=5000, help_text=lazy(help_text), widget=forms.Textarea
    )


def short_text(label: str, *, required: bool = False, help_text: str = "") -> forms.CharField:
    """A field of one line."""
    return forms.CharField(label=lazy(label), required=required, max_length=300, help_text=lazy(help_text))


def secret_text(label: str, *, help_text: str = "") -> forms.CharField:
    """What is typed unseen and never shown again, as a PIN; it may be left out."""
    widget = forms.PasswordInput()
    return forms.CharField(label=lazy(label), required=False, help_text=lazy(help_text), max_length=64, widget=widget)


def pdf_file(label: str, *, required: bool = False) -> forms.FileField:
    """A PDF, checked by the act that keeps it."""
    words = {"required": lazy(CHOOSE_PDF), "empty": lazy(EMPTY_PDF)}
    return forms.FileField(label=lazy(label), required=required, help_text=lazy(PDF_ONLY), error_messages=words)


def day(label: str, help_text: str = N_("Ví dụ 04/12/2026")) -> forms.DateField:
    """A day typed as dd/mm/yyyy."""
    return forms.DateField(
        label=lazy(label), input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"], help_text=lazy(help_text)
    )
