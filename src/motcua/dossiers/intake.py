"""What still keeps an application from being handed in: asked by the pages that show it and by the act that refuses."""

from motcua.dossiers.actions.start_draft import require_served
from motcua.dossiers.models import Draft
from motcua.dossiers.reusing import store_faults
from motcua.dossiers.rules.contact import applicant_errors, delivery_errors
from motcua.dossiers.rules.intake import lacking
from motcua.eforms.rules import Form, validate
from motcua.kernel import clock
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.procedures.queries import LoadedVersion

NO_UNIT = N_("Hãy chọn nơi giải quyết hồ sơ.")


def faults_of(draft: Draft, loaded: LoadedVersion, form: Form | None = None) -> dict[str, Sentence]:
    """Wrong answers, missing papers, no unit that takes it, no way to reach the applicant; by field.

    ``form`` is the same form in the words of who reads this.
    """
    found = unit_fault(draft)
    if loaded.form:
        found |= validate(form or loaded.form, draft.answers, clock.today())
    found |= applicant_errors(draft.applicant)
    found |= lacking(loaded.bundle, draft.papers, draft.answers) | store_faults(draft, loaded)
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
