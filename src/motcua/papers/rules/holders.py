"""Whose a paper is: told by the number, checked by the name, never found by a name alone; plain Python."""

from dataclasses import dataclass

from motcua.kernel.fold import fold
from motcua.kernel.identifiers import check_citizen_number, check_tax_code

PERSON, ORGANISATION = "person", "organisation"


@dataclass(frozen=True)
class Holder:
    """A person (citizen number) or an organisation (tax code), by the name they were told with."""

    kind: str
    number: str
    name: str


def owned_number(kind: str, number: str) -> str:
    """The number that a store is found by; nothing where it is none: without a number nobody has a store.

    A business that goes by the twelve digits of its owner is kept apart from the owner's own store.
    """
    if kind == PERSON:
        found = check_citizen_number(number)
        return found.number if found.valid else ""
    if kind == ORGANISATION:
        code = check_tax_code(number)
        return code.number if code.valid else ""
    return ""


def same_name(one: str, other: str) -> bool:
    """Whether two names are one name: spelling of marks (hoà, hòa), case and blanks do not tell people apart.

    A number that was typed wrongly nearly always carries another name: what is kept under it stays out of sight.
    """
    return bool(one.strip()) and _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
