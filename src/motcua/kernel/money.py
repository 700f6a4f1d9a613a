"""Money is whole đồng: how it is written, read and said in words."""

import re
import unicodedata

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu")
BILLION = 10**9
MONEY = re.compile(r"(\d{1,3}(?:[. ,]\d{3})+|\d+)(?:đồng|đ|vnđ|vnd)?")

NOT_MONEY = N_("“%(value)s” không phải số tiền. Hãy ghi số đồng, ví dụ 20.000.")


def format_dong(amount: int) -> str:
    """``20.000 đồng``."""
    return f"{grouped(amount)} đồng"


def grouped(amount: int) -> str:
    """``20.000``."""
    return f"{amount:,}".replace(",", ".")


def parse_dong(text: str) -> int:
    """Whole đồng from what people type: ``20.000``, ``20 000 đồng``, ``20000đ``. Refuses with Invalid."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = MONEY.fullmatch(re.sub(r"\s+(?=[đv])", "", plain))
    if not found:
        raise Invalid(NOT_MONEY, value=text.strip()[:40])
    return int(re.sub(r"\D", "", found.group(1)))


def in_words(amount: int) -> str:
    """``hai mươi nghìn đồng``, as receipts say it."""
    if amount < 0:
        return f"âm {in_words(-amount)}"
    return f"{_number(amount)} đồng" if amount else "không đồng"


def _number(value: int, *, inside: bool = False) -> str:
    """A number above nothing; ``inside`` a greater one, hundreds are said even when there are none."""
    upper, rest = divmod(value, BILLION)
    said = [f"{_number(upper, inside=inside)} tỷ"] if upper else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            said.append(_group(group, full=inside or bool(said)) + SCALES[power])
    return " ".join(said)


def _group(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0 and ones:
        said.append(f"linh {DIGITS[ones]}" if said else DIGITS[ones])
    elif tens:
        said.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
        said += [_ones(tens, ones)] if ones else []
    return " ".join(said)


def _ones(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else DIGITS[ones]
