"""Who may enter the pages of one's own cases; what was typed survives a sign-in."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from motcua.people.rules import Actor

View = Callable[..., HttpResponseBase]
KEPT = "giu"
KEEP_SECONDS = 3600


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the request."""
    return request.actor  # type: ignore[attr-defined]


def signed_in(view: View) -> View:
    """Let signed-in people in; an expired session goes to sign in and comes back with what was posted."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request).kind == "anonymous":
            return redirect_to_login(_way_back(request))
        return view(request, *args, **kwargs)

    guarded.roles = ("citizen",)  # type: ignore[attr-defined]
    return guarded


def _way_back(request: HttpRequest) -> str:
    """This page; for a post with a mark under which its answers wait for an hour."""
    if request.method != "POST":
        return request.get_full_path()
    mark = secrets.token_urlsafe(16)
    posted = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
    cache.set(f"kept-post/{mark}", posted, KEEP_SECONDS)
    return f"{request.path}?{urlencode({KEPT: mark})}"


def kept_post(request: HttpRequest) -> QueryDict | None:
    """The answers that were posted before signing in again, once."""
    mark = request.GET.get(KEPT, "")
    posted = cache.get(f"kept-post/{mark}") if mark else None
    if not isinstance(posted, dict):
        return None
    cache.delete(f"kept-post/{mark}")
    found = QueryDict(mutable=True)
    for key, values in posted.items():
        found.setlist(key, values)
    return found


def no_content() -> HttpResponse:
    """The answer to an autosave."""
    return HttpResponse(status=204)
