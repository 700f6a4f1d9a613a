"""Anybody checks a signed document: by its code or QR, or by the file itself; in plain words."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.kernel import clock
from motcua.kernel.identifiers import tidy_reference
from motcua.kernel.refusals import Invalid, NotFound, Refused, TooMany
from motcua.kernel.words import N_, Sentence
from motcua.people.actions.count_try import Limit, count_try, is_within
from motcua.signing.checking import checked
from motcua.signing.queries import document_by_code, known_document
from motcua.signing.rules import Report
from motcua.web.ui.middleware import status_of

MOST_MB = 20
TRIES = Limit(most=30, seconds=900)
NEED_ONE = N_("Hãy ghi mã văn bản, hoặc chọn tệp PDF cần kiểm tra.")
NOT_A_CODE = N_("Mã này chưa đúng. Mã có 9 chữ và số, in ở cuối trang đầu của văn bản, ví dụ K7Q-M3X-RT9.")
NO_SUCH_CODE = N_("Không có văn bản nào mang mã này được ký ở đây. Hãy xem lại mã, hoặc gửi tệp để kiểm tra.")
TOO_LARGE = N_("Tệp này nặng quá %(limit)s MB.")
TOO_OFTEN = N_("Đã kiểm tra quá nhiều lần trong ít phút. Hãy thử lại sau 15 phút.")


def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form; or what is known of a code; or the verdict on a file."""
    sent = request.FILES.get("file")
    asked = (code or request.POST.get("code", "")).strip()[:80]
    try:
        if isinstance(sent, UploadedFile):
            _count(request)
            return _shown(request, report=_report(sent))
        if request.method == "POST" and not code:
            return redirect("citizen:check_code", code=_tidy(asked))
        return _shown(request, code=_tidy(asked)) if code else _form(request, asked)
    except Refused as refusal:
        return _form(request, asked, refusal)


def verify(request: HttpRequest) -> HttpResponse:
    """The same under its English name: a file is checked here, everything else leads to the page."""
    if request.FILES:
        return check(request)
    code = request.POST.get("code") or request.GET.get("code", "")
    return redirect("citizen:check_code", code=code) if code.strip(" /") else redirect("citizen:check")


def _count(request: HttpRequest) -> None:
    limits = {f"verify/{get_adapter().get_client_ip(request)}": TRIES}
    if not is_within(limits, clock.now()):
        raise TooMany(TOO_OFTEN)
    count_try(limits, clock.now())


def _tidy(asked: str) -> str:
    if not asked:
        raise Invalid(NEED_ONE, {"code": Sentence(NEED_ONE)})
    tidy = tidy_reference(asked)
    if tidy is None:
        raise Invalid(NOT_A_CODE, {"code": Sentence(NOT_A_CODE)})
    return tidy


def _report(sent: UploadedFile) -> Report:
    if (sent.size or 0) > MOST_MB * 1_000_000:
        raise Invalid(TOO_LARGE, {"file": Sentence(TOO_LARGE, {"limit": MOST_MB})}, limit=MOST_MB)
    with NamedTemporaryFile(suffix=".pdf") as kept:
        for piece in sent.chunks():
            kept.write(piece)
        kept.flush()
        return checked(Path(kept.name), trust_dir=settings.TRUST_DIR, at=clock.now())


def _shown(request: HttpRequest, *, report: Report | None = None, code: str = "") -> HttpResponse:
    document = known_document(report) if report else document_by_code(code)
    if document is None and report is None:
        raise NotFound(NO_SUCH_CODE)
    made = list(document.signatures.select_related("certificate").order_by("at")) if document else []
    named = {one.certificate.fingerprint: one for one in made}
    context: dict[str, Any] = {"section": "check", "report": report, "document": document, "made": made}
    return render(request, "citizen/checked.html", context | {"posts": named})


def _form(request: HttpRequest, code: str, refusal: Refused | None = None) -> HttpResponse:
    errors = dict(refusal.errors) if isinstance(refusal, Invalid) else {"code": refusal.sentence} if refusal else {}
    context = {"section": "check", "code": code, "errors": errors}
    return render(request, "citizen/check_document.html", context, status=status_of(refusal) if refusal else 200)
