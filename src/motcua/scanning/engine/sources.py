"""Opening what was handed in: photos, and pages of PDFs; in the child process."""

import subprocess
import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from motcua.files.rules.kinds import KINDS
from motcua.files.rules.limits import Limits
from motcua.scanning.engine.measuring import measured
from motcua.scanning.engine.straight import sheet_corners, sheet_dpi

PDF = KINDS["pdf"].media_type
FORMATS = {KINDS[key].media_type: key.upper() for key in ("jpeg", "png", "webp")}
DPI = 300
LARGEST = (3600, 3600)
A4 = (595.28, 841.89)
RENDER_SECONDS = 60
Size = tuple[float, float]


def looked(path: Path, media_type: str, limits: Limits) -> dict[str, Any]:
    """How many pages, whether it carries signatures, and what a picture measures."""
    if media_type != PDF:
        picture, dpi = photo(path, media_type, limits)
        dpi = dpi or sheet_dpi(sheet_corners(picture))
        return {"pages": 1, "is_signed": False, "measured": [measured(picture, dpi).as_json()]}
    import pikepdf  # only where a PDF comes: a page that is a picture is read without it

    with pikepdf.open(path) as whole:
        fields = whole.Root.get("/AcroForm", pikepdf.Dictionary()).get("/SigFlags", 0)
        return {"pages": len(whole.pages), "is_signed": bool(int(fields) & 1), "measured": []}


def photo(path: Path, media_type: str, limits: Limits) -> tuple[Image.Image, int | None]:
    """The picture the right way up in colour, and the dpi it claims where it claims any that scanners have."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(path, formats=[FORMATS[media_type]]) as opened:
            if opened.width * opened.height > limits.max_pixels:
                raise ValueError("too many points")
            claimed = opened.info.get("dpi", (0, 0))[0]
            whole = opened.width
            opened.draft("RGB", LARGEST)
            shrunk = opened.width / whole
            ImageOps.exif_transpose(opened, in_place=True)
            made: Image.Image = opened
            if opened.has_transparency_data:
                made = Image.alpha_composite(Image.new("RGBA", opened.size, "white"), opened.convert("RGBA"))
            made = in_mode("RGB", made)
    dpi = round(float(claimed) * shrunk) if 100 <= float(claimed) <= 1200 else None
    return made, dpi


def in_mode(mode: str, picture: Image.Image) -> Image.Image:
    """The picture in this mode; the very same where it is so already: Pillow would copy it."""
    picture.load()
    return picture if picture.mode == mode else picture.convert(mode)


def pdf_page(path: Path, number: int, to: Path) -> tuple[Image.Image, Size]:
    """One page drawn at 300 dpi (less where that would be too large), and its size in points."""
    size = _size(path, number)
    dpi = min(DPI, int(DPI * 20 / (max(size) / 72))) if max(size) > 20 * 72 else DPI
    page = str(number + 1)
    target = to / "drawn"
    command = [
        "pdftoppm",
        "-r",
        str(max(dpi, 36)),
        "-f",
        page,
        "-l",
        page,
        "-singlefile",
        "-cropbox",
        str(path),
        str(target),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=RENDER_SECONDS)
    with Image.open(target.with_suffix(".ppm"), formats=["PPM"]) as drawn:
        return in_mode("RGB", drawn), size


def _size(path: Path, number: int) -> Size:
    import pikepdf

    with pikepdf.open(path) as whole:
        page = whole.pages[number]
        left, low, right, high = (float(side) for side in page.cropbox)
        unit = float(page.get("/UserUnit", 1))
        size = (abs(right - left) * unit, abs(high - low) * unit)
        return (size[1], size[0]) if int(page.get("/Rotate", 0)) % 180 else size
