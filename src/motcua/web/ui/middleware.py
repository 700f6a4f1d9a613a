"""Who is acting, which pages may be kept, and refusals shown as words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, Refused, TooMany, Unavailable
from motcua.people.rules import ANONYMOUS, Actor
from motcua.web.ui.kept import is_scripted


def _actor_of(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    from motcua.people.queries import actor_of

    return actor_of(request.user, clock.now())


def status_of(refusal: Refused) -> int:
    """The HTTP status that says the same as the refusal."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, NotPermitted):
        return 403
    if isinstance(refusal, TooMany):
        return 429
    if isinstance(refusal, Unavailable):
        return 503
    return 422 if isinstance(refusal, Invalid) else 409


def _way_back(request: HttpRequest) -> str | None:
    came_from = request.headers.get("Referer")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(came_from, hosts, require_https=request.is_secure())
    return came_from if safe and came_from != request.build_absolute_uri() else None


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal in words, with the way back; a fragment where a script asked for one."""
    fragment = request.headers.get("X-Fragment") or request.headers.get("HX-Request")
    template = "ui/refused_fragment.html" if fragment else "ui/refused.html"
    context = {
        "refusal": refusal,
        "status": status_of(refusal),
        "back": _way_back(request),
    }
    return render(request, template, context, status=status_of(refusal))


class LanguageMiddleware:
    """Vietnamese first: another language only for who chose it on the page, whatever the browser is set to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class MethodMiddleware:
    """An address that only takes what a form sends shows a page to who opens it by hand, with the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        if not is_bare or is_scripted(request):
            return response
        homes = (settings.OFFICE_HOME, settings.CONSOLE_HOME)
        home = next((each for each in homes if request.path.startswith(each)), "/")
        page = get_template("405.html").render({"home": home})
        return HttpResponse(page, status=405, headers={"Allow": response.headers["Allow"]})


class ActorMiddleware:
    """Gives each request its actor, lazily; keeps signed-in pages out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view caught becomes a page in words."""
        return refused_page(request, exception) if isinstance(exception, Refused) else None
