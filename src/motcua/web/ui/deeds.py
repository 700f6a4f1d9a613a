"""What pages of a single deed share: the form with what was posted, and a refusal at its fields."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from motcua.kernel.refusals import Refused
from motcua.web.ui.words import say

AnyForm = TypeVar("AnyForm", bound=forms.Form)


def filled(request: HttpRequest, form: type[AnyForm], initial: Mapping[str, Any] | None = None, **more: Any) -> AnyForm:
    """The form with what was posted, or with its first values."""
    if request.method == "POST":
        return form(request.POST, request.FILES, initial=dict(initial or {}), **more)
    return form(initial=dict(initial or {}), **more)


def mark(form: forms.Form, refusal: Refused) -> None:
    """Put each sentence of the refusal at its field."""
    for name, sentence in getattr(refusal, "errors", {}).items():
        if name in form.fields:
            form.add_error(name, say(sentence))
