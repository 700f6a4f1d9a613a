"""A small picture of the first page, drawn in the child process."""

import subprocess
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from motcua.files.rules.kinds import KINDS

_FORMATS = {KINDS[key].media_type: key.upper() for key in ("jpeg", "png", "webp")}
_QUALITY = 80


def draw(path: Path, media_type: str, *, to: Path, size: int) -> bool:
    """Draw the file as a JPEG at most ``size`` points wide and high."""
    if media_type in _FORMATS:
        return _draw_image(path, _FORMATS[media_type], to=to, size=size)
    return _draw_pdf(path, to=to, size=size)


def _draw_image(path: Path, named: str, *, to: Path, size: int) -> bool:
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    with Image.open(path, formats=[named]) as image:
        image.draft("RGB", (size, size))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((size, size))
        paper = Image.new("RGB", upright.size, "white")
        coloured = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
        paper.paste(coloured, mask=coloured if coloured.mode == "RGBA" else None)
        paper.save(to, "JPEG", quality=_QUALITY)
    return True


def _draw_pdf(path: Path, *, to: Path, size: int) -> bool:
    """Poppler inherits the limits of this process."""
    page = ["-f", "1", "-l", "1", "-singlefile", "-scale-to", str(size), "-jpeg", "-jpegopt", f"quality={_QUALITY}"]
    done = subprocess.run(["pdftoppm", *page, str(path), str(to)], capture_output=True, check=False)
    made = to.with_name(to.name + ".jpg")
    if done.returncode or not made.exists():
        return False
    made.replace(to)
    return True
