"""Errors as problem documents (RFC 9457) in the reader's words."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.kernel.refusals import Invalid, NotFound, NotPermitted, Refused, TooMany, Unavailable
from motcua.kernel.words import N_
from motcua.web.api.faults import fault_of
from motcua.web.ui.words import say

TYPE = "application/problem+json"
WRONG = N_("Dữ liệu gửi lên chưa đúng. Xem từng mục trong “errors”.")
NO_KEY = N_(
    "Khóa truy cập thiếu hoặc không còn hiệu lực. Hãy gửi kèm dòng “Authorization: Bearer <khóa>”; cán bộ tự tạo khóa "
    "của mình ở trang Tài khoản, mục Khóa cho chương trình."
)
SENTENCES: Mapping[int, str] = {
    400: N_("Máy chủ không đọc được yêu cầu này. Không có gì bị thay đổi."),
    403: N_("Bạn không có quyền làm việc này."),
    404: N_("Không có địa chỉ này."),
    405: N_("Địa chỉ này không nhận cách gọi đó. Xem các cách được nhận ở dòng “Allow”."),
    413: N_("Nội dung gửi lên quá lớn. Tệp gửi riêng từng cái, mỗi tệp không quá 20 MB."),
    500: N_("Hệ thống gặp lỗi nên việc này chưa chắc đã xong. Hãy xem lại hồ sơ rồi thử lại, hoặc báo quản trị viên."),
    507: N_(
        "Máy chủ đã đầy đĩa nên việc này chưa được ghi. Những gì đã lưu vẫn còn; hãy báo người phụ trách rồi gọi lại."
    ),
}
QUARTER = "900"  # seconds until wrong tries are counted anew


class Problem(Schema):
    """What went wrong, in words, with what to mend by field."""

    type: str = Field(description="Which refusal: not-found, not-permitted, wrong-moment, invalid …")
    title: str
    status: int
    detail: str = Field(description="One sentence for the person behind the program, in the language asked for.")
    errors: dict[str, str] = Field(default={}, description="What is wrong by field, each in a sentence.")

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "type": "urn:motcua:invalid",
                    "title": "Unprocessable Entity",
                    "status": 422,
                    "detail": "Hồ sơ còn chỗ chưa đúng hoặc chưa đủ.",
                    "errors": {"applicant.name": "Hãy ghi họ và tên người nộp hồ sơ."},
                }
            ]
        }
    }


PROBLEMS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413, 422}): Problem}


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, NotPermitted):
        return 403
    if isinstance(refusal, TooMany):
        return 429
    if isinstance(refusal, Unavailable):
        return 503
    return 422 if isinstance(refusal, Invalid) else 409


def problem(status: int, kind: str, detail: str, errors: Mapping[str, str] | None = None) -> HttpResponse:
    """The document as a response."""
    title = HTTPStatus(status).phrase
    body = {"type": f"urn:motcua:{kind}", "title": title, "status": status, "detail": detail, "errors": errors or {}}
    return JsonResponse(body, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})


def problem_of(response: HttpResponseBase) -> HttpResponse:
    """An error that something else answered with (no such address, another method) as the document."""
    status = response.status_code
    told = problem(status, _kebab(HTTPStatus(status).name.title().replace("_", "")), say(_sentence(status)))
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told


def _sentence(status: int) -> str:
    return SENTENCES.get(status, SENTENCES[500 if status >= 500 else 400])


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal of an act or a reading."""
    errors = {key: say(one) for key, one in refusal.errors.items()} if isinstance(refusal, Invalid) else {}
    told = problem(status_of(refusal), _kebab(type(refusal).__name__), say(refusal.sentence), errors)
    if isinstance(refusal, TooMany):
        told.headers["Retry-After"] = QUARTER
    return told


def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Fields of the wrong kind."""
    return problem(422, "invalid", say(WRONG), dict(fault_of(one) for one in error.errors))


def unauthenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """No key, or one that opens nothing."""
    told = problem(401, "not-signed-in", say(NO_KEY))
    told.headers["WWW-Authenticate"] = 'Bearer realm="motcua"'
    return told


def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A request that could not be read; where our parser said why, that is told."""
    if isinstance(error.__cause__, Refused):
        return refused(request, error.__cause__)
    return problem_of(HttpResponse(status=error.status_code))


def install(api: NinjaAPI) -> None:
    """Every error of the API leaves as a problem document."""
    statuses: Mapping[type[Exception], int] = {
        RequestDataTooBig: 413,
        SuspiciousOperation: 400,
        MultiPartParserError: 400,
        Http404: 404,
    }
    for kind, status in statuses.items():
        api.add_exception_handler(kind, lambda _request, _error, told=status: problem_of(HttpResponse(status=told)))
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, unauthenticated)
    api.add_exception_handler(HttpError, unread)
