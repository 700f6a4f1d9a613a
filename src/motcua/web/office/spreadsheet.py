"""A list for a spreadsheet: read as Vietnamese by every program, and no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpResponse

from motcua.kernel import clock
from motcua.web.ui.words import say

FORMULA = frozenset("=+-@\t\r")
MARK = b"\xef\xbb\xbf"


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows under their columns, as a file of this name."""
    response = attachment(MARK, "text/csv; charset=utf-8", name)
    writer = csv.writer(response)
    writer.writerow([say(column) for column in columns])
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return response


def cell(value: object) -> str:
    """A value as text; a leading formula sign is made harmless."""
    if isinstance(value, datetime):
        return value.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M")
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ")[:1] in FORMULA else text
