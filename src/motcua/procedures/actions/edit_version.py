"""Change texts, fees or time limits of a procedure: a copy of its present bundle, published as the next version."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, WrongMoment
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.people.rules import Actor
from motcua.procedures.actions.activate_procedure import NO_BUNDLE
from motcua.procedures.actions.publish_version import Published, publish_version, replace_version
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.policies import may_publish
from motcua.procedures.queries import forget_offers, scheduled, version_now, version_to_edit
from motcua.procedures.rules import Change, difference
from motcua.procedures.rules.english import unread_lines
from motcua.procedures.rules.paths import NoSuchPlace, put
from motcua.procedures.search import forget_search

NO_PLACE = N_("Không có mục này trong thủ tục.")
NOT_CHANGED = N_("Chưa sửa được. Xem lại những mục được đánh dấu.")


def edit_version(
    *, code: str, changes: Mapping[str, Any], actor: Actor, valid_from: date | None = None, note: str = ""
) -> Published:
    """The next version with ``changes`` (path → value, for instance ``time_limits.counter.value`` → 2).

    Named parts are reached by key: ``requirements[birth_certificate].name``. A scheduled version is gone on from; an
    edit that begins before it is made in what is in force until then and in every scheduled version, so that none of
    them takes it back. Refuses with NotPermitted, Invalid, WrongMoment. Law: TT-01.
    """
    day = valid_from or clock.today()
    later = scheduled(code, day)
    if not later:
        return publish_version(changed_bundle(code, changes), actor=actor, valid_from=day, note=note)
    may_publish(actor, directory()).or_refuse()
    with transaction.atomic():
        Procedure.objects.select_for_update().get(code=code)
        done = [
            replace_version(one, changed(one.bundle, changes), actor=actor, day=max(day, one.valid_from), note=note)
            for one in [*_in_force(code, day), *later]
        ]
    forget_search()
    forget_offers()
    return done[0]


def _in_force(code: str, day: date) -> list[ProcedureVersion]:
    loaded = version_now(code, day)
    return [ProcedureVersion.objects.get(pk=loaded.id)] if loaded else []


def changed_bundle(code: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The newest bundle, in force or scheduled, with the changes made, not yet published."""
    loaded = version_to_edit(code)
    if loaded is None:
        raise WrongMoment(NO_BUNDLE)
    return changed(loaded.json, changes)


def changed(bundle: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the bundle with the changes made; refuses with Invalid a place that it does not have.

    The English of a sentence that was changed goes with it: nobody would read it any more.
    """
    copy = deepcopy(dict(bundle))
    errors = {}
    for path, value in changes.items():
        try:
            put(copy, path, value)
        except NoSuchPlace:
            errors[path] = Sentence(NO_PLACE)
    if errors:
        raise Invalid(NOT_CHANGED, errors)
    unread = unread_lines(copy)
    if unread:
        copy["english"] = {text: told for text, told in copy["english"].items() if text not in unread}
    return copy


def preview_changes(code: str, changes: Mapping[str, Any]) -> list[Change]:
    """What an edit would change, before it is published."""
    loaded = version_to_edit(code)
    return difference(loaded.json, changed(loaded.json, changes)) if loaded else []
