"""The pages of a PDF before it is signed: how large they are, where officials sign, the label that tells its code,
and the places for what is known only when it is issued.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from motcua.signing.rules.marks import BLANKS, MM, Spot, blank_box, default_spot

LABEL = (12.0, 6.0, 90.0, 22.0)  # millimetres from the lower left corner: left, low, right, high
PRINTED, READ_ONLY = 4, 1


@dataclass(frozen=True)
class Filling:
    """What is written into a blank place when the document is issued: in words, and drawn as a one-page PDF."""

    text: str
    drawn: bytes


def labelled(pdf: bytes, label: bytes) -> bytes:
    """The document with the label (a one-page PDF) at the foot of its first page, and fields at its blank places.

    A document that names destinations ``so`` and ``ngay`` leaves number and date open: they are filled in later
    without hurting a signature, which a page that is written on would.
    """
    left, low, right, high = (side * MM for side in LABEL)
    with pikepdf.open(BytesIO(pdf)) as whole, pikepdf.open(BytesIO(label)) as drawn:
        whole.pages[0].add_overlay(drawn.pages[0], pikepdf.Rectangle(left, low, right, high))
        for name, spot in places_in(whole).items():
            if name in BLANKS:
                _add_field(whole, name, spot)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue()


def _add_field(whole: pikepdf.Pdf, name: str, spot: Spot) -> None:
    left, low, right, high = blank_box(name, spot)
    empty = whole.make_stream(
        b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, right - left, high - low]
    )
    page = whole.pages[spot.page]
    widget = whole.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=name,
            TU=BLANKS[name].name,
            F=PRINTED,
            Ff=READ_ONLY,
            Rect=[left, low, right, high],
            P=page.obj,
            AP=pikepdf.Dictionary(N=empty),
        )
    )
    page.obj.Annots = pikepdf.Array([*page.obj.get("/Annots", []), widget])
    form = whole.Root.get("/AcroForm", pikepdf.Dictionary())
    form.Fields = pikepdf.Array([*form.get("/Fields", []), widget])
    whole.Root.AcroForm = form


def fill(writer: Any, fillings: Mapping[str, Filling]) -> None:
    """Write into the blank places of a document that is about to be signed once more; what has no place is left."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader

    for reference in writer.root["/AcroForm"]["/Fields"] if "/AcroForm" in writer.root else ():
        field = reference.get_object()
        filling = fillings.get(str(field.get("/T", "")))
        if filling and field.get("/FT") == "/Tx" and "/V" not in field:
            drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(filling.drawn)))
            field["/V"] = generic.TextStringObject(filling.text)
            field["/AP"] = generic.DictionaryObject({generic.NameObject("/N"): drawn})
            writer.update_container(field)


def last_page_size(pdf: bytes) -> tuple[float, float]:
    """Width and height in points."""
    with pikepdf.open(BytesIO(pdf)) as whole:
        left, low, right, high = (float(side) for side in whole.pages[-1].mediabox)
    return right - left, high - low


def spot_for(pdf: bytes, size: tuple[float, float]) -> Spot:
    """Where officials sign: where the document itself names the place (a destination ``ky``), else the usual place."""
    with pikepdf.open(BytesIO(pdf)) as whole:
        return places_in(whole).get("ky") or default_spot(size)


def places_in(whole: pikepdf.Pdf) -> dict[str, Spot]:
    """The destinations that a document names, those of this product's templates among them."""
    numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages)}
    found = {}
    for name, target in _named(whole.Root.get("/Names", {}).get("/Dests", {})):
        place = target.get("/D", target) if isinstance(target, pikepdf.Dictionary) else target
        if isinstance(place, pikepdf.Array) and len(place) > 3 and str(place[1]) == "/XYZ":
            found[name] = Spot(numbers.get(place[0].objgen, -1), float(place[2]), float(place[3]))
    return found


def _named(tree: Any) -> Iterator[tuple[str, Any]]:
    names = list(tree.get("/Names", []))
    for name, target in zip(names[::2], names[1::2], strict=False):
        yield str(name), target
