"""The answer that a case is declined on the merits."""

from typing import Any

from motcua.dossiers.prints.content.parts import case, contact, signature
from motcua.dossiers.prints.facts import RejectionFacts
from motcua.dossiers.prints.words import moment_words
from motcua.printing.letters import paragraphs


def rejection(told: RejectionFacts) -> dict[str, Any]:
    """What the answer prints."""
    office = told.paper.office
    return {
        "case": case(told.case),
        "office": office.name,
        "received": moment_words(told.received_at) if told.received_at else "",
        "reasons": paragraphs(told.reason),
        "legal_basis": told.legal_basis,
        "contact": contact(told.contact, office),
        "signer": signature(told.signer, "Người có thẩm quyền"),
    }
