"""What is printed on a document when it is signed, and the registers for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from motcua.printing import Press, cleaned, printable

PRESS = Press(Path(__file__).parent)
SLOT = 19.5  # points that a template leaves for the number
DROP = 3.2  # what LibreOffice calls the top of a line lies so much above the letters


@dataclass(frozen=True)
class Place:
    """A place that the document itself names: its page (from 0), points from the left and from below."""

    page: int
    x: float
    y: float


def places(whole: pikepdf.Pdf) -> dict[str, Place]:
    """The places that the filled template left open, by the names of their marks."""
    numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages)}
    found: dict[str, Place] = {}
    for name, target in dict(whole.Root.get("/Dests", {})).items():
        if name in {"/mcso", "/mcngay", "/mcky"} and len(target) > 3:
            found[name[3:]] = Place(numbers.get(target[0].objgen, 0), float(target[2]), float(target[3]))
    return found


def numbered(pdf: bytes, *, number: str, code: str, dated: str, at: datetime) -> bytes:
    """The document with its number and date where the template left room, else in its head margin.

    The place of the signature is named so that ``signing`` finds it.
    """
    with pikepdf.open(BytesIO(pdf)) as whole:
        known = places(whole)
        words = [("so", number, "number"), ("ngay", dated, "date")]
        if not {"so", "ngay"} <= set(known):
            high = float(whole.pages[0].mediabox[3])
            known |= {"so": Place(0, 85.0, high - 22.0)}
            words = [("so", f"Số: {code} · {dated[:1].upper()}{dated[1:]}", "margin")]
        for name, text, style in words:
            _write(whole, known[name], text, style=style, at=at)
        if "ky" in known:
            _name_place(whole, known["ky"])
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue()


def _write(whole: pikepdf.Pdf, place: Place, text: str, *, style: str, at: datetime) -> None:
    page = whole.pages[place.page]
    left, low, right, high = (float(side) for side in page.mediabox)
    told = {"text": printable(text, breaks=False), "style": style, "slot": SLOT, "width": right - left}
    told |= {"height": high - low, "x": place.x - left, "y": high - place.y + DROP}
    with pikepdf.open(BytesIO(PRESS.printed("written.typ", told, at=at, standard=None))) as drawn:
        page.add_overlay(drawn.pages[0], pikepdf.Rectangle(left, low, right, high))


def _name_place(whole: pikepdf.Pdf, place: Place) -> None:
    """The destination ``ky``, in the tree of names where signing looks for it."""
    target = pikepdf.Array([whole.pages[place.page].obj, pikepdf.Name.XYZ, place.x, place.y - 14, 0])
    tree = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("ky"), pikepdf.Dictionary(D=target)]))
    whole.Root.Names = pikepdf.Dictionary(Dests=tree)


@dataclass(frozen=True)
class Register:
    """A register for paper: whose, which, of which days, its columns with their widths, its rows."""

    office: str
    title: str
    since: date
    until: date
    columns: Sequence[tuple[str, str]]  # title, width as typst says it
    rows: Sequence[Sequence[str]]
    source: str


def register_pdf(told: Register, *, at: datetime) -> bytes:
    """The register as PDF/A-2b, turned sideways. Law: VB-10."""
    values: dict[str, Any] = {
        "office": told.office.upper(),
        "title": told.title.upper(),
        "since": f"{told.since:%d/%m/%Y}",
        "until": f"{told.until:%d/%m/%Y}",
        "columns": [{"title": title, "width": width} for title, width in told.columns],
        "rows": [list(row) for row in told.rows],
        "source": told.source,
    }
    return PRESS.printed("register.typ", cleaned(values), at=at)
