"""The 12-digit personal number and the old 9-digit one: shape, and whether it agrees with a birth date and a sex."""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from motcua.kernel.words import N_, Sentence

PROVINCES = Path(__file__).resolve().parent.parent / "data" / "personal_id_provinces.csv"
SEXES: Mapping[str, str] = {
    **dict.fromkeys(("nam", "m", "male"), "M"),
    **dict.fromkeys(("nữ", "nu", "f", "female"), "F"),
}

NOT_TWELVE = N_("Số định danh cá nhân phải có đúng 12 chữ số.")
OLD_NUMBER = N_("Đây là số chứng minh nhân dân cũ (9 số). Hãy dùng số định danh cá nhân 12 số trên thẻ căn cước.")
NO_PROVINCE = N_("Ba số đầu %(code)s không phải mã tỉnh, thành phố nào. Hãy đối chiếu với thẻ.")
BORN_ABROAD = N_("Ba số đầu %(code)s thường là của người đăng ký khai sinh ở nước ngoài. Hãy đối chiếu với thẻ.")
OTHER_YEAR = N_("Số định danh cho biết năm sinh %(told)s, khác với năm sinh %(given)s. Hãy đối chiếu với thẻ.")
OTHER_SEX_MAN = N_("Số định danh là của người có giới tính nam, khác với giới tính đã ghi. Hãy đối chiếu với thẻ.")
OTHER_SEX_WOMAN = N_("Số định danh là của người có giới tính nữ, khác với giới tính đã ghi. Hãy đối chiếu với thẻ.")


@dataclass(frozen=True)
class NumberCheck:
    """What a personal number tells by itself. There is no check digit: contradictions warn and never block."""

    number: str
    valid: bool
    province: str | None = None
    birth_year: int | None = None
    sex: str | None = None
    warnings: tuple[Sentence, ...] = ()


def plain_digits(text: str) -> str:
    """``text`` with full-width digits made plain and without the spaces, dots and hyphens people write between."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in ".-‐‑–\u200b\ufeff")


def is_number(text: str, *lengths: int) -> bool:
    """Whether ``text`` is all plain digits, so many of them."""
    return text.isascii() and text.isdigit() and len(text) in lengths


def sex_of(text: str | None) -> str:
    """``M``, ``F`` or nothing for what people and cards write."""
    return SEXES.get(unicodedata.normalize("NFC", (text or "").strip()).lower(), "")


@lru_cache(maxsize=1)
def provinces() -> Mapping[str, str]:
    """Names of provinces by the three digits with which personal numbers begin."""
    with PROVINCES.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def check_citizen_number(number: str, birth_date: date | None = None, gender: str | None = None) -> NumberCheck:
    """Whether it has the shape of a personal number, and in what it disagrees with the birth date and sex given."""
    digits = plain_digits(number)
    if not is_number(digits, 12):
        old = is_number(digits, 9)
        return NumberCheck(digits, valid=False, warnings=(Sentence(OLD_NUMBER if old else NOT_TWELVE),))
    century, woman = divmod(int(digits[3]), 2)
    year, sex = 1900 + 100 * century + int(digits[4:6]), "F" if woman else "M"
    warnings = [*_province(digits[:3])]
    if birth_date is not None and birth_date.year != year:
        warnings.append(Sentence(OTHER_YEAR, {"told": year, "given": birth_date.year}))
    if sex_of(gender) not in {"", sex}:
        warnings.append(Sentence(OTHER_SEX_WOMAN if woman else OTHER_SEX_MAN))
    return NumberCheck(digits, True, provinces().get(digits[:3]), year, sex, tuple(warnings))


def _province(code: str) -> list[Sentence]:
    if code in provinces():
        return []
    return [Sentence(NO_PROVINCE if code[0] == "0" else BORN_ABROAD, {"code": code})]
