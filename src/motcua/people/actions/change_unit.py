"""Correct how a unit is called and reached."""

from collections.abc import Mapping

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import nfc
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.actions.create_unit import slug_of
from motcua.people.models import Unit
from motcua.people.policies import may_manage_unit
from motcua.people.queries import forget_directory, load_unit
from motcua.people.rules import Actor, tidy_map_point

CHANGEABLE = ("name", "short_name", "address", "phone", "email", "map_point", "agency_code")


def change_unit(*, unit_id: int, changes: Mapping[str, str], actor: Actor) -> Unit:
    """The unit with new words; code, kind and place in the tree stay. Refuses with NotPermitted or Invalid."""
    unit = load_unit(unit_id)
    may_manage_unit(actor, unit.path).or_refuse()
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise Invalid(N_("Không đổi được mã, loại và cấp trên của đơn vị."))
    if not changes.get("name", unit.name).strip():
        raise Invalid(N_("Nhập tên đơn vị."), {"name": Sentence(N_("Nhập tên đơn vị."))})
    if "map_point" in changes:
        changes = {**changes, "map_point": tidy_map_point(changes["map_point"])}
    before = {key: getattr(unit, key) for key in changes}
    for key, value in changes.items():
        setattr(unit, key, nfc(value.strip()))
    after = {key: getattr(unit, key) for key in changes}
    if before == after:
        return unit
    unit.slug = slug_of(unit.short_name or unit.name)
    if before.get("agency_code", unit.agency_code) != unit.agency_code:
        unit.agency_code_is_demo = False
    with transaction.atomic():
        unit.save(update_fields=[*changes, "slug", "agency_code_is_demo"])
        facts = {"before": before, "after": after}
        record(subject_kind="unit", subject_id=unit.code, act="change_unit", actor=actor, facts=facts, at=clock.now())
    forget_directory()
    return unit
