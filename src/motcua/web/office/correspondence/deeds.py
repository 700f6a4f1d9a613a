"""One page a deed: what it does in words, what must be filled, one button. A refusal comes back in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.files.actions.store_file import FileRefused
from motcua.kernel import clock
from motcua.kernel.refusals import Refused
from motcua.people.rules import Actor
from motcua.web.office.acts import usable
from motcua.web.ui.deeds import mark
from motcua.web.ui.middleware import status_of
from motcua.web.ui.words import say

Given = dict[str, Any]
Lists = dict[str, list[tuple[str, Any]]]  # what the choices of a form offer, by its field


@dataclass(frozen=True)
class Page:
    """The page of one act: what it does, its form, what it calls, the lists of its form for who reads and of what."""

    consequence: str
    form: type[forms.Form]
    run: Callable[[UUID, Actor, Given], object]
    done: str
    options: Callable[[Actor, Any], Lists] = lambda _, __: {}
    is_final: bool = False


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


def until(day: date | None, hour: str | None = None) -> datetime | None:
    """The end of the office's afternoon on a day, or the hour that was given."""
    if day is None:
        return None
    at = time.fromisoformat(hour) if hour else time(17)
    return datetime.combine(day, at, clock.VIETNAM)
