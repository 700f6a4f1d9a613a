"""What a signature looks like on the page: which picture or words, in which colour, how large, where.

Law: SG-03, not verified word by word, so it is data with dates.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from motcua.kernel.clock import VIETNAM

Kind = Literal["personal", "agency", "copy", "digitised", "annex"]
MM = 72 / 25.4  # points
BLUE, RED, BLACK = "#0b3fae", "#d0161b", "#000000"


@dataclass(frozen=True)
class Shape:
    """How one kind of mark is made; millimetres and points."""

    colour: str
    width: float
    height: float
    size: float  # of its letters
    place: Literal["signature", "over_signature", "top_right"]


@dataclass(frozen=True)
class MarkSet:
    """The marks that hold from a day on."""

    since: date
    source: str
    is_verified: bool
    shapes: Mapping[Kind, Shape]


SETS = (
    MarkSet(
        date(2020, 3, 5),
        "NĐ 30/2020/NĐ-CP, Phụ lục I",
        is_verified=False,
        shapes={
            "personal": Shape(BLUE, 56, 22, 11, "signature"),
            "agency": Shape(RED, 36, 36, 7, "over_signature"),
            "copy": Shape(BLACK, 72, 16, 10, "top_right"),
            "digitised": Shape(BLACK, 72, 16, 10, "top_right"),
            "annex": Shape(BLACK, 72, 12, 10, "top_right"),
        },
    ),
)


@dataclass(frozen=True)
class Blank:
    """A place that is filled in when the document is issued: its name for who reads by ear, its size in points."""

    name: str
    width: float
    size: float = 13
    is_italic: bool = False


BLANKS: Mapping[str, Blank] = {  # by the destination that names the beginning of their line
    "so": Blank("Số, ký hiệu", 40 * MM),
    "ngay": Blank("Ngày, tháng, năm ban hành", 54 * MM, is_italic=True),
}
LIFTED = 10.0  # points by which typst sets a destination above the line it names
DESCENT, LINE = 4.2, 16.0  # points below and around a line of 13 points
COVERED = 1 / 3  # of the signature, on its left, lies under the seal
EDGE = 10.0  # millimetres from the edge of the page for what stands in a corner
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Spot:
    """Where a signature goes: its page (from 0; -1 the last) and its middle, in points from the lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A mark ready to be put on a page: a one-page PDF drawn as large as ``box``."""

    page: int
    box: Box
    drawn: bytes
    reason: str = ""


def shape_of(kind: Kind, on: date) -> Shape:
    """The shape that holds on the day; the oldest for days before."""
    held = [one for one in SETS if one.since <= on]
    return (held[-1] if held else SETS[0]).shapes[kind]


def box_of(shape: Shape, spot: Spot, page: tuple[float, float]) -> Box:
    """The corner points of the mark on a page of this size in points: moved inside where it would stick out."""
    width, height = shape.width * MM, shape.height * MM
    if shape.place == "top_right":
        left, low = page[0] - EDGE * MM - width, page[1] - EDGE * MM - height
    else:
        left, low = spot.x - width / 2, spot.y - height / 2
    if shape.place == "over_signature":
        signature = SETS[-1].shapes["personal"].width * MM
        left = spot.x - signature / 2 + COVERED * signature - width
    left = min(max(left, 0), max(page[0] - width, 0))
    low = min(max(low, 0), max(page[1] - height, 0))
    return round(left), round(low), round(left + width), round(low + height)


def default_spot(page: tuple[float, float]) -> Spot:
    """Where officials sign when nothing says where: the right half, below the middle of the last page."""
    return Spot(-1, page[0] * 0.72, page[1] * 0.2)


def blank_box(name: str, spot: Spot) -> Box:
    """The corner points of a blank place, from the line that its destination names."""
    low = spot.y - LIFTED - DESCENT
    return round(spot.x), round(low), round(spot.x + BLANKS[name].width), round(low + LINE)


def moment(at: datetime) -> str:
    """The time of signing as the decree writes it: ISO 8601 with Vietnam's offset, to the second."""
    return at.astimezone(VIETNAM).replace(microsecond=0).isoformat()
