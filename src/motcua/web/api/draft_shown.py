"""Drafts as the API's shapes: what is filled, what still lacks, what a new version carried over."""

from typing import Any

from django.utils.translation import get_language

from motcua.dossiers.intake import faults_of
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.procedures.queries import LoadedVersion, current_version, version
from motcua.procedures.rules.difference import difference
from motcua.web.ui.words import say

PLAIN = (
    *("id", "procedure_code", "version_id", "unit_id", "at_counter", "answers", "papers", "applicant"),
    *("delivery", "consent", "saved_at", "submitted_at"),
)


def draft_shown(draft: Draft) -> dict[str, Any]:
    """A draft with the faults that keep it from being handed in, by field, and whether the rules are new since."""
    told = {name: getattr(draft, name) for name in PLAIN}
    told["applicant"] = {key: value for key, value in draft.applicant.items() if key != "account"}
    if draft.submitted_at:
        return {**told, "is_outdated": False, "faults": {}}
    current = current_version(draft.procedure_code, clock.today())
    faults = faults_of(draft, version(draft.version_id))
    return {
        **told,
        "is_outdated": current is None or current.id != draft.version_id,
        "faults": {key: say(one) for key, one in faults.items()},
    }


def moved_shown(before: Draft, after: Draft, *, dropped: list[str]) -> dict[str, Any]:
    """What became of a draft under the new version: answers by their question, papers by their requirement."""
    old, new = version(before.version_id), version(after.version_id)
    papers = {key: bool(new.bundle.requirement(key)) for key, given in after.papers.items() if given}
    return {
        "draft": draft_shown(after),
        "number": new.number,
        "changed": _tops(old, new),
        "answers_carried": [_label(new, key) for key in after.answers if key in before.answers],
        "answers_dropped": dropped,
        "papers_carried": [key for key, is_asked in papers.items() if is_asked],
        "papers_not_asked": [key for key, is_asked in papers.items() if not is_asked],
    }


def _tops(old: LoadedVersion, new: LoadedVersion) -> list[str]:
    """The parts of the bundle that differ."""
    return list(dict.fromkeys(one.path.partition(".")[0].partition("[")[0] for one in difference(old.json, new.json)))


def _label(loaded: LoadedVersion, key: str) -> str:
    form = loaded.form_in(get_language() or "vi")
    return say(form.fields[key].label) if form and key in form.fields else key
