"""A statutory document as blocks that one template draws: lines, paragraphs, tables, signatures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints.letters import paragraphs, printable
from motcua.dossiers.prints.qr import QrContent, drawn, masked
from motcua.dossiers.prints.sets import Form
from motcua.dossiers.prints.words import date_line

DOTS = "……………………………"


@dataclass(frozen=True)
class Line:
    """``Label: value``; a label in front of nothing shows the dotted line of the form."""

    label: str
    value: str = ""
    kind: str = "line"
    is_strong: bool = False


@dataclass(frozen=True)
class Words:
    """A paragraph; ``align`` is left, center or justify."""

    text: str
    align: str = "justify"
    is_strong: bool = False
    is_italic: bool = False
    kind: str = "words"


@dataclass(frozen=True)
class Table:
    """Rows under a heading that stands again on every page; ``widths`` are shares of the line."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    kind: str = "table"


Block = Line | Words | Table


@dataclass(frozen=True)
class Document:
    """Everything the template needs."""

    office: dict[str, str]
    title: str
    number: str
    date_line: str
    blocks: Sequence[Block]
    signatures: Sequence[dict[str, str]] = ()
    foot: str = ""
    qr: str = ""
    code: str = ""
    is_wide: bool = False
    is_draft: bool = False
    form_number: str = field(default="")


def titled(  # noqa: PLR0917 - the four parts of every document
    form: Form, paper: told.Paper, case: told.Case | None, blocks: Sequence[Block], **more: Any
) -> Document:
    """A document of the form with its head, number, date and QR."""
    return Document(
        office=_office(paper.office),
        title=form.title,
        number=number_line(form, paper),
        date_line=date_line(printable(paper.office.place), paper.issued_at),
        blocks=blocks,
        qr=drawn(qr_of(form, case).text) if case and form.person_in_qr != "none" else "",
        code=printable(case.code) if case else "",
        form_number=form.number,
        is_draft=paper.issued_at is None,
        **more,
    )


def number_line(form: Form, paper: told.Paper) -> str:
    """``Số: 12/PBS-TTPVHCC``; dots where none was given, nothing where the form has none."""
    if not form.symbol:
        return ""
    symbol = form.symbol.format(office=paper.office.symbol)
    number = paper.number.rsplit("/", 1)[0] if "/" in paper.number else paper.number
    return f"Số: {printable(number) or '……'}/{symbol}"


def qr_of(form: Form, case: told.Case) -> QrContent:
    """What the symbol at the top left holds. Law: PR-03."""
    number = case.person.number
    person = number if form.person_in_qr == "full" else masked(number)
    return QrContent(case.code, case.procedure_code, person, case.lookup_url, form.title)


def _office(office: told.Office) -> dict[str, str]:
    return {key: printable(str(value)) for key, value in asdict(office).items()}


def line(label: str, value: str, *, strong: bool = False) -> Line:
    """A line of a form with its value made printable."""
    return Line(label, printable(value), is_strong=strong)


def words(text: str, **more: Any) -> list[Words]:
    """The paragraphs of a text."""
    return [Words(printable(part), **more) for part in paragraphs(text)]


def person_lines(person: told.Person) -> list[Line]:
    """The lines on whom the dossier is for."""
    kind = "Mã số thuế" if person.is_organisation else "Số định danh cá nhân"
    return [
        line("Tiếp nhận hồ sơ của", person.name, strong=True),
        line(kind, person.number),
        line("Địa chỉ", person.address),
        line("Số điện thoại", person.phone),
        line("Email", person.email),
    ]


def signature(role: str, signed: told.Signature) -> dict[str, str]:
    """A signature block: role, how it is signed, name."""
    note = "(đã ký số)" if signed.is_electronic else "(Ký và ghi rõ họ tên)"
    return {"role": role, "note": note, "name": printable(signed.name), "title": printable(signed.title)}


def contact_line(contact: told.Contact) -> list[Words]:
    """Whom to ask."""
    parts = [part for part in (contact.name, contact.phone, contact.web) if part]
    if not parts:
        return []
    return words(f"Nếu có vướng mắc, ông/bà liên hệ: {', '.join(parts)} để được hướng dẫn.")
