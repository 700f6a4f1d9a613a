"""Drawing the marks of signatures."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.kernel.clock import VIETNAM
from motcua.printing import Press, drawn, printable
from motcua.signing.pages import Filling
from motcua.signing.rules.marks import BLANKS, LINE, Kind, Mark, Spot, box_of, moment, shape_of

PRESS = Press(Path(__file__).parent)


@dataclass(frozen=True)
class Signing:
    """What a mark tells: who (a person, or the body alone), when, and words of its own."""

    body: str
    at: datetime
    name: str = ""
    lines: Sequence[str] = ()
    reason: str = ""
    picture: bytes = b""  # a PNG of the hand signature or of the seal, instead of the drawn one


def mark(kind: Kind, told: Signing, *, spot: Spot, page: tuple[float, float]) -> Mark:
    """The mark of this kind, drawn, with its place on a page of this size in points."""
    shape = shape_of(kind, told.at.astimezone(VIETNAM).date())
    values = {
        "kind": kind,
        "colour": shape.colour,
        "width": shape.width,
        "height": shape.height,
        "size": shape.size,
        "picture": _as_drawing(told.picture),
        "name": _plain(told.name),
        "body": _plain(told.body),
        "at": moment(told.at),
        "lines": [_plain(line) for line in told.lines],
    }
    made = PRESS.printed("mark.typ", values, at=told.at, standard=None)
    return Mark(spot.page, box_of(shape, spot, page), made, told.reason)


def label(url: str, code: str, *, at: datetime) -> bytes:
    """What tells a reader of the paper how to check it: a QR, the address and the code."""
    values = {"qr": drawn(url), "url": _plain(url.removesuffix(code)), "code": code}
    return PRESS.printed("label.typ", values, at=at, standard=None)


def filling(name: str, text: str, *, at: datetime) -> Filling:
    """What is written into the blank place of this name."""
    blank = BLANKS[name]
    values = {
        "text": _plain(text),
        "width": round(blank.width),
        "height": LINE,
        "size": blank.size,
        "style": "italic" if blank.is_italic else "normal",
    }
    return Filling(text, PRESS.printed("blank.typ", values, at=at, standard=None))


def _as_drawing(png: bytes) -> str:
    """A picture in words, as the press takes it: an SVG that holds it."""
    if not png:
        return ""
    width, height = (int.from_bytes(png[place : place + 4]) for place in (16, 20))  # of the PNG's first block
    inside = f"data:image/png;base64,{b64encode(png).decode()}"
    size = f'width="{width}" height="{height}"'
    shown = f'viewBox="0 0 {width} {height}"><image {size} href="{inside}"/></svg>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {shown}'


def _plain(text: str) -> str:
    """In letters of the font, without places to break: what is copied from the page is what was meant."""
    return printable(text, breaks=False)
