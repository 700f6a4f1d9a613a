"""One page a deed: what it does in words, what must be filled, one button. A refusal comes back in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_, Sentence
from motcua.web.ui.deeds import mark
from motcua.web.ui.middleware import status_of
from motcua.web.ui.words import say

Text = str | Sentence
NOTHING = N_("Đã lưu.")


@dataclass(frozen=True)
class Deed:
    """A change of the console as its page shows it; ``run`` calls the act of the room that owns it.

    ``back`` is where it came from; ``lands`` says from what was made where it leads, when that is elsewhere.
    """

    title: Text
    consequence: Text
    form: forms.Form
    run: Callable[[dict[str, Any]], Any]
    back: str
    part: str
    done: Text | Callable[[Any], Text] = NOTHING
    button: str = ""
    is_final: bool = False
    after: Callable[[HttpRequest, Any], HttpResponse] | None = None
    lands: Callable[[Any], str] | None = None


def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The page of the deed; when it was posted and done, where it leads."""
    status, refused = 200, None
    if request.method == "POST":
        refused, status = None, 422
        if deed.form.is_valid():
            try:
                return _finish(request, deed, deed.run(deed.form.cleaned_data))
            except Refused as refusal:
                refused, status = refusal, status_of(refusal)
                mark(deed.form, refusal)
    context = {"deed": deed, "form": deed.form, "refused": refused, "part": deed.part}
    return render(request, "console/deed.html", context, status=status)


def _finish(request: HttpRequest, deed: Deed, made: Any) -> HttpResponse:
    if deed.after:
        return deed.after(request, made)
    messages.success(request, say(deed.done(made) if callable(deed.done) else deed.done))
    return redirect(deed.lands(made) if deed.lands else deed.back)


def secret_once(
    request: HttpRequest, *, title: Text, secret: str, facts: list[tuple[str, str]], back: str
) -> HttpResponse:
    """A password or key that was just made: shown on this page and never again."""
    context = {"title": title, "secret": secret, "facts": facts, "back": back, "part": "officers"}
    response = render(request, "console/secret.html", context)
    response["Cache-Control"] = "no-store"
    return response
