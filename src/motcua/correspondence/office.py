"""LibreOffice without a window: an ODT as PDF/A, in a child with limits, a profile and a folder of its own."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from motcua.files.bounded import ask
from motcua.files.rules.limits import MEGABYTE, Limits
from motcua.kernel.refusals import Refused
from motcua.kernel.words import N_

PROGRAMS = ("soffice", "libreoffice", "/usr/bin/soffice")
LIMITS = Limits(max_bytes=40 * MEGABYTE, memory_bytes=6_000 * MEGABYTE, cpu_seconds=60, wall_seconds=75)
NO_OFFICE = N_(
    "Máy chủ chưa cài LibreOffice nên chưa tự tạo được bản PDF. Hãy soạn trên máy của bạn, lưu thành PDF rồi tải lên."
)
FAILED = N_("Chưa tạo được bản PDF từ tệp này. Chưa có gì thay đổi. Hãy thử lại, hoặc lưu thành PDF rồi tải lên.")


def program() -> str | None:
    """Where LibreOffice is on this machine."""
    return next((found for one in PROGRAMS if (found := shutil.which(one))), None)


def as_pdf(odt: bytes) -> bytes:
    """The document as PDF/A-2b with its bookmarks as places. Refuses with Refused."""
    office = program()
    if office is None:
        raise Refused(NO_OFFICE)
    with tempfile.TemporaryDirectory(prefix="motcua-office-") as place:
        folder = Path(place)
        (folder / "document.odt").write_bytes(odt)
        request: dict[str, Any] = {"office": office, "folder": place}
        told = ask("motcua.correspondence.converting", request, LIMITS)
        made = folder / "document.pdf"
        if not told or not told.get("ok") or not made.exists():
            raise Refused(FAILED)
        return made.read_bytes()
