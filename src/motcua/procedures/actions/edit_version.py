"""Change texts, fees or time limits of a procedure: a copy of its present bundle, published as the next version."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.people.rules import Actor
from motcua.procedures.actions.activate_procedure import NO_BUNDLE
from motcua.procedures.actions.publish_version import Published, publish_version
from motcua.procedures.queries import current_version
from motcua.procedures.rules import Change, difference
from motcua.procedures.rules.paths import NoSuchPlace, put

NO_PLACE = N_("Không có mục này trong thủ tục.")
NOT_CHANGED = N_("Chưa sửa được. Xem lại những mục được đánh dấu.")


def edit_version(
    *, code: str, changes: Mapping[str, Any], actor: Actor, valid_from: date | None = None, note: str = ""
) -> Published:
    """The next version with ``changes`` (path → value, for instance ``time_limits.counter.value`` → 2).

    Named parts are reached by key: ``requirements[birth_certificate].name``. Refuses with NotPermitted, Invalid,
    WrongMoment. Law: TT-01.
    """
    changed = changed_bundle(code, changes)
    return publish_version(changed, actor=actor, valid_from=valid_from, note=note)


def changed_bundle(code: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The present bundle with the changes made, not yet published."""
    loaded = current_version(code, clock.today())
    if loaded is None:
        raise WrongMoment(NO_BUNDLE)
    copy = deepcopy(dict(loaded.json))
    errors = {}
    for path, value in changes.items():
        try:
            put(copy, path, value)
        except NoSuchPlace:
            errors[path] = Sentence(NO_PLACE)
    if errors:
        raise Invalid(NOT_CHANGED, errors)
    return copy


def preview_changes(code: str, changes: Mapping[str, Any]) -> list[Change]:
    """What an edit would change, before it is published."""
    loaded = current_version(code, clock.today())
    changed = changed_bundle(code, changes)
    return difference(loaded.json, changed) if loaded else []
