"""Small facts an act is told: asks for papers, hand-over, payment; plain Python."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from motcua.kernel.words import N_

REASONS: Mapping[str, str] = {
    "missing": N_("Thiếu"),
    "incorrect": N_("Chưa đúng"),
    "outdated": N_("Hết hạn, đã cũ"),
}
DECLARATION, ANOTHER = "form", "other"  # what may be asked for beside the papers of the procedure


@dataclass(frozen=True)
class PaperAsk:
    """One paper to complete: which requirement, why (missing, incorrect, outdated), by which rule, what exactly."""

    requirement: str
    name: str
    reason: str
    explain: str
    rule: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values for the record."""
        return asdict(self)


@dataclass(frozen=True)
class Brought:
    """Who brought papers to a desk, and that what was written down was read out to them."""

    by: str
    is_agreed: bool


@dataclass(frozen=True)
class Receiver:
    """Who took the result and how that was made sure (card, signature, download, post).

    ``unpaid_reason`` says why it is handed over although something is still to be paid.
    """

    way: str
    name: str
    number: str = ""
    mandate: str = ""
    tracking: str = ""
    confirmed_by: str = "signature"
    unpaid_reason: str = ""
