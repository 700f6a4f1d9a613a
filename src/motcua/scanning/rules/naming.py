"""How the file of a digitised paper is named. Law: DG-05, a proposal of this product, so it is data with a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.kernel.fold import fold

_NOT_IN_CODES = re.compile(r"[^a-z0-9.-]+")
LONGEST = 40


@dataclass(frozen=True)
class NameRule:
    """The pattern that holds from a day on; ``{case}``, ``{paper}``, ``{number}``."""

    since: date
    source: str
    is_verified: bool
    pattern: str
    pattern_alone: str  # of a paper that belongs to no case yet


RULES: Sequence[NameRule] = (
    NameRule(
        date(2023, 5, 25),
        "Đề xuất của sản phẩm; chưa tìm thấy quy định chung",
        is_verified=False,
        pattern="{case}_{paper}_{number:02d}.pdf",
        pattern_alone="{paper}_{number:02d}.pdf",
    ),
)


def file_name(case: str, paper: str, number: int, *, on: date) -> str:
    """The name: code of the dossier, code of the paper, running number; a reference stands for a missing code."""
    rule = next((one for one in reversed(RULES) if one.since <= on), RULES[0])
    known = {"case": coded(case).upper(), "paper": coded(paper) or "giay", "number": number}
    return (rule.pattern if known["case"] else rule.pattern_alone).format(**known)


def coded(text: str) -> str:
    """In letters that every file system takes: no marks, no blanks, at most forty."""
    return _NOT_IN_CODES.sub("-", fold(text)).strip("-.")[:LONGEST].rstrip("-.")
