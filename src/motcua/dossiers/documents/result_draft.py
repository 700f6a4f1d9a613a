"""The draft of a result, in the words of its procedure: for the officer to check, attach or replace."""

from collections.abc import Sequence

from motcua.dossiers.documents.parts import case
from motcua.dossiers.issue import case_facts
from motcua.dossiers.models import Dossier
from motcua.dossiers.places import place_told
from motcua.dossiers.prints import facts as told
from motcua.dossiers.prints import render_result
from motcua.dossiers.queries import terms_of
from motcua.kernel import clock
from motcua.people.queries import directory
from motcua.printing import paragraphs
from motcua.procedures.rules import filled


def has_result_draft(dossier: Dossier) -> bool:
    """Whether the procedure says what its result is written like."""
    return terms_of(dossier).bundle.templates.result is not None


def result_draft_pdf(dossier: Dossier) -> bytes | None:
    """The draft with the answers and facts of the case in their places; None where the procedure has no such text."""
    template = terms_of(dossier).bundle.templates.result
    if template is None:
        return None

    def said(text: str) -> str:
        return filled(text, lambda name: place_told(dossier, name))

    words = [said(text) for text in template.paragraphs]
    return _printed(dossier, said(template.title), words, signer=said(template.signer))


def result_text_pdf(dossier: Dossier, text: str) -> bytes:
    """A result that was written as words, as the document that is signed."""
    results = terms_of(dossier).bundle.results
    return _printed(dossier, results[0].name if results else dossier.title, paragraphs(text), signer="")


def _printed(dossier: Dossier, title: str, words: Sequence[str], *, signer: str) -> bytes:
    unit = directory().unit(dossier.competent_unit_id)
    facts = told.ResultFacts(
        paper=told.Paper(told.Office(unit.authority_name, place=unit.short_name)),
        case=case(case_facts(dossier, papers=[])),
        title=title,
        paragraphs=tuple(words),
        signer=signer,
        printed_at=clock.now(),
    )
    return render_result(facts)
