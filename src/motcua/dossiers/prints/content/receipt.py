"""Form 01: receipt and appointment slip."""

from typing import Any

from motcua.dossiers.prints.content.parts import case, person, signature
from motcua.dossiers.prints.facts import ReceiptFacts, Representative
from motcua.dossiers.prints.words import moment_words, two_digits
from motcua.kernel.money import format_dong


def receipt(told: ReceiptFacts) -> dict[str, Any]:
    """What form 01 prints."""
    office = told.paper.office
    return {
        "case": case(told.case),
        "desk": office.name,
        "representative": _representative(told.representative),
        "papers": [{"name": row.name, "kind": row.kind, "count": two_digits(row.count)} for row in told.papers],
        "sets": two_digits(told.sets),
        "limit": told.limit,
        "received": moment_words(told.received_at),
        "due": moment_words(told.due_at),
        "may_change": told.may_change,
        "delivery": told.delivery or office.name,
        "fees": _fees(told),
        "book": told.book,
        "handled_by": told.handled_by,
        "book_number": told.book_number,
        "submitter": signature(told.submitter, "Người nộp hồ sơ"),
        "receiver": signature(told.receiver, "Người tiếp nhận hồ sơ"),
        "office": {"address": office.address, "phone": office.phone, "email": office.email},
    }


def _representative(told: Representative | None) -> dict[str, str] | None:
    return {**person(told.person), "mandate": told.mandate} if told else None


def _fees(told: ReceiptFacts) -> dict[str, Any]:
    rows, total = told.fees, sum(row.amount for row in told.fees)
    return {
        "rows": [{"label": row.label, "amount": format_dong(row.amount)} for row in rows],
        "total": format_dong(total),
        "is_free": total == 0,
        "is_paid": told.is_paid,
        "is_open": told.is_fee_open,
    }
