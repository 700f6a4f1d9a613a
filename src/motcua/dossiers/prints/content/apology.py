"""Form 04: apology and new date."""

from typing import Any

from motcua.dossiers.prints.content.parts import case, contact, signature
from motcua.dossiers.prints.facts import ApologyFacts
from motcua.dossiers.prints.words import day_words, local, moment_words
from motcua.printing.letters import paragraphs


def apology(told: ApologyFacts) -> dict[str, Any]:
    """What form 04 prints."""
    office = told.paper.office
    day = day_words(local(told.received_at).date())
    return {
        "case": case(told.case),
        "office": office.name,
        "received_on": day[0].upper() + day[1:],
        "received_by": told.received_by or office.name,
        "old_due": moment_words(told.old_due_at),
        "new_due": moment_words(told.new_due_at),
        "reasons": paragraphs(told.reason),
        "contact": contact(told.contact, office),
        "head_of_office": signature(told.head, "Thủ trưởng cơ quan, đơn vị"),
    }
