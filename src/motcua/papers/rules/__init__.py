"""What a paper of the store is good for, until when, and whose it is; plain Python."""

from motcua.papers.rules.fitting import Condition, Kept, Wanted, condition_of, fits, ranked
from motcua.papers.rules.holders import Holder, owned_number, same_name
from motcua.papers.rules.levels import LEVEL_NAMES, LEVEL_WORDS, VERIFIED
from motcua.papers.rules.purpose import Purpose
from motcua.papers.rules.types import PaperType, Shelf, read_types

__all__ = [
    "LEVEL_NAMES",
    "LEVEL_WORDS",
    "VERIFIED",
    "Condition",
    "Holder",
    "Kept",
    "PaperType",
    "Purpose",
    "Shelf",
    "Wanted",
    "condition_of",
    "fits",
    "owned_number",
    "ranked",
    "read_types",
    "same_name",
]
