"""Form 02: request to supplement and complete the dossier."""

from typing import Any

from motcua.dossiers.prints.content.parts import case, contact, signature
from motcua.dossiers.prints.facts import AskRow, SupplementFacts
from motcua.dossiers.prints.words import moment_words, two_digits
from motcua.printing.letters import paragraphs


def supplement(told: SupplementFacts) -> dict[str, Any]:
    """What form 02 prints."""
    return {
        "case": case(told.case),
        "asks": [_ask(row) for row in told.asks],
        "reasons": paragraphs(told.reason),
        "answer_by": moment_words(told.answer_by) if told.answer_by else "",
        "contact": contact(told.contact, told.paper.office),
        "consent_by": told.consent_by,
        "consent_reason": told.consent_reason.rstrip(". "),
        "guide": signature(told.guide, "Người hướng dẫn"),
    }


def _ask(row: AskRow) -> dict[str, str]:
    counts = {"originals": row.originals, "certified": row.certified, "copies": row.copies}
    words = {key: two_digits(count) if count else "" for key, count in counts.items()}
    return {"name": row.name, "reason": row.reason, "rule": row.rule, **words}
