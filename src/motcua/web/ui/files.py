"""Kept files and printed documents as answers to a browser."""

from django.http import FileResponse, HttpResponse

from motcua.dossiers.policies import NO_SUCH
from motcua.files.models import StoredFile
from motcua.files.queries import open_file
from motcua.files.queries import thumbnail as small_picture
from motcua.kernel.refusals import NotFound

INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})

# Nothing in a citizen's file may run or reach out; only our own pages may frame it.
SANDBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
    "frame-ancestors 'self'; sandbox"
)


def file_response(stored: StoredFile) -> FileResponse:
    """The file, shown in place only when its kind cannot run anything; never sniffed."""
    response = FileResponse(
        open_file(stored),
        content_type=stored.media_type if stored.media_type in INLINE else "application/octet-stream",
        as_attachment=stored.media_type not in INLINE,
        filename=stored.name,
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def picture_response(stored: StoredFile) -> HttpResponse:
    """A small picture of the first page, where this machine can draw one."""
    picture = small_picture(stored)
    if picture is None:
        raise NotFound(NO_SUCH)
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A printed document, shown in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
