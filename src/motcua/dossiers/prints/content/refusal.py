"""Form 03: refusal to receive and handle the dossier."""

from dataclasses import asdict
from typing import Any

from motcua.dossiers.prints.content.parts import case, contact, signature
from motcua.dossiers.prints.facts import RefusalFacts
from motcua.printing.letters import paragraphs


def refusal(told: RefusalFacts) -> dict[str, Any]:
    """What form 03 prints."""
    return {
        "case": case(told.case),
        "desk": told.paper.office.name,
        "reasons": [line for reason in told.reasons for line in paragraphs(reason)],
        "legal_basis": told.legal_basis,
        "competent": asdict(told.competent) if told.competent else None,
        "contact": contact(told.contact, told.paper.office),
        "submitter": signature(told.submitter, "Người nộp hồ sơ"),
        "receiver": signature(told.receiver, "Người tiếp nhận hồ sơ"),
    }
