"""Measuring a page as a picture: light, sharpness, ink, edges, a fingerprint. Pillow only; nothing is judged here."""

from PIL import Image, ImageChops, ImageFilter

from motcua.scanning.rules.measured import A4_INCHES, Edge, Measured

LOOK = 1700  # points of the long side at which sharpness is compared: 150 dpi of A4
SMALL = 320
INK, FAINT = 28, 12
SIDES: tuple[Edge, ...] = ("top", "right", "bottom", "left")
PAPER_SHARE = 0.55  # of a side: the paper leaves the picture there
INK_SHARE = 0.03  # of a side: what is written leaves the picture there
MARGIN = 0.03
TABLE = 0.6  # of the paper's level: what is darker is no longer paper


def measured(picture: Image.Image, dpi: int | None = None) -> Measured:
    """The facts of one upright page; where no dpi is known it is told for pages shaped like A4."""
    grey = picture if picture.mode == "L" else picture.convert("L")  # Pillow would copy it
    factor = max(1, round(max(grey.size) / LOOK))
    looked = grey.reduce(factor) if factor > 1 else grey
    paper, dark = _quantile(looked.histogram(), 0.85), _quantile(looked.histogram(), 0.01)
    contrast = max(0, paper - dark)
    small = _small(grey)
    return Measured(
        width=grey.width,
        height=grey.height,
        sharp=_sharpness(looked, contrast),
        paper=paper,
        contrast=contrast,
        ink=_ink(small, contrast),
        edges=_edges(small),
        dpi=dpi or told_dpi(grey.size),
        print=_fingerprint(grey),
    )


def told_dpi(size: tuple[int, int]) -> int | None:
    """Dots per inch if the picture is an A4 page, told by its shape; None for any other shape."""
    long, short = max(size), max(1, min(size))
    return round(long / A4_INCHES) if abs(long / short - 1.414) < 0.08 else None


def _small(grey: Image.Image) -> Image.Image:
    factor = max(1, max(grey.size) // (2 * SMALL))
    return grey.reduce(factor)


def _sharpness(grey: Image.Image, contrast: int) -> float:
    """How steep the steepest edges are from one point to the next, in parts of the contrast (1: at once)."""
    if contrast < 8:
        return 0.0
    steps = ImageChops.difference(
        grey.crop((0, 0, grey.width - 1, grey.height)), grey.crop((1, 0, grey.width, grey.height))
    )
    histogram = steps.histogram()
    most = max(200, int(sum(histogram) * 0.002))
    seen = 0
    for value in range(255, -1, -1):
        seen += histogram[value]
        if seen >= most:
            return round(min(1.0, value / contrast), 3)
    return 0.0


def _ink(small: Image.Image, contrast: int) -> float:
    """The share of points clearly darker than what lies around them, without the margins."""
    around = small.filter(ImageFilter.GaussianBlur(12))
    darker = ImageChops.subtract(around, small)
    left, top = int(small.width * MARGIN), int(small.height * MARGIN)
    inner = darker.crop((left, top, max(left + 1, small.width - left), max(top + 1, small.height - top)))
    histogram = inner.histogram()
    least = max(FAINT, min(INK, contrast // 2))
    return round(sum(histogram[least:]) / max(1, sum(histogram)), 5)


def _edges(small: Image.Image) -> tuple[Edge, ...]:
    """Sides on which the paper goes on beyond the picture, told by a background on another side; else cut writing."""
    strips = _strips(small)
    level = otsu(small.histogram())
    middle = small.crop((small.width // 4, small.height // 4, 3 * small.width // 4, 3 * small.height // 4))
    paper = _quantile(middle.histogram(), 0.8)
    if paper <= level:
        return ()
    bright = {side: _share(strip, level, 256) for side, strip in strips.items()}
    darkest = min(_quantile(strip.histogram(), 0.5) for strip in strips.values())
    if min(bright.values()) < 0.2 and darkest < TABLE * paper:  # a table shows somewhere, not a shadow on the paper
        return tuple(side for side in SIDES if bright[side] > PAPER_SHARE)
    written = {side: _share(strip, 0, max(0, paper - 70)) for side, strip in strips.items()}
    return tuple(side for side in SIDES if INK_SHARE < written[side] < PAPER_SHARE)


def _strips(small: Image.Image) -> dict[Edge, Image.Image]:
    wide, high = max(1, small.width // 120), max(1, small.height // 120)
    return {
        "top": small.crop((0, 0, small.width, high)),
        "right": small.crop((small.width - wide, 0, small.width, small.height)),
        "bottom": small.crop((0, small.height - high, small.width, small.height)),
        "left": small.crop((0, 0, wide, small.height)),
    }


def _share(strip: Image.Image, low: int, high: int) -> float:
    histogram = strip.histogram()
    return sum(histogram[low:high]) / max(1, sum(histogram))


def _quantile(histogram: list[int], wanted: float) -> int:
    total, seen = sum(histogram), 0
    for value, count in enumerate(histogram):
        seen += count
        if seen >= total * wanted:
            return value
    return 255


def otsu(histogram: list[int]) -> int:
    """The level that parts dark from bright best."""
    total, weighted = sum(histogram), sum(value * count for value, count in enumerate(histogram))
    best, level, below, sum_below = -1.0, 127, 0, 0
    for value, count in enumerate(histogram):
        below += count
        sum_below += value * count
        if below in (0, total):
            continue
        gap = sum_below / below - (weighted - sum_below) / (total - below)
        spread = below * (total - below) * gap * gap
        if spread > best:
            best, level = spread, value
    return level


def _fingerprint(grey: Image.Image) -> str:
    """256 bits: whether each of 16 by 16 fields of the page is brighter than its right neighbour."""
    tiny = grey.resize((17, 16), Image.Resampling.BOX).tobytes()
    bits = [tiny[row * 17 + column] > tiny[row * 17 + column + 1] for row in range(16) for column in range(16)]
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):064x}"
