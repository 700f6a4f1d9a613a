"""One page: made upright and straight, measured, read; its picture and its text layer. In the child process."""

import csv
import io
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageOps

from motcua.files.rules.limits import Limits
from motcua.scanning.engine.measuring import measured
from motcua.scanning.engine.sources import A4, DPI, PDF, Size, pdf_page, photo
from motcua.scanning.engine.straight import flattened, sheet_corners, skew_of
from motcua.scanning.rules.measured import Edge

LANGUAGE = "vie"
QUALITY = 82
LEAST_TO_READ = 200  # dpi given to the reader; the kept picture is never blown up
POOR, FEW = 0.55, 6  # a page read like this may lie on its side
READ_SECONDS = 100
LEAST_SKEW = 0.15
OSD_SECONDS, OSD_SURE = 20, 1.5


@dataclass(frozen=True)
class Words:
    """What the reader said of a page: its lines as (text, how sure 0-1), how many words, how sure in the mean."""

    lines: list[tuple[str, float]]
    count: int
    sure: float


def page_read(path: Path, media_type: str, *, number: int, to: Path, limits: Limits) -> dict[str, Any]:
    """The page read; ``page.jpg`` and ``layer.pdf`` lie in ``to`` afterwards."""
    cut: tuple[Edge, ...] = ()
    if media_type == PDF:
        picture, size = pdf_page(path, number, to)
        is_straightened, dpi, is_photo = False, round(picture.width / size[0] * 72), False
    else:
        picture, claimed = photo(path, media_type, limits)
        corners = None if claimed else sheet_corners(picture)  # a scanner that tells its dpi sees no table
        is_straightened, is_photo = corners is not None, claimed is None
        cut = measured(picture).edges if corners else ()
        picture = flattened(picture, corners) if corners else picture
        picture, size, dpi = _scaled(picture, None if corners else claimed)
    grey = picture.convert("L")
    facts = measured(grey, dpi)
    facts = replace(facts, edges=cut) if is_straightened else facts
    if facts.is_blank:
        picture.save(to / "page.jpg", "JPEG", quality=QUALITY, dpi=(dpi, dpi))
        return {**_told(facts, size, Words([], 0, 0.0)), "is_blank": True, "is_straightened": is_straightened}
    picture, words, turned, skew = _upright(picture, grey, dpi=dpi, to=to, is_photo=is_photo)
    size = (size[1], size[0]) if turned % 180 else size
    picture.save(to / "page.jpg", "JPEG", quality=QUALITY, dpi=(dpi, dpi))
    told = _told(replace(facts, width=picture.width, height=picture.height), size, words)
    return {**told, "turned": turned, "skew": skew, "is_straightened": is_straightened}


def _told(facts: Any, size: Size, words: Words) -> dict[str, Any]:
    lines = [{"text": text, "sure": round(sure, 3)} for text, sure in words.lines]
    base = {"turned": 0, "skew": 0.0, "is_straightened": False, "is_blank": False}
    return {**base, "measured": facts.as_json(), "lines": lines, "size": list(size), "sure": round(words.sure, 3)}


def _scaled(picture: Image.Image, claimed: int | None) -> tuple[Image.Image, Size, int]:
    """The page in its size on paper: by the dpi it claims, else as A4; never more than 300 dpi, never blown up."""
    is_upright = picture.height >= picture.width
    long = max(picture.size)
    dpi = claimed or max(1, round(long / A4[1] * 72))
    if dpi > DPI:
        factor = DPI / dpi
        picture = picture.resize(
            (round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS
        )
        dpi = DPI
    size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
    is_a4 = claimed is None and abs(max(size) / min(size) - A4[1] / A4[0]) < 0.03
    return picture, (A4 if is_upright else (A4[1], A4[0])) if is_a4 else size, dpi


def _upright(
    picture: Image.Image, grey: Image.Image, *, dpi: int, to: Path, is_photo: bool
) -> tuple[Image.Image, Words, int, float]:
    """Straight, read, and where it reads badly tried as it may lie; the better reading stays.

    ``grey`` is the same picture without its colours, made once for all that looks at it.
    """
    skew = skew_of(grey)
    straight = _turned(picture, skew)
    words = _read(straight, dpi, to, is_photo=is_photo)
    turned = 0
    if words.sure < POOR or words.count < FEW:
        turned = _lies(to)
    if turned:
        picture = picture.rotate(turned, expand=True)
        skew = skew_of(picture)
        straight = _turned(picture, skew)
        words = _read(straight, dpi, to, is_photo=is_photo)
    return straight, words, turned, skew


def _turned(picture: Image.Image, skew: float) -> Image.Image:
    if abs(skew) < LEAST_SKEW:
        return picture
    border = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return picture.rotate(skew, Image.Resampling.BILINEAR, fillcolor=border)


def _read(picture: Image.Image, dpi: int, to: Path, *, is_photo: bool) -> Words:
    """Tesseract's reading; the text layer has the size of the picture at ``dpi``."""
    grey = picture.convert("L")
    if is_photo:
        grey = evened(grey)
    if dpi < LEAST_TO_READ:
        factor = LEAST_TO_READ / dpi
        grey = grey.resize((round(grey.width * factor), round(grey.height * factor)), Image.Resampling.LANCZOS)
        dpi = LEAST_TO_READ
    source = to / "read.pgm"
    grey.save(source)
    command = ["tesseract", str(source), str(to / "layer"), "-l", LANGUAGE, "--dpi", str(dpi)]
    command += ["-c", "textonly_pdf=1", "pdf", "tsv"]
    subprocess.run(command, check=True, capture_output=True, timeout=READ_SECONDS)
    return told_words((to / "layer.tsv").read_text(encoding="utf-8"))


def evened(grey: Image.Image) -> Image.Image:
    """The writing of a photo on an even white, without the shadow of the hand that held the telephone."""
    tiny = (
        grey.reduce(max(1, max(grey.size) // 160)).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    )
    around = tiny.resize(grey.size, Image.Resampling.BICUBIC)
    return ImageOps.autocontrast(ImageChops.invert(ImageChops.subtract(around, grey)), cutoff=(0.5, 1))


def told_words(table: str) -> Words:
    """Lines of Tesseract's table of words, in reading order."""
    lines: dict[tuple[str, ...], list[tuple[str, float]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, sure = (row.get("text") or "").strip(), float(row.get("conf") or -1)
        if row.get("level") == "5" and text and sure >= 0:
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append((text, sure / 100))
    words = [one for line in lines.values() for one in line]
    long = [sure for text, sure in words if len(text) > 1]
    told = [(" ".join(text for text, _ in line), sum(sure for _, sure in line) / len(line)) for line in lines.values()]
    return Words(told, len(words), sum(long) / len(long) if long else 0.0)


def _lies(to: Path) -> int:
    """By how many degrees (counter-clockwise) the page must be turned, where the writing says so clearly."""
    command = ["tesseract", str(to / "read.pgm"), "-", "--psm", "0", "-l", "osd"]
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=OSD_SECONDS, text=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return 0
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    if float(told.get("Orientation confidence", 0)) < OSD_SURE:
        return 0
    return (360 - int(told.get("Rotate", 0))) % 360
