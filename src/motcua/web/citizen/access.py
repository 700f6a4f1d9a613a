"""Who may enter the pages of one's own cases."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from motcua.web.ui.access import actor_of
from motcua.web.ui.kept import send_again, sign_in_first

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Let signed-in people in; an expired session goes to sign in and comes back with what was sent."""
    return signed_in_or_back("")(view)


def signed_in_or_back(route: str) -> Callable[[View], View]:
    """The same for a view that only acts: who had to sign in comes back to the page of ``route`` that asks for it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if actor_of(request).kind == "anonymous":
                return sign_in_first(request, reverse(route, args=args, kwargs=kwargs) if route else "")
            return send_again(request, actor_of(request)) or view(request, *args, **kwargs)

        guarded.roles = ("citizen",)  # type: ignore[attr-defined]
        return guarded

    return decorate


def no_content() -> HttpResponse:
    """The answer to an autosave."""
    return HttpResponse(status=204)
