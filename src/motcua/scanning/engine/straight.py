"""Making a page straight: the four corners of a photographed sheet, and the small turn of a scanned one."""

from collections import deque
from functools import cache, partial
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

from motcua.scanning.engine.measuring import INK, otsu
from motcua.scanning.rules.measured import A4_INCHES

SMALL = 240
LEAST_SHARE, MOST_SHARE = 0.22, 0.97
FILLED = 0.90  # of the four-sided figure is paper: else it is no sheet
SHIFTED = 0.012  # a corner this far from the picture's own corner is worth straightening
A4, NEARLY = 1.4142, 0.14
STEPS = (1.0, 0.3, 0.1)  # degrees: coarse, then finer around the best
REACH = {1.0: 6, 0.3: 2, 0.1: 2}
Point = tuple[float, float]


def sheet_corners(picture: Image.Image) -> list[Point] | None:
    """Corners of the bright sheet (top left, top right, bottom right, bottom left); None where none stands out."""
    factor = max(1, max(picture.size) // SMALL)
    small = picture.convert("L").reduce(factor).filter(ImageFilter.GaussianBlur(1.5))
    width, height = small.size
    level = otsu(small.histogram())
    bright = small.point(lambda value: 255 if value > level else 0).tobytes()
    found = _largest(bright, width, height)
    share = len(found) / (width * height)
    if not LEAST_SHARE < share < MOST_SHARE:
        return None
    corners = _extremes(found, width)
    if len(found) < FILLED * _area(corners) or not _is_convex(corners):
        return None
    own = [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)]
    if max(max(abs(x - a) / width, abs(y - b) / height) for (x, y), (a, b) in zip(corners, own, strict=True)) < SHIFTED:
        return None
    return [((x + 0.5) * factor, (y + 0.5) * factor) for x, y in corners]


def _largest(bright: bytes, width: int, height: int) -> list[int]:
    """The places of the largest bright region."""
    seen = bytearray(bright)
    best: list[int] = []
    for start in range(0, width * height, 7):
        if seen[start]:
            region = _region(seen, start, width)
            best = max(best, region, key=len)
    return best


def _region(left: bytearray, start: int, width: int) -> list[int]:
    left[start] = 0
    waiting, found = deque([start]), [start]
    while waiting:
        at = waiting.popleft()
        column = at % width
        for near in (at - width, at + width, at - 1 if column else -1, at + 1 if column < width - 1 else -1):
            if 0 <= near < len(left) and left[near]:
                left[near] = 0
                waiting.append(near)
                found.append(near)
    return found


def _extremes(found: list[int], width: int) -> list[Point]:
    points = [(at % width, at // width) for at in found]
    return [
        min(points, key=lambda p: p[0] + p[1]),
        max(points, key=lambda p: p[0] - p[1]),
        max(points, key=lambda p: p[0] + p[1]),
        min(points, key=lambda p: p[0] - p[1]),
    ]


def _area(corners: list[Point]) -> float:
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(x * b - a * y for (x, y), (a, b) in pairs)) / 2


def _is_convex(corners: list[Point]) -> bool:
    turns = []
    for index in range(4):
        (x, y), (a, b), (c, d) = (corners[(index + step) % 4] for step in range(3))
        turns.append((a - x) * (d - b) - (b - y) * (c - a) > 0)
    return all(turns) or not any(turns)


def flattened(picture: Image.Image, corners: list[Point]) -> Image.Image:
    """The sheet between the corners as a rectangle; one shaped nearly like A4 becomes exactly that."""
    upper, right, lower, left = (_length(corners[one], corners[(one + 1) % 4]) for one in range(4))
    width, height = max(upper, lower), max(left, right)
    ratio = max(width, height) / max(1.0, min(width, height))
    if abs(ratio - A4) / A4 < NEARLY and height >= width:
        width = max(width, height / A4)
        height = width * A4
    elif abs(ratio - A4) / A4 < NEARLY:
        height = max(height, width / A4)
        width = height * A4
    target = (max(1, round(width)), max(1, round(height)))
    return picture.transform(
        target, Image.Transform.PERSPECTIVE, _coefficients(target, _inset(corners)), Image.Resampling.BICUBIC
    )


def sheet_dpi(corners: list[Point] | None) -> int | None:
    """Dots per inch of a photographed sheet, if it is shaped like A4."""
    if corners is None:
        return None
    upper, right, lower, left = (_length(corners[one], corners[(one + 1) % 4]) for one in range(4))
    sides = sorted((max(upper, lower), max(left, right)))
    return round(sides[1] / A4_INCHES) if abs(sides[1] / max(1.0, sides[0]) - A4) / A4 < NEARLY else None


def _inset(corners: list[Point]) -> list[Point]:
    """A hair inside, so that no line of the table stays at the edge."""
    x, y = sum(one[0] for one in corners) / 4, sum(one[1] for one in corners) / 4
    return [(a + (x - a) * 0.006, b + (y - b) * 0.006) for a, b in corners]


def _length(first: Point, second: Point) -> float:
    return float(((first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2) ** 0.5)


def _coefficients(size: tuple[int, int], corners: list[Point]) -> list[float]:
    width, height = size
    return _taking([(0, 0), (width, 0), (width, height), (0, height)], corners)


def perspective(corners: list[Point], size: tuple[int, int]) -> list[float]:
    """The other way: how a picture of ``size`` is laid between these corners, as Pillow's transform wants it."""
    width, height = size
    return _taking(corners, [(0, 0), (width, 0), (width, height), (0, height)])


def _taking(target: list[Point], source: list[Point]) -> list[float]:
    """The eight numbers with which Pillow takes each point of the target from the source."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Gauss with pivots, for eight unknowns."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(size):
            if row != column and rows[row][column]:
                part = rows[row][column]
                rows[row] = [value - part * own for value, own in zip(rows[row], rows[column], strict=True)]
    return [row[-1] for row in rows]


def skew_of(picture: Image.Image) -> float:
    """By how many degrees the lines of writing slope; 0 where no angle stands out."""
    factor = max(1, max(picture.size) // 700)
    grey = (picture if picture.mode == "L" else picture.convert("L")).reduce(factor)  # Pillow would copy it
    around = grey.filter(ImageFilter.BoxBlur(9))
    ink = ImageChops.subtract(around, grey).point(lambda value: 255 if value > INK else 0)
    ink = ink.crop((ink.width // 20, ink.height // 20, ink.width - ink.width // 20, ink.height - ink.height // 20))
    coarse, order = partial(_order, ink.reduce(2)), cache(partial(_order, ink))
    best = 0.0
    for step in STEPS:
        angles = [round(best + turn * step, 2) for turn in range(-REACH[step], REACH[step] + 1)]
        best = max(angles, key=coarse if step == STEPS[0] else order)
    return best if order(best) > 1.03 * order(0.0) else 0.0


def _order(ink: Image.Image, angle: float) -> float:
    """How far the rows differ from one another when the page is turned by this angle."""
    turned = ink.rotate(angle, Image.Resampling.NEAREST) if angle else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in pairwise(rows)))
