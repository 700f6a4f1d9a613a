"""Small drawings made on the server: icons, QR codes, sparklines, bars."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from re import DOTALL, search

import segno
from markupsafe import Markup

ICONS = Path(__file__).resolve().parent / "icons"


@lru_cache(maxsize=256)
def _shape(name: str) -> str:
    found = search(r"<svg[^>]*>(.*)</svg>", (ICONS / f"{name}.svg").read_text(), DOTALL)
    if not found:
        raise ValueError(f"{name}.svg is not a drawing")
    return "".join(line.strip() for line in found.group(1).splitlines())


@lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> Markup:
    """The named icon of the set, inlined; decorative, so a word always stands beside it."""
    classes = f"icon {extra}".strip()
    return Markup(
        '<svg class="{}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>'
    ).format(classes, Markup(_shape(name)))  # noqa: S704 - our own files


@lru_cache(maxsize=256)
def qr_svg(text: str, border: int = 2) -> Markup:
    """A QR code of ``text`` as an inlined drawing that scales with its box."""
    code = segno.make(text, error="m", micro=False)
    width, height = code.symbol_size(border=border)
    rows = code.matrix_iter(border=border)
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Markup(
        '<svg class="qr-code" viewBox="0 0 {} {}" aria-hidden="true" focusable="false" shape-rendering="crispEdges">'
        '<rect class="qr-paper" width="{}" height="{}"/><path class="qr-ink" d="{}"/></svg>'
    ).format(width, height, width, height, dots)


def spark_points(values: Sequence[float], width: int = 120, height: int = 28) -> str:
    """The points of a sparkline through ``values``, for a polyline in a box of that size."""
    if not values:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (width - 4) / max(len(values) - 1, 1)
    points = ((2 + i * step, height - 3 - (value - low) / span * (height - 6)) for i, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def share(used: float | None, allotted: float | None) -> int:
    """How much of ``allotted`` is used, in per cent, 0 to 100."""
    if not allotted or used is None:
        return 0
    return max(0, min(100, round(100 * float(used) / float(allotted))))
