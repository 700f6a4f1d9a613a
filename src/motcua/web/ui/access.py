"""Who acts in a request, and who may enter the pages of officers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.kernel.refusals import NotPermitted
from motcua.kernel.words import N_
from motcua.people.rules import Actor
from motcua.web.ui.kept import send_again, sign_in_first

View = Callable[..., HttpResponseBase]
NOT_AN_OFFICER = N_("Trang này dành cho cán bộ. Nếu bạn là cán bộ, hãy nhờ quản trị viên phân vị trí cho tài khoản.")

ANOTHER_POST = N_(
    "Trang này dành cho cán bộ giữ vị trí khác. Nếu đây là việc của bạn, hãy nhờ quản trị viên phân thêm vị trí."
)


def kept_over_sign_in(view: View) -> View:
    """For a page of everybody who is signed in: what was sent after the session ended waits behind the sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.kind == "anonymous":
            return sign_in_first(request)
        return send_again(request, actor) or view(request, *args, **kwargs)

    return guarded


def officer_only(*roles: str) -> Callable[[View], View]:
    """Let officers in (of these roles, when named); others sign in or are told why not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if actor.kind == "anonymous":
                return sign_in_first(request)
            if not actor.seats or (roles and not any(actor.has_role(role) for role in roles)):
                raise NotPermitted(ANOTHER_POST if actor.seats else NOT_AN_OFFICER)
            return send_again(request, actor) or view(request, *args, **kwargs)

        guarded.roles = roles or ("officer",)  # type: ignore[attr-defined]
        return guarded

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the request."""
    return request.actor  # type: ignore[attr-defined]
