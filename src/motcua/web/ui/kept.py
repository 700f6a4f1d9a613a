"""An expired session loses nothing: what was sent waits behind the sign-in and is sent again from there."""

import secrets
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from motcua.people.rules import Actor

MARK = "giu"
SECONDS = 3600
SCRIPTED = ("X-Fragment", "X-Autosave", "X-Redraw")
MOST_LETTERS = 200_000


def is_scripted(request: HttpRequest) -> bool:
    """Whether a script of ours asks, for a piece of a page or none at all."""
    return any(name in request.headers for name in SCRIPTED)


def sign_in_first(request: HttpRequest, back: str = "") -> HttpResponseBase:
    """To the sign-in, and from there back here (or to ``back``); a script gets a short answer instead of a page."""
    if is_scripted(request):
        here = urlsplit(request.headers.get("Referer", "")).path or request.path
        way = f"{reverse('account_login')}?{urlencode({'next': here})}"
        return render(request, "ui/signed_out.html", {"way": way}, status=401)
    return redirect_to_login(back or _way_back(request))


def _way_back(request: HttpRequest) -> str:
    """This page; after a post with a mark under which what was sent waits for an hour."""
    here = request.get_full_path()
    if request.method != "POST":
        return here
    sent = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    if sum(len(text) for texts in sent.values() for text in texts) > MOST_LETTERS:
        return here
    mark = secrets.token_urlsafe(16)
    cache.set(_place(mark), {"sent": sent, "files": sorted(request.FILES), "account": None}, SECONDS)
    return f"{here}{'&' if '?' in here else '?'}{urlencode({MARK: mark})}"


def send_again(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """The page that sends what waited, for who comes back from the sign-in; once it is sent nothing waits any more."""
    mark = request.GET.get(MARK, "")
    kept: dict[str, Any] | None = cache.get(_place(mark)) if mark else None
    if kept is None or kept["account"] not in (None, actor.account_id):
        return None
    if request.method == "POST":
        cache.delete(_place(mark))
        return None
    cache.set(_place(mark), {**kept, "account": actor.account_id}, SECONDS)
    return render(request, "ui/send_again.html", {"sent": kept["sent"], "files": kept["files"]})


def answers_wait(request: HttpRequest) -> bool:
    """Whether something that was sent waits behind this sign-in page."""
    following = request.GET.get("next") or request.POST.get("next") or ""
    marks = parse_qs(urlsplit(following).query).get(MARK, [])
    return bool(marks) and cache.get(_place(marks[-1])) is not None


def _place(mark: str) -> str:
    return f"kept-post/{mark[:40]}"
