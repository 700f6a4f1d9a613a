"""The pages of a PDF before it is signed: how large they are, where officials sign, the label that tells its code."""

from io import BytesIO

import pikepdf

from motcua.signing.rules.marks import MM, Spot, default_spot

LABEL = (12.0, 6.0, 90.0, 22.0)  # millimetres from the lower left corner: left, low, right, high


def labelled(pdf: bytes, label: bytes) -> bytes:
    """The document with the label (a one-page PDF) at the foot of its first page."""
    left, low, right, high = (side * MM for side in LABEL)
    with pikepdf.open(BytesIO(pdf)) as whole, pikepdf.open(BytesIO(label)) as drawn:
        whole.pages[0].add_overlay(drawn.pages[0], pikepdf.Rectangle(left, low, right, high))
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue()


def last_page_size(pdf: bytes) -> tuple[float, float]:
    """Width and height in points."""
    with pikepdf.open(BytesIO(pdf)) as whole:
        left, low, right, high = (float(side) for side in whole.pages[-1].mediabox)
    return right - left, high - low


def spot_for(pdf: bytes, size: tuple[float, float]) -> Spot:
    """Where officials sign: where the document itself names the place (a destination ``ky``), else the usual place."""
    with pikepdf.open(BytesIO(pdf)) as whole:
        names = whole.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
        for name, target in zip(list(names)[::2], list(names)[1::2], strict=False):
            place = target.get("/D", target) if isinstance(target, pikepdf.Dictionary) else target
            if str(name) == "ky" and len(place) > 3:
                numbers = {page.obj.objgen: number for number, page in enumerate(whole.pages)}
                return Spot(numbers.get(place[0].objgen, -1), float(place[2]), float(place[3]))
    return default_spot(size)
