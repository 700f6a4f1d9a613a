"""The dossier code: electronic id of the handling unit, date of receipt, running number of the day."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

AGENCY = r"[A-Z]?\d{1,3}(?:\.[A-Z]?\d{1,3})*"
AGENCY_CODE = re.compile(AGENCY)
CODE = re.compile(rf"({AGENCY})-(\d{{2}})(\d{{2}})(\d{{2}})-(\d{{4,9}})")
DATE_AND_NUMBER = re.compile(r"\d{10,15}")
CENTURY = 2000

NOT_A_CODE = N_("“%(value)s” không phải mã hồ sơ. Mã đúng có dạng H01.52.03-261124-0007.")
NOT_AN_AGENCY = N_("“%(value)s” không phải mã định danh điện tử của cơ quan.")
NOT_A_NUMBER = N_("Số thứ tự hồ sơ trong ngày phải từ 1 trở lên.")
NOT_THIS_CENTURY = N_("Mã hồ sơ chỉ ghi được ngày từ năm 2000 đến năm 2099.")


@dataclass(frozen=True)
class DossierCode:
    """The parts of a dossier code."""

    agency_code: str
    on: date
    number: int

    def __str__(self) -> str:
        return compose_dossier_code(self.agency_code, self.on, self.number)


def compose_dossier_code(agency_code: str, on: date, number: int) -> str:
    """``H01.52.03-261124-0007``; the number takes as many digits as it needs, at least four. Law: LC-05."""
    if not AGENCY_CODE.fullmatch(agency_code):
        raise Invalid(NOT_AN_AGENCY, value=agency_code)
    if number < 1:
        raise Invalid(NOT_A_NUMBER)
    if not CENTURY <= on.year < CENTURY + 100:
        raise Invalid(NOT_THIS_CENTURY)
    return f"{agency_code}-{on:%y%m%d}-{number:04d}"


def parse_dossier_code(text: str) -> DossierCode:
    """The parts of a code as people type it: any case, with spaces, with other hyphens. Refuses with Invalid.

    The older shape (``000.34.05.H01-240515-0001``) is read as well. Law: LC-05.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    found = CODE.fullmatch(re.sub("[‐‑‒–—−]", "-", plain)[:60])
    if not found:
        raise Invalid(NOT_A_CODE, value=text.strip()[:60])
    agency, year, month, day, number = found.groups()
    try:
        on = date(CENTURY + int(year), int(month), int(day))
    except ValueError:
        raise Invalid(NOT_A_CODE, value=text.strip()[:60]) from None
    if int(number) < 1:
        raise Invalid(NOT_A_CODE, value=text.strip()[:60])
    return DossierCode(agency, on, int(number))


def tidy_dossier_code(text: str, agency_codes: Iterable[str]) -> str | None:
    """The code as we write it, from what people typed: any case, blanks for hyphens, without dots; None for no code."""
    try:
        return str(parse_dossier_code(text))
    except Invalid:
        signs = _signs(text)
    for agency in sorted(agency_codes, key=len, reverse=True):
        rest = signs.removeprefix(_signs(agency))
        if rest != signs and DATE_AND_NUMBER.fullmatch(rest):
            return f"{agency}-{rest[:6]}-{rest[6:]}"
    return None


def _signs(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:80]).upper()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
