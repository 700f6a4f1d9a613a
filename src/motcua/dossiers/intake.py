"""What still keeps an application from being handed in: asked by the pages that show it and by the act that refuses."""

from motcua.dossiers.actions.start_draft import require_served
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.contact import applicant_errors, delivery_errors
from motcua.dossiers.rules.intake import lacking
from motcua.eforms.rules import validate
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.procedures.queries import LoadedVersion

NO_UNIT = N_("Hãy chọn nơi giải quyết hồ sơ.")


def faults_of(draft: Draft, loaded: LoadedVersion, language: str = "vi") -> dict[str, Sentence]:
    """Wrong answers, missing papers, no unit that takes it, no way to reach the applicant; by field.

    Questions and papers are named in ``language``, as far as the procedure has it.
    """
    found, form = unit_fault(draft), loaded.form_in(language)
    if form:
        found |= validate(form, draft.answers, clock.today())
    found |= applicant_errors(draft.applicant)
    found |= lacking(loaded.bundle_in(language), draft.papers, draft.answers)
    return found | delivery_errors(draft.delivery, draft.applicant)


def unit_fault(draft: Draft) -> dict[str, Sentence]:
    """No unit chosen, or one that does not take the procedure today."""
    if draft.unit_id is None:
        return {"unit": Sentence(NO_UNIT)}
    try:
        require_served(draft.procedure_code, draft.unit_id)
    except Invalid as refusal:
        return {"unit": refusal.sentence}
    return {}
