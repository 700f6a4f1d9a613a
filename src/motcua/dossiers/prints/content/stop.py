"""Form 05: notice that the handling stops."""

from typing import Any

from motcua.dossiers.prints.content.parts import case, contact, signature
from motcua.dossiers.prints.facts import StopFacts
from motcua.dossiers.prints.words import moment_words
from motcua.printing.letters import paragraphs


def stop(told: StopFacts) -> dict[str, Any]:
    """What form 05 prints."""
    office = told.paper.office
    return {
        "case": case(told.case),
        "office": office.name,
        "received": moment_words(told.received_at) if told.received_at else "",
        "stopped": moment_words(told.stopped_at),
        "reasons": paragraphs(told.reason),
        "legal_basis": told.legal_basis,
        "papers_note": told.papers_note,
        "fees_note": told.fees_note,
        "contact": contact(told.contact, office),
        "signer": signature(told.signer, "Người ra thông báo"),
    }
