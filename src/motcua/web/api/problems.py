"""Errors as problem documents (RFC 9457) in the reader's words."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, Refused, TooMany
from motcua.web.ui.words import say

TYPE = "application/problem+json"


class Problem(Schema):
    """What went wrong, in words, with what to mend by field."""

    type: str = Field(examples=["urn:motcua:wrong-moment"])
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


PROBLEMS: dict[Any, Any] = {frozenset({401, 403, 404, 409, 422}): Problem}


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, NotPermitted):
        return 403
    if isinstance(refusal, TooMany):
        return 429
    return 422 if isinstance(refusal, Invalid) else 409


def problem(status: int, kind: str, detail: str, errors: Mapping[str, str] | None = None) -> HttpResponse:
    """The document as a response."""
    title = HTTPStatus(status).phrase
    body = {"type": f"urn:motcua:{kind}", "title": title, "status": status, "detail": detail, "errors": errors or {}}
    return JsonResponse(body, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def install(api: NinjaAPI) -> None:
    """Every error of the API leaves as a problem document."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
        errors = {key: say(one) for key, one in refusal.errors.items()} if isinstance(refusal, Invalid) else {}
        return problem(status_of(refusal), _kebab(type(refusal).__name__), say(refusal.sentence), errors)

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors: dict[str, str] = {".".join(str(part) for part in one["loc"]): str(one["msg"]) for one in error.errors}
        return problem(422, "invalid", say("Dữ liệu gửi lên chưa đúng."), errors)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(_request: HttpRequest, _error: Any) -> HttpResponse:
        return problem(401, "not-signed-in", say("Khóa truy cập thiếu hoặc không còn hiệu lực."))

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http", str(error))
