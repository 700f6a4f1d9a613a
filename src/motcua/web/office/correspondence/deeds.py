"""One page a deed: what it does in words, what must be filled, one button. A refusal comes back in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.files.actions.store_file import FileRefused
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.web.office.acts import usable
from motcua.web.ui.middleware import status_of
from motcua.web.ui.words import say

AnyForm = TypeVar("AnyForm", bound=forms.Form)


@dataclass(frozen=True)
class Deed:
    """A change as its page shows it; ``run`` calls the act, ``lands`` says from what was made where it leads."""

    title: str
    consequence: str
    form: forms.Form
    run: Callable[[dict[str, Any]], Any]
    back: str
    done: str
    section: str = "letters"
    subject: str = ""
    is_final: bool = False
    button: str = ""
    lands: Callable[[Any], str] | None = None
    template: str = "office/letters/deed.html"
    more: Mapping[str, Any] | None = None


def filled(request: HttpRequest, form: type[AnyForm], initial: Mapping[str, Any] | None = None, **more: Any) -> AnyForm:
    """The form with what was posted, or with its first values."""
    if request.method == "POST":
        return form(request.POST, request.FILES, initial=dict(initial or {}), **more)
    return form(initial=dict(initial or {}), **more)


def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The page of the deed; when it was posted and done, where it leads."""
    status, refused = 200, None
    if request.method == "POST":
        status = 422
        if deed.form.is_valid():
            try:
                made = deed.run(deed.form.cleaned_data)
            except FileRefused as refusal:
                deed.form.add_error("file" if "file" in deed.form.fields else None, usable(refusal))
            except Refused as refusal:
                refused, status = refusal, status_of(refusal)
                mark(deed.form, refusal)
            else:
                messages.success(request, say(deed.done))
                return redirect(deed.lands(made) if deed.lands else deed.back)
    context = {"deed": deed, "form": deed.form, "refused": refused, "section": deed.section, **(deed.more or {})}
    return render(request, deed.template, context, status=status)


def mark(form: forms.Form, refusal: Refused) -> None:
    """Put each sentence of the refusal at its field."""
    for name, sentence in getattr(refusal, "errors", {}).items():
        if name in form.fields:
            form.add_error(name, say(sentence))


def until(day: date | None, hour: str | None = None) -> datetime | None:
    """The end of the office's afternoon on a day, or the hour that was given."""
    if day is None:
        return None
    at = time.fromisoformat(hour) if hour else time(17)
    return datetime.combine(day, at, clock.VIETNAM)
