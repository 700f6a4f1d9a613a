"""An expired session loses nothing: what was sent waits behind the sign-in and is sent again from there.

What waits is never acted on by itself: it is offered, in the browser that sent it, to the one who signs in there, and
goes with a press of theirs on a page of ours.
"""

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure

from motcua.people.rules import Actor

MARK = "giu"
BROWSER = "giu-may"
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
    return redirect_to_login(back) if back else _keep(request, redirect_to_login)


def token_missing(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A post without a good CSRF token does nothing; from a page of ours to a page for one's own, its words wait.

    Django calls this in place of the view: the cookies may be gone, or somebody signed in beside this page meanwhile.
    """
    kept_for_own = request.resolver_match is not None and hasattr(request.resolver_match.func, "roles")
    if not kept_for_own or is_scripted(request) or not _is_from_our_page(request):
        return csrf_failure(request, reason)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _keep(request, redirect_to_login if actor.kind == "anonymous" else HttpResponseRedirect)


def _is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of this site sent it: nobody else's words are ever kept."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    came_from = request.headers.get("Referer")
    return url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())


def _keep(request: HttpRequest, go: Callable[[str], HttpResponse]) -> HttpResponse:
    """Go to this page; after a post with a mark under which what was sent waits for an hour, for this browser."""
    here = request.get_full_path()
    if request.method != "POST":
        return go(here)
    named = [key for key in request.POST if key != "csrfmiddlewaretoken" and "password" not in key]
    sent = {key: request.POST.getlist(key) for key in named}
    if sum(len(text) for texts in sent.values() for text in texts) > MOST_LETTERS:
        return go(here)
    mark, browser = secrets.token_urlsafe(16), request.COOKIES.get(BROWSER) or secrets.token_urlsafe(16)
    waiting = {"sent": sent, "files": sorted(request.FILES), "account": None, "browser": browser}
    cache.set(_place(mark), waiting, SECONDS)
    answer = go(f"{here}{'&' if '?' in here else '?'}{urlencode({MARK: mark})}")
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(BROWSER, browser, max_age=SECONDS, secure=secure, httponly=True, samesite="Lax")
    return answer


def send_again(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """The page that sends what waited, for who comes back from the sign-in; once it is sent nothing waits any more."""
    mark = request.GET.get(MARK, "")
    kept: dict[str, Any] | None = cache.get(_place(mark)) if mark else None
    if kept is None or kept["account"] not in (None, actor.account_id):
        return None
    if kept["browser"] != request.COOKIES.get(BROWSER):  # a link that somebody else made and sent
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
