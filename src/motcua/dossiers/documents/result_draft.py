"""The draft of a result, in the words of its procedure: for the officer to check, attach or replace."""

from motcua.dossiers.documents.parts import case
from motcua.dossiers.issue import case_facts
from motcua.dossiers.models import Dossier
from motcua.dossiers.places import place_told
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render_result
from motcua.dossiers.queries import terms_of
from motcua.kernel import clock
from motcua.people.queries import directory
from motcua.procedures.rules import filled


def has_result_draft(dossier: Dossier) -> bool:
    """Whether the procedure says what its result is written like."""
    return terms_of(dossier).bundle.templates.result is not None


def result_draft_pdf(dossier: Dossier) -> bytes | None:
    """The draft with the answers and facts of the case in their places; None where the procedure has no such text."""
    template = terms_of(dossier).bundle.templates.result
    if template is None:
        return None
    unit = directory().unit(dossier.competent_unit_id)

    def said(text: str) -> str:
        return filled(text, lambda name: place_told(dossier, name))

    facts = told.ResultFacts(
        paper=told.Paper(told.Office(unit.authority_name, place=unit.short_name)),
        case=case(case_facts(dossier, papers=[])),
        title=said(template.title),
        paragraphs=tuple(said(text) for text in template.paragraphs),
        signer=said(template.signer),
        printed_at=clock.now(),
    )
    return render_result(facts)
