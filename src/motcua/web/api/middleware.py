"""Whatever leaves the API: in the language that the program asked for, every error as a problem document."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from motcua.web.api.problems import TYPE, problem_of

PLACE = "/api/"


class ApiMiddleware:
    """Programs choose by ``Accept-Language`` (Vietnamese unless they do); pages are none of its business."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PLACE):
            return self.get_response(request)
        language = language_of(request.headers.get("Accept-Language", ""))
        with translation.override(language):
            response = self.get_response(request)
            if response.status_code >= 400 and response.headers.get("Content-Type") != TYPE:
                response = problem_of(response)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of(header: str) -> str:
    """The first language of the header that we speak, as ``vi`` or ``en``."""
    spoken = dict(settings.LANGUAGES)
    asked = (name.partition("-")[0] for name, _ in parse_accept_lang_header(header))
    return next((name for name in asked if name in spoken), settings.LANGUAGE_CODE)
