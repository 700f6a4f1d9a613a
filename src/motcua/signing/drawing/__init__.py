"""Drawing the marks of signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.kernel.clock import VIETNAM
from motcua.printing import Press, cleaned
from motcua.signing.rules.marks import Kind, Mark, Spot, box_of, moment, shape_of

PRESS = Press(Path(__file__).parent)


@dataclass(frozen=True)
class Signing:
    """What a mark tells: who (a person, or the body alone), when, and words of its own."""

    body: str
    at: datetime
    name: str = ""
    lines: Sequence[str] = ()
    reason: str = ""


def mark(kind: Kind, told: Signing, *, spot: Spot, page: tuple[float, float]) -> Mark:
    """The mark of this kind, drawn, with its place on a page of this size in points."""
    shape = shape_of(kind, told.at.astimezone(VIETNAM).date())
    values = {
        "kind": kind,
        "colour": shape.colour,
        "width": shape.width,
        "height": shape.height,
        "size": shape.size,
        "picture": "",
        **cleaned({"name": told.name, "body": told.body, "at": moment(told.at), "lines": list(told.lines)}),
    }
    drawn = PRESS.printed("mark.typ", values, at=told.at, standard=None)
    return Mark(spot.page, box_of(shape, spot, page), drawn, told.reason)
