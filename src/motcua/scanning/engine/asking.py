"""Asking the child processes of digitising: look at a source, read one page, bind the pages."""

import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from motcua.files.bounded import ask, ask_each
from motcua.files.rules.limits import MEGABYTE, Limits
from motcua.scanning.rules.measured import Measured
from motcua.scanning.rules.proposals import Line

_ENGINE = "motcua.scanning.engine"
PROGRAMS: Mapping[str, str] = {"tesseract": "tesseract-ocr tesseract-ocr-vie", "pdftoppm": "poppler-utils"}
LOOK = Limits(memory_bytes=1_200 * MEGABYTE, cpu_seconds=30, wall_seconds=60)
READ = Limits(memory_bytes=2_500 * MEGABYTE, max_bytes=200 * MEGABYTE, cpu_seconds=150, wall_seconds=240)
BIND = replace(READ, cpu_seconds=120, wall_seconds=180)


@dataclass(frozen=True)
class Looked:
    """How many pages a source has, what was measured of those that are pictures, and whether it is signed."""

    pages: int
    measured: tuple[Measured, ...]
    is_signed: bool


@dataclass(frozen=True)
class PageRead:
    """One page, upright and straight; ``size`` in points as on paper; ``sure`` 0-1 is the mean of its words."""

    measured: Measured
    lines: tuple[Line, ...]
    size: tuple[float, float]
    sure: float
    turned: int
    skew: float
    is_straightened: bool
    is_blank: bool


@dataclass(frozen=True)
class Bound:
    """A searchable PDF/A-2b of so many pages."""

    pages: int


@cache
def missing_programs() -> tuple[str, ...]:
    """Debian packages that this machine lacks for reading pages; asked once in a process."""
    lacking = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if not lacking and not any(Path("/usr/share/tesseract-ocr").glob("*/tessdata/vie.traineddata")):
        lacking.append("tesseract-ocr-vie")
    return tuple(lacking)


def look(path: Path, media_type: str) -> Looked | None:
    """What the source is; None where it cannot be opened within the limits."""
    told = ask(_ENGINE, {"task": "look", "path": str(path), "media_type": media_type}, LOOK)
    if not told or "pages" not in told:
        return None
    return Looked(told["pages"], tuple(Measured.from_json(one) for one in told["measured"]), told["is_signed"])


@dataclass(frozen=True)
class ToRead:
    """One page of a source, from 0; its picture goes to ``to/page.jpg``, its text to ``to/layer.pdf``."""

    path: Path
    media_type: str
    number: int
    to: Path


def read_pages(pages: Sequence[ToRead]) -> Generator[PageRead | None, None, None]:
    """The pages read by one child, each told as soon as it is read; None for one that could not be.

    Ends early where the child was stopped by the page at hand: starting it anew for each page would cost more than
    half of what the reading of a short page costs.
    """
    told = [{**vars(one), "path": str(one.path), "to": str(one.to)} for one in pages]
    with closing(ask_each(_ENGINE, {"task": "pages", "pages": told}, READ)) as answers:
        for answer in answers:
            if "ended" in answer:
                return
            yield _page(answer) if "measured" in answer else None


def read_page(page: ToRead) -> PageRead | None:
    """One page; None where it could not be read."""
    with closing(read_pages([page])) as answers:
        return next(answers, None)


def _page(told: Mapping[str, Any]) -> PageRead:
    return PageRead(
        measured=Measured.from_json(told["measured"]),
        lines=tuple(Line(one["text"], one["sure"]) for one in told["lines"]),
        size=(told["size"][0], told["size"][1]),
        sure=told["sure"],
        turned=told["turned"],
        skew=told["skew"],
        is_straightened=told["is_straightened"],
        is_blank=told["is_blank"],
    )


def bind(pages: Sequence[Mapping[str, Any]], *, to: Path, title: str) -> Bound | None:
    """Pages ({"picture", "layer": paths, "size"}) as one searchable PDF/A-2b; None where that failed."""
    told = ask(_ENGINE, {"task": "bind", "pages": list(pages), "to": str(to), "title": title}, BIND)
    return Bound(told["pages"]) if told and told.get("pages") else None
