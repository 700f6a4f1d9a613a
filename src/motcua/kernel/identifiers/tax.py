"""The tax code: 10 digits with a check digit, 13 for a branch, or the 12-digit personal number."""

from dataclasses import dataclass
from typing import Literal

from motcua.kernel.identifiers.citizen import NumberCheck, check_citizen_number, is_number, plain_digits
from motcua.kernel.words import N_, Sentence

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)

LENGTH = N_("Mã số thuế phải có 10 số, 13 số (đơn vị phụ thuộc) hoặc 12 số (số định danh cá nhân).")
WRONG = N_("Mã số thuế không đúng: số kiểm tra không khớp. Hãy xem lại từng chữ số.")
ZEROS = N_("Mã số thuế không đúng: bảy số giữa không thể đều là số 0.")
BRANCH = N_("Ba số cuối của mã đơn vị phụ thuộc phải từ 001 đến 999.")
PERSON = N_("Mã số thuế 12 số là số định danh của cá nhân hoặc hộ kinh doanh (từ 01/07/2025).")


@dataclass(frozen=True)
class TaxCode:
    """A tax code as it is written, and what is wrong with it."""

    number: str
    valid: bool
    kind: Literal["organisation", "branch", "person", ""] = ""
    display: str = ""
    warnings: tuple[Sentence, ...] = ()


def check_digit(first_nine: str) -> str | None:
    """The tenth digit that belongs to the first nine; None when no code begins with them."""
    found = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, first_nine, strict=True)) % 11
    return None if found == 10 else str(found)


def check_tax_code(text: str) -> TaxCode:
    """Whether the digits are a possible tax code; it does not say whether the code was issued."""
    digits = plain_digits(text)
    if not is_number(digits, 10, 12, 13):
        return TaxCode(digits, valid=False, warnings=(Sentence(LENGTH),))
    if len(digits) == 12:
        return _person(check_citizen_number(digits))
    display = f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits
    kind: Literal["organisation", "branch"] = "branch" if len(digits) == 13 else "organisation"
    wrong = _wrong(digits)
    return TaxCode(digits, not wrong, kind, display, (Sentence(wrong),) if wrong else ())


def _wrong(digits: str) -> str:
    if digits[2:9] == "0" * 7:
        return ZEROS
    if check_digit(digits[:9]) != digits[9]:
        return WRONG
    return BRANCH if digits[10:] == "000" else ""


def _person(checked: NumberCheck) -> TaxCode:
    return TaxCode(checked.number, checked.valid, "person", checked.number, (Sentence(PERSON), *checked.warnings))
