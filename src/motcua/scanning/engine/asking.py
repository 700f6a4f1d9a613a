"""Asking the child processes of digitising: look at a source, read one page, bind the pages."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from motcua.files.bounded import ask
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


def read_page(path: Path, media_type: str, *, number: int, to: Path) -> PageRead | None:
    """Page ``number`` (from 0) of the source, read; its picture goes to ``page.jpg``, its text to ``layer.pdf``."""
    request = {"task": "page", "path": str(path), "media_type": media_type, "number": number, "to": str(to)}
    told = ask(_ENGINE, request, READ)
    return _page(told) if told and "measured" in told else None


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
