"""Form 07 (2018: 06): register of dossiers."""

from typing import Any

from motcua.dossiers.prints.content.parts import signature
from motcua.dossiers.prints.facts import RegisterFacts, RegisterRow
from motcua.dossiers.prints.words import day_short, moment_short, two_digits


def register(told: RegisterFacts) -> dict[str, Any]:
    """What form 07 prints."""
    return {
        "book": told.book,
        "since": day_short(told.since),
        "until": day_short(told.until),
        "rows": [_row(row) for row in told.rows],
        "count": str(len(told.rows)),
        "keeper": signature(told.keeper, "Người lập sổ"),
    }


def _row(row: RegisterRow) -> dict[str, str]:
    return {
        "number": str(row.number or ""),
        "code": row.code,
        "procedure": row.procedure,
        "sets": two_digits(row.sets),
        "person": row.person,
        "contact": row.contact,
        "handling": row.handling,
        "received": moment_short(row.received_at),
        "due": moment_short(row.due_at),
        "returned": moment_short(row.returned_at),
        "delivery": row.delivery,
        "signed_by": row.signed_by,
        "note": row.note,
    }
