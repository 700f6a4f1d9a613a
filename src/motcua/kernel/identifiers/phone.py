"""Telephone numbers: kept as E.164, shown in groups."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

UNREADABLE = N_("“%(value)s” không phải số điện thoại. Ví dụ đúng: 0912 345 678.")
NOT_VALID = N_("Số điện thoại “%(value)s” không đúng. Hãy xem lại từng chữ số.")
HOTLINE = N_("“%(value)s” là số tổng đài hoặc số khẩn cấp. Hãy nhập số của bạn hoặc của người nhà.")


@dataclass(frozen=True)
class Phone:
    """One telephone number; only mobiles get text messages."""

    e164: str
    reading: str
    kind: Literal["mobile", "landline"]

    @property
    def kept(self) -> str:
        """As it is kept and dialled: 0912345678, a foreign one with +."""
        return f"0{self.e164[3:]}" if self.e164.startswith("+84") else self.e164


def kept_phone(text: str) -> str | None:
    """The number in the form we keep, or None if it is none."""
    try:
        return parse_phone(text).kept
    except Invalid:
        return None


@lru_cache(maxsize=1000)  # asked when a number is typed, shown again, handed in
def parse_phone(text: str) -> Phone:
    """The number that people wrote in any usual way; a foreign one begins with +. Refuses with Invalid."""
    import phonenumbers  # its tables are slow to load, and few commands need them

    shown = text.strip()[:40]
    if re.search(r"[A-Za-z]", shown):  # the library would read letters as the keys of a telephone
        raise Invalid(UNREADABLE, value=shown)
    try:
        number = phonenumbers.parse(shown, "VN")
    except phonenumbers.NumberParseException:
        raise Invalid(UNREADABLE, value=shown) from None
    kinds = phonenumbers.PhoneNumberType
    kind = phonenumbers.number_type(number)
    if kind in {kinds.TOLL_FREE, kinds.PREMIUM_RATE, kinds.SHARED_COST, kinds.UAN} or _is_short(number):
        raise Invalid(HOTLINE, value=shown)
    if not phonenumbers.is_valid_number(number):
        raise Invalid(NOT_VALID, value=shown)
    home = number.country_code == 84
    written = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return Phone(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        phonenumbers.format_number(number, written),
        "mobile" if kind in {kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE} else "landline",
    )


def _is_short(number: object) -> bool:
    return len(str(getattr(number, "national_number", ""))) <= 4
