"""Whom a case can be sent to: the rooms beside its holder, the bodies around and above its office, other communes."""

from collections.abc import Iterator

from motcua.dossiers.models import Dossier
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_
from motcua.people.directory import Directory, PostRef, UnitRef
from motcua.people.queries import directory
from motcua.people.rules import valid_on

BESIDE = N_("Trong cơ quan")
AROUND = N_("Cơ quan khác trên địa bàn")
ABOVE = N_("Phòng chuyên môn cấp trên")
ELSEWHERE = N_("Xã, thị trấn khác")
NO_UNIT = N_("Hãy chọn cơ quan phối hợp.")
OWN = N_("Hồ sơ đang ở %(unit)s. Hãy chọn cơ quan khác.")
NOBODY_THERE = N_("%(unit)s chưa có người nhận việc trên hệ thống. Hãy chọn cơ quan khác hoặc báo quản trị viên.")


def bodies_around(dossier: Dossier) -> Iterator[tuple[str, list[UnitRef]]]:
    """The bodies to choose from, in groups; never the one that holds the case."""
    known = directory()
    own = known.authority_of(dossier.competent_unit_id) or known.unit(dossier.competent_unit_id)
    near = known.ancestry(own.id)
    groups = {
        BESIDE: [one for one in known.children(own.id) if one.kind == "division" and one.is_open_on(known.on)],
        AROUND: [one for unit in near for one in known.children(unit.id) if one.kind == "agency"],
        ABOVE: [
            one
            for unit in near[1:]
            for one in known.children(unit.id)
            if one.kind == "division" and one.is_open_on(known.on)
        ],
        ELSEWHERE: [one for one in known.communes() if one.id != own.id],
    }
    for name, units in groups.items():
        found = [one for one in units if one.id != dossier.holder_unit_id and _exists(one, known)]
        if found:
            yield name, found


def receiving_post(dossier: Dossier, unit_id: int) -> PostRef | None:
    """Who takes a question for a unit, of those who sit there: its specialist, else its leader, else anyone.

    None for an agency where nobody does: it works in a system of its own and answers outside this one. Refuses with
    Invalid the body that has the case, and an office of ours where nobody sits.
    """
    known = directory()
    if unit_id not in {unit.id for unit in known.units} or not _exists(known.unit(unit_id), known):
        raise Invalid(NO_UNIT)
    taker = _taker(known, unit_id, dossier.procedure_field)
    if unit_id == dossier.holder_unit_id or (taker and taker.id == dossier.holder_post_id):
        raise Invalid(OWN, unit=known.unit(unit_id).name)
    if taker is None and known.unit(unit_id).kind != "agency":
        raise Invalid(NOBODY_THERE, unit=known.unit(unit_id).name)
    return taker


def answers_outside(unit: UnitRef) -> bool:
    """The agency has nobody in this system."""
    known = directory()
    return unit.kind == "agency" and _taker(known, unit.id, "") is None


def _taker(known: Directory, unit_id: int, field: str) -> PostRef | None:
    inside = known.subtree_ids(unit_id)
    for role, of_field in (("specialist", field), ("specialist", None), ("leader", None), (None, None)):
        found = next((post for post in known.posts_of(inside, role, of_field) if post.is_held), None)
        if found:
            return found
    return None


def _exists(unit: UnitRef, known: Directory) -> bool:
    return valid_on(known.on, unit.valid_from, unit.valid_until)
