"""Put a new public body, desk or division into the tree."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.fold import fold, nfc
from motcua.kernel.refusals import AlreadyDone, Invalid
from motcua.kernel.words import N_, Sentence
from motcua.ledger.actions.record import record
from motcua.people.models import Unit, UnitKind
from motcua.people.policies import may_manage_everything, may_manage_unit
from motcua.people.queries import directory, forget_directory, load_unit
from motcua.people.rules import Actor, path_below, stands_below, tidy_map_point

CODE = re.compile(r"[0-9A-Z]+(-[0-9A-Z]+)*(@\d{4})?")

MISPLACED = N_("Loại “%(kind)s” không thể trực thuộc %(parent)s. Chọn loại khác hoặc đơn vị cấp trên khác.")
NEEDS_PARENT = N_("Loại “%(kind)s” phải trực thuộc một đơn vị. Chọn đơn vị cấp trên.")


@dataclass(frozen=True)
class UnitWords:
    """How a unit is called and reached."""

    name: str
    short_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    map_point: str = ""


def slug_of(name: str) -> str:
    """The name for addresses on the web: folded, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:100]


def _check(code: str, kind: str, words: UnitWords, *, parent: Unit | None) -> None:
    errors = {}
    if not CODE.fullmatch(code) or len(code) > 32:
        errors["code"] = Sentence(N_("Mã đơn vị chỉ gồm chữ in hoa không dấu, chữ số và dấu gạch nối."))
    if kind not in UnitKind.values:
        errors["kind"] = Sentence(N_("Chọn một loại đơn vị."))
    elif not stands_below(kind, parent.kind if parent else ""):
        errors["kind"] = _misplaced(UnitKind(kind), parent)
    if not words.name.strip():
        errors["name"] = Sentence(N_("Nhập tên đơn vị."))
    if errors:
        raise Invalid(N_("Chưa tạo được đơn vị. Xem lại những ô được đánh dấu."), errors)


def _misplaced(kind: UnitKind, parent: Unit | None) -> Sentence:
    if parent is None:
        return Sentence(NEEDS_PARENT, {"kind": Sentence(str(kind.label))})
    return Sentence(MISPLACED, {"kind": Sentence(str(kind.label)), "parent": parent.name})


def create_unit(
    *,
    parent_id: int | None,
    code: str,
    kind: str,
    words: UnitWords,
    valid_from: date,
    agency_code: str = "",
    actor: Actor,
) -> Unit:
    """A new unit below ``parent_id`` from ``valid_from`` on. Refuses with NotPermitted, Invalid or AlreadyDone."""
    parent = load_unit(parent_id) if parent_id is not None else None
    allowed = may_manage_unit(actor, parent.path) if parent else may_manage_everything(actor, directory())
    allowed.or_refuse()
    _check(code, kind, words, parent=parent)
    if Unit.objects.filter(code=code).exists():
        raise AlreadyDone(N_("Đã có đơn vị mang mã %(code)s."), code=code)
    name = nfc(words.name.strip())
    with transaction.atomic():
        unit = Unit.objects.create(
            code=code,
            kind=kind,
            name=name,
            short_name=nfc(words.short_name.strip()) or name,
            slug=slug_of(words.short_name or name),
            parent=parent,
            path=path_below(parent.path if parent else "", code),
            valid_from=valid_from,
            agency_code=agency_code,
            address=words.address,
            phone=words.phone,
            email=words.email,
            map_point=tidy_map_point(words.map_point),
        )
        facts = {"name": unit.name, "kind": kind, "path": unit.path, "valid_from": valid_from.isoformat()}
        record(subject_kind="unit", subject_id=code, act="create_unit", actor=actor, facts=facts, at=clock.now())
    forget_directory()
    return unit
