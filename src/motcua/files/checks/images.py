"""Whether a photo opens, is large and bright enough and shows something."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps, ImageStat

from motcua.files.checks.faults import Fault
from motcua.files.checks.first_look import too_large
from motcua.files.checks.metadata import STRIP
from motcua.files.rules.kinds import KINDS
from motcua.files.rules.limits import Limits
from motcua.files.rules.verdicts import Verdict

_ORIENTATION, _GPS = 0x0112, 0x8825
_LOOK = 1024
_DARKEST = 30
_SAME = 14
_FLAT_SHARE = 0.0004
_SHARP_EDGES = 60.0
_QUALITY = 90


def inspect_image(path: Path, kind: str, *, limits: Limits, clean_to: Path | None, as_jpeg: bool = False) -> Verdict:
    """The verdict on a JPEG, PNG or WebP; a copy without place and device goes to ``clean_to`` where it differs.

    ``as_jpeg``: the copy is a JPEG of the same points, for whoever opens nothing else.
    """
    with _opened(path, kind) as image:
        width, height = image.size
        if width * height > limits.max_pixels:
            raise Fault("image_too_big", width=width, height=height)
        if min(width, height) < limits.min_side:
            raise Fault("image_too_small", width=width, height=height)
        small = _small_grey(image)
        orientation, has_place = _exif(image)  # a PNG tells it only once it is read to its end
    remarks = _look(small)
    whole = path.read_bytes()
    clean = STRIP[kind](whole, orientation)
    if as_jpeg:
        clean, kind = _jpeg_of(path, kind, limits), "jpeg"
        remarks = (*remarks, "converted")
    if clean_to is not None and clean != whole:
        clean_to.write_bytes(clean)
    if has_place:
        remarks = (*remarks, "location_removed")
    media_type = KINDS[kind].media_type
    return Verdict("readable", media_type=media_type, width=width, height=height, remarks=remarks)


def _jpeg_of(path: Path, kind: str, limits: Limits) -> bytes:
    """The picture as a JPEG, the right way up, on white, without anything but its points."""
    with _opened(path, kind) as image:
        upright = ImageOps.exif_transpose(image)
        if upright.has_transparency_data:
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
        made = io.BytesIO()
        upright.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    if made.tell() > limits.max_bytes:
        raise too_large(limits.max_bytes)
    return made.getvalue()


def _opened(path: Path, kind: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            # Naming the format keeps every other decoder of Pillow out of reach.
            return Image.open(path, formats=[kind.upper()])
        except Image.DecompressionBombError:
            raise Fault("too_complex") from None
        except (OSError, SyntaxError, ValueError):
            raise Fault("malformed") from None


def _exif(image: Image.Image) -> tuple[int, bool]:
    try:
        exif = image.getexif()
        orientation, place = exif.get(_ORIENTATION, 1), bool(exif.get_ifd(_GPS))
    except Exception:  # damaged notes of a camera do not make the photo worse
        return 1, False
    return orientation if orientation in range(1, 9) else 1, place


def _small_grey(image: Image.Image) -> Image.Image:
    """The whole picture decoded, in grey, about a thousand points wide; see-through parts count as white."""
    try:
        image.draft("L", (_LOOK, _LOOK))
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Fault("malformed") from None
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in {"P", "1"}:
        image = image.convert("RGBA" if image.has_transparency_data else "L")
    image = image.reduce(max(1, max(image.size) // _LOOK))
    if image.has_transparency_data:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return image.convert("L")


def _look(grey: Image.Image) -> tuple[str, ...]:
    """Refuse a photo of nothing; remark on one that seems out of focus."""
    histogram = grey.histogram()
    total = sum(histogram)
    brightest = _quantile(histogram, total * 0.995)
    if brightest < _DARKEST:
        raise Fault("image_too_dark" if brightest > 0 else "image_blank")
    middle = _quantile(histogram, total * 0.5)
    different = sum(count for value, count in enumerate(histogram) if abs(value - middle) > _SAME)
    if different < total * _FLAT_SHARE:
        raise Fault("image_blank")
    inner = grey.filter(ImageFilter.FIND_EDGES).crop((2, 2, grey.width - 2, grey.height - 2))
    return ("looks_blurred",) if ImageStat.Stat(inner).var[0] < _SHARP_EDGES else ()


def _quantile(histogram: list[int], wanted: float) -> int:
    seen = 0
    for value, count in enumerate(histogram):
        seen += count
        if seen >= wanted:
            return value
    return 255
