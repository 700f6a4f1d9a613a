"""The parts that several documents share: head, case, person, signature, whom to ask."""

from typing import Any

from motcua.dossiers.prints.facts import Case, Contact, Office, Paper, Person, Signature
from motcua.dossiers.prints.sets import Form
from motcua.dossiers.prints.words import DOTS, date_line


def head(form: Form, paper: Paper) -> dict[str, Any]:
    """Issuing body, number and symbol, place and date."""
    office = paper.office
    return {
        "parent": office.parent_name.upper(),
        "name": office.name.upper(),
        "number": paper.number or _open_number(form, office),
        "date": date_line(office.place, paper.issued_at),
        "is_draft": paper.issued_at is None,
    }


def _open_number(form: Form, office: Office) -> str:
    symbol = form.symbol.format(office=office.symbol)
    return f"{DOTS}/{symbol}" if symbol else DOTS


def case(told: Case) -> dict[str, Any]:
    """The dossier and its procedure."""
    return {
        "code": told.code,
        "procedure": told.procedure,
        "person": person(told.person),
        "lookup_url": told.lookup_url,
    }


def person(told: Person) -> dict[str, str]:
    """A person with the words the law uses for them."""
    words = ("tổ chức", "Quý tổ chức", "Mã số thuế") if told.is_organisation else ("ông/bà", "Ông/Bà", "Số định danh")
    kind, address_as, number_label = words
    return {
        "kind": kind,
        "address_as": address_as,
        "name": told.name,
        "number_label": number_label,
        "number": told.number,
        "address": told.address,
        "phone": told.phone,
        "email": told.email,
    }


def signature(told: Signature, title: str) -> dict[str, Any]:
    """One signature; ``title`` stands where the signer has none of their own."""
    return {
        "titles": [line.upper() for line in (told.title or title).splitlines()],
        "name": told.name,
        "is_electronic": told.is_electronic,
    }


def contact(told: Contact, office: Office) -> dict[str, str]:
    """Whom to ask; the office itself where nobody is named."""
    return {
        "name": told.name or office.name,
        "phone": told.phone or office.phone,
        "web": told.web or office.website,
    }
