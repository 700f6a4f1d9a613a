"""The parts that several documents share: head, case, person, signature, whom to ask."""

from typing import Any

from motcua.dossiers.prints.facts import Case, Contact, Office, Paper, Person, Signature
from motcua.dossiers.prints.sets import OFFICE_SYMBOL, Form
from motcua.dossiers.prints.words import DOTS, date_line, moment_words
from motcua.printing.letters import HOLD, paragraphs

DESK = "Bộ phận Tiếp nhận và Trả kết quả"
CONFIRMED = "Được xác nhận trên hệ thống"
MADE = "Hệ thống lập tự động"


def head(form: Form, paper: Paper) -> dict[str, Any]:
    """Issuing body, number and symbol, place and date."""
    office = paper.office
    name, place = _apart(office)
    return {
        "desk": _after_label(office.name),
        "parent": _whole_place(office.parent_name, office.place).upper(),
        "name": _whole_place(name, office.place).upper(),
        "place": place.upper(),
        "number": paper.number or _open_number(form),
        "date": date_line(office.place, paper.issued_at),
        "is_draft": paper.issued_at is None,
        "own_words": paragraphs(paper.own_words),
    }


def _apart(office: Office) -> tuple[str, str]:
    """The name of a desk, and apart the place it ends with: "thị trấn Núi Sập" stays on one line."""
    place = office.parent_name.removeprefix("UBND ")
    if office.parent_name.startswith("UBND ") and office.name.endswith(f" {place}"):
        return office.name.removesuffix(place).strip(), place
    return office.name, ""


def _whole_place(name: str, place: str) -> str:
    """A body with the name of its place in one piece: "UBND thị trấn" and below it "Phú Hoà", no word alone."""
    return name.replace(place, place.replace(" ", HOLD)) if place else name


def _after_label(name: str) -> str:
    """The desk as it stands after the form's own words, which are never said twice."""
    rest = name[len(DESK) :].strip() if name.casefold().startswith(DESK.casefold()) else ""
    return rest or name


def _open_number(form: Form) -> str:
    symbol = form.symbol.format(office=OFFICE_SYMBOL)
    return f"{DOTS}/{symbol}" if symbol else DOTS


def case(told: Case) -> dict[str, Any]:
    """The dossier and its procedure."""
    return {
        "code": told.code,
        "reference": told.reference,
        "sought": told.sought,
        "label": code_label(told),
        "procedure": told.procedure,
        "person": person(told.person),
        "lookup_url": told.lookup_url,
    }


def code_label(told: Case) -> str:
    """What the code of a case is called; before the receipt there is only one to look it up by."""
    return "Mã hồ sơ" if told.code else "Mã tra cứu"


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
        "notes": _notes(told),
        "to_sign": told.to_sign,
    }


def _notes(told: Signature) -> list[str]:
    """What takes the place of the hand, line by line; nothing leaves the place free."""
    at = told.confirmed_at or told.made_at
    return [CONFIRMED if told.confirmed_at else MADE, f"lúc {moment_words(at)}"] if at else []


def contact(told: Contact, office: Office) -> dict[str, str]:
    """Whom to ask; the office itself where nobody is named."""
    return {
        "name": told.name or office.name,
        "phone": told.phone or office.phone,
        "web": told.web or office.website,
    }
