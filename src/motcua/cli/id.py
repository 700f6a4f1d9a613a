"""``motcua id``: what does a card's QR or a tax code say, and can it be right?"""

import argparse
from collections.abc import Iterable
from typing import Any

from motcua.cli.parsing import add_command
from motcua.kernel.identifiers import check_tax_code, parse_card_qr
from motcua.kernel.words import Sentence

CARD = "motcua id card '089193001234||Nguyễn Thị Bé|05061993|Nữ|Vĩnh Trạch, Thoại Sơn, An Giang|16082022'"
TAX = "motcua id tax 0314409058-002"


def register(subparsers: Any) -> None:
    """Add the command with its two kinds."""
    parser = add_command(subparsers, "id", help="đọc mã QR thẻ căn cước, kiểm tra mã số thuế", example=TAX)
    kinds = parser.add_subparsers(dest="id_kind", metavar="LOẠI", required=True)
    card = add_command(kinds, "card", help="đọc mã QR của thẻ căn cước", example=CARD)
    card.add_argument("text", metavar="QR", help="nội dung mã QR")
    card.set_defaults(run=card_of)
    tax = add_command(kinds, "tax", help="kiểm tra mã số thuế 10, 12 hoặc 13 số", example=TAX)
    tax.add_argument("number", metavar="N", help="mã số thuế")
    tax.set_defaults(run=tax_of)


def card_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields of the card, with what is doubtful."""
    from motcua.kernel.clock import today

    card = parse_card_qr(arguments.text, on=today())
    return {
        "valid": card.valid,
        "warnings": _told(card.warnings),
        "number": card.number,
        "old_number": card.old_number,
        "name": card.name,
        "birth_date": card.birth_date.isoformat() if card.birth_date else None,
        "gender": card.gender,
        "address": card.address,
        "issued_on": card.issued_on.isoformat() if card.issued_on else None,
    }


def tax_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Whether the code can be right."""
    code = check_tax_code(arguments.number)
    return {
        "valid": code.valid,
        "warnings": _told(code.warnings),
        "number": code.number,
        "kind": code.kind,
        "display": code.display,
    }


def _told(sentences: Iterable[Sentence]) -> list[str]:
    return [str(sentence) for sentence in sentences]
