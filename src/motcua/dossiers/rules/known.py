"""What a form asks of the applicant and the office knows already; plain Python."""

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.rules.representing import speaker_of
from motcua.eforms.rules import Form, prefill


def known_anew(
    form: Form | None, answers: Mapping[str, Any], *, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers that change with the applicant: what was filled from them follows, what was typed instead stays."""
    if form is None:
        return {}
    old = prefill(form, {"applicant": speaker_of(before)})
    new = prefill(form, {"applicant": speaker_of(after)})
    kept = [key for key in {**old, **new} if answers.get(key) == old.get(key)]
    return {key: new.get(key) for key in kept if new.get(key) != old.get(key)}
