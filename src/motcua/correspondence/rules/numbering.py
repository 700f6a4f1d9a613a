"""Numbers and symbols of documents: which kinds share a series, how a number is written, which year it counts in.

Law: VB-04. A number runs within the year from 01; number and symbol together are unique in the year.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from motcua.correspondence.rules.kinds import KINDS, Kind
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence

# What stands alone by default; everything else shares one series. A setting of the unit, the decree leaves it open.
DEFAULT_SERIES: Mapping[str, tuple[str, ...]] = {
    "NQ": ("NQ",),
    "QĐ": ("QĐ",),
    "CT": ("CT",),
    "GM": ("GM", "GGT", "GNP", "PG", "PC", "PB"),
}
OTHERS = "chung"
LARGEST = 99_999
SYMBOL = re.compile(r"[0-9A-ZĐÂĂÊÔƠƯa-zđ.&]{1,20}(-[0-9A-ZĐÂĂÊÔƠƯa-zđ.&]{1,20}){0,3}")
WRITTEN = re.compile(r"\s*(\d{1,6}[a-z]?)\s*/\s*(\S.*?)\s*")
BAD_SYMBOL = N_("Ký hiệu “%(symbol)s” chưa đúng. Ký hiệu gồm chữ viết tắt nối bằng gạch ngang, ví dụ UBND-VP.")
TWICE = N_("Loại “%(kind)s” đứng trong hai dãy số. Mỗi loại chỉ thuộc một dãy.")
NO_SUCH_KIND = N_("Không có loại văn bản “%(kind)s”.")
Series = Mapping[str, Sequence[str]]


def series_of(kind: str, series: Series) -> str:
    """The name of the series in which a kind is numbered."""
    return next((name for name, kinds in series.items() if kind in kinds), OTHERS)


def checked_series(series: Series) -> dict[str, list[str]]:
    """The series of a unit, each kind in one of them only; refuses with Invalid."""
    seen: set[str] = set()
    for kind in (one for kinds in series.values() for one in kinds):
        if kind not in KINDS:
            raise Invalid(NO_SUCH_KIND, {"series": Sentence(NO_SUCH_KIND, {"kind": kind})}, kind=kind)
        if kind in seen:
            raise Invalid(TWICE, {"series": Sentence(TWICE, {"kind": KINDS[kind].name})}, kind=KINDS[kind].name)
        seen.add(kind)
    return {name: list(kinds) for name, kinds in series.items() if kinds}


def out_book(unit_id: int, year: int, series: str) -> str:
    """The book of outgoing numbers of a unit, year and series."""
    return f"vb-di/{unit_id}/{year}/{series}"


def in_book(unit_id: int, year: int) -> str:
    """The book of incoming numbers of a unit and year: one for paper and electronic. Law: VB-06."""
    return f"vb-den/{unit_id}/{year}"


def number_text(number: int) -> str:
    """A number as it is written: two figures at least."""
    return f"{number:02d}"


def symbol_for(kind: Kind, body: str, section: str = "") -> str:
    """The symbol: abbreviation of the kind and of the body; a letter bears the body and who drafted it."""
    parts = (kind.abbreviation, body) if kind.abbreviation else (body, section)
    symbol = "-".join(filter(None, parts))
    if not SYMBOL.fullmatch(symbol):
        raise Invalid(BAD_SYMBOL, {"symbol": Sentence(BAD_SYMBOL, {"symbol": symbol})}, symbol=symbol)
    return symbol


def code_of(number: int, symbol: str) -> str:
    """Number and symbol as one: 12/QĐ-UBND."""
    return f"{number_text(number)}/{symbol}"


def parted(code: str) -> tuple[str, str]:
    """Number and symbol of a code that another body wrote; what cannot be parted is all symbol."""
    found = WRITTEN.fullmatch(code)
    return (found[1], found[2]) if found else ("", code.strip())


def written_date(on: date) -> str:
    """The date as a document bears it; days below 10 and months 1 and 2 with a nought before. Law: VB-03."""
    day = f"{on.day:02d}" if on.day < 10 else str(on.day)
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {day} tháng {month} năm {on.year}"
