"""What may be said about a paper that somebody hands in as a file; plain Python."""

from motcua.files.rules.kinds import KINDS, Kind, accepted_kinds, extension_of, labels
from motcua.files.rules.limits import MEGABYTE, Limits
from motcua.files.rules.names import clean_name, with_extension
from motcua.files.rules.verdicts import REMARKS, WORDS, Verdict, Words

__all__ = [
    "KINDS",
    "MEGABYTE",
    "REMARKS",
    "WORDS",
    "Kind",
    "Limits",
    "Verdict",
    "Words",
    "accepted_kinds",
    "clean_name",
    "extension_of",
    "labels",
    "with_extension",
]
