"""Import a procedure from a file: what is wrong in words, what would change, then publish."""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, Refused
from motcua.kernel.words import N_
from motcua.people.queries import directory
from motcua.procedures.actions.publish_version import NOT_SOUND, prepared, publish_version
from motcua.procedures.files import read_bundle
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.policies import may_publish
from motcua.procedures.rules import Change, difference
from motcua.web.console.bundle_words import change_rows
from motcua.web.console.editing import when_and_why
from motcua.web.console.scope import keepers_only
from motcua.web.ui.access import actor_of
from motcua.web.ui.middleware import status_of

MOST_BYTES = 1_500_000
NO_FILE = N_("Chọn tệp gói thủ tục (.json) rồi bấm Kiểm tra.")
TOO_BIG = N_("Tệp nặng quá 1,5 MB nên không nhập được ở trang này; một gói thủ tục chỉ vài trăm KB.")
DONE = N_("Đã công bố phiên bản %(number)s.")
SAME = N_("Gói giống hệt phiên bản %(number)s, không có gì đổi.")
BROKEN = N_("Nội dung gói bị hỏng trên đường gửi. Chọn lại tệp.")


def read_upload(upload: UploadedFile | None) -> Any:
    """What the uploaded file holds; refuses with Invalid, each problem by its path."""
    if upload is None:
        raise Invalid(NO_FILE)
    if upload.size is None or upload.size > MOST_BYTES:
        raise Invalid(TOO_BIG)
    name = re.sub(r"[^\w.\- ]", "_", upload.name or "")[-80:].lstrip(".") or "goi.json"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(upload.read())
        return read_bundle(path)


def read_text(text: str) -> Any:
    """The bundle that the preview carried along."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(BROKEN) from None


@keepers_only
def import_file(request: HttpRequest) -> HttpResponse:
    """Choose, check and preview, publish."""
    actor = actor_of(request)
    may_publish(actor, directory()).or_refuse()
    if request.method != "POST":
        return _choose(request)
    bundle: dict[str, Any] | None = None
    try:
        if "publish" not in request.POST:
            return _preview(request, sound(read_upload(request.FILES.get("file"))))
        bundle = sound(read_text(request.POST.get("bundle", "")))
        day, note = when_and_why(request)
        done = publish_version(bundle, actor=actor, valid_from=day, note=note)
    except Refused as refusal:
        return _preview(request, bundle, refusal) if bundle else _choose(request, refusal)
    messages.success(request, gettext(DONE if done.is_new else SAME) % {"number": done.version.number})
    return redirect("console:procedure", code=done.version.procedure.code)


def sound(bundle: Any) -> dict[str, Any]:
    """The bundle as it would be kept; refuses with Invalid also what is no group of parts at all."""
    if not isinstance(bundle, dict):
        raise Invalid(NOT_SOUND, count=1)
    return prepared(bundle)


def _choose(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    context = {"part": "procedures", "refused": refused, "problems": list(getattr(refused, "errors", {}).items())}
    return render(request, "console/import.html", context, status=status_of(refused) if refused else 200)


def _preview(request: HttpRequest, bundle: dict[str, Any], refused: Refused | None = None) -> HttpResponse:
    last = ProcedureVersion.objects.filter(procedure__code=bundle["code"]).order_by("-number").first()
    changes: list[Change] = difference(last.bundle, bundle) if last else []
    context = {
        "part": "procedures",
        "bundle": bundle,
        "bundle_text": json.dumps(bundle, ensure_ascii=False),
        "last": last,
        "changes": change_rows(changes),
        "refused": refused,
        "errors": getattr(refused, "errors", {}),
        "valid_from": request.POST.get("valid_from") or f"{clock.today():%d/%m/%Y}",
        "note": request.POST.get("note", ""),
    }
    return render(request, "console/import_preview.html", context, status=status_of(refused) if refused else 200)
