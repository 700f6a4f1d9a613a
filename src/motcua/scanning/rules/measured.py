"""What was measured of a page, and what that says of it; a sentence with what to do for each fault."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from motcua.kernel.words import N_, Sentence

Edge = Literal["top", "right", "bottom", "left"]
LEAST_DPI = 200  # Law: DG-02
LEAST_SHARP = 0.30
LEAST_BRIGHT, LEAST_CONTRAST = 75, 45
LEAST_INK = 0.0012
MOST_CUT = 0.5
SAME_PAGE = 4  # of 256 bits that may differ
A4_INCHES = 11.69


@dataclass(frozen=True)
class Measured:
    """Facts of one page as a picture. Levels 0-255, shares 0-1, lengths in points of the picture.

    ``sharp``: the steepest edges in parts of the contrast; ``paper``: the level of the paper; ``ink``: the share of
    what is darker than the paper; ``edges``: on which sides the paper, or what is written on it, leaves the picture;
    ``print``: 256 bits that stay alike for the same page.
    """

    width: int
    height: int
    sharp: float
    paper: int
    contrast: int
    ink: float
    edges: tuple[Edge, ...] = ()
    dpi: int | None = None
    print: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**asdict(self), "edges": list(self.edges)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Measured":
        """What ``as_json`` kept."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        return cls(**{**known, "edges": tuple(known.get("edges", ()))})

    @property
    def is_blank(self) -> bool:
        """Nothing is written on it."""
        return self.ink < LEAST_INK or self.contrast < LEAST_CONTRAST / 3


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a page; ``is_hard`` means it cannot be kept at all."""

    code: str
    page: int = 0
    is_hard: bool = False

    @property
    def sentence(self) -> Sentence:
        """What is wrong and what to do."""
        return Sentence(FAULTS[self.code])


FAULTS: Mapping[str, str] = {
    "empty": N_("Trang này trống, không thấy chữ. Hãy xem đã đặt đúng mặt giấy chưa rồi quét lại."),
    "blurred": N_("Trang này bị mờ, máy khó đọc chữ. Hãy giữ yên máy, chờ lấy nét rồi chụp lại."),
    "too_dark": N_("Trang này quá tối. Hãy đặt giấy nơi sáng hơn rồi chụp lại."),
    "too_light": N_("Chữ trên trang này quá nhạt. Hãy tăng độ đậm của máy quét, hoặc chụp lại, tránh bóng lóa."),
    "cut": N_("Trang này bị cắt mất mép. Hãy lùi máy ra cho thấy đủ bốn góc giấy rồi chụp lại."),
    "low_resolution": N_(
        "Trang này có độ phân giải thấp hơn 200 dpi. Hãy quét lại ở 200 dpi trở lên, hoặc chụp gần hơn."
    ),
    "duplicate": N_("Trang này giống hệt một trang trước. Hãy bỏ bớt nếu bị quét hai lần."),
}


def faults_of(measured: Measured, page: int = 0) -> tuple[Fault, ...]:
    """What is wrong with one page; an empty one says nothing else."""
    if measured.is_blank and measured.paper >= LEAST_BRIGHT:
        return (Fault("empty", page, is_hard=True),)
    found = [
        ("too_dark", measured.paper < LEAST_BRIGHT),
        ("too_light", measured.paper >= LEAST_BRIGHT and measured.contrast < LEAST_CONTRAST),
        ("blurred", measured.contrast >= LEAST_CONTRAST and measured.sharp < LEAST_SHARP),
        ("cut", bool(measured.edges)),
        ("low_resolution", measured.dpi is not None and measured.dpi < LEAST_DPI * 0.95),
    ]
    return tuple(Fault(code, page) for code, holds in found if holds)


def all_faults(pages: Sequence[Measured]) -> list[Fault]:
    """The faults of all pages, numbered from 1, those that are there twice among them."""
    found: list[Fault] = []
    for number, one in enumerate(pages, 1):
        found.extend(faults_of(one, number))
        if not one.is_blank and _is_among(one, pages[: number - 1]):
            found.append(Fault("duplicate", number))
    return found


def _is_among(page: Measured, others: Iterable[Measured]) -> bool:
    return any(differing(page.print, one.print) <= SAME_PAGE for one in others if not one.is_blank)


def differing(first: str, second: str) -> int:
    """In how many bits two fingerprints differ; all of them where one is missing."""
    if not first or len(first) != len(second):
        return 4 * max(len(first), len(second), 1)
    return (int(first, 16) ^ int(second, 16)).bit_count()
