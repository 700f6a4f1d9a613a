"""Reading procedures: versions (kept for ever once read), what is in force, who takes applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.procedures.models import Activation, Procedure, ProcedureVersion
from motcua.procedures.rules import Bundle

if TYPE_CHECKING:
    from motcua.eforms.rules import Form

NO_SUCH = N_("Không có thủ tục mang mã %(code)s.")
NO_VERSION = N_("Không có phiên bản thủ tục này.")
VERSIONS_KEPT = 4096


@dataclass(frozen=True)
class LoadedVersion:
    """A version of a procedure, read and ready; the same object for every dossier under it."""

    id: UUID
    number: int
    procedure_code: str
    valid_from: date
    front: str
    bundle: Bundle
    json: Mapping[str, Any]

    @cached_property
    def form(self) -> "Form | None":
        """The e-form of this version."""
        from motcua.eforms.rules import Form

        return Form.from_json(self.bundle.form) if self.bundle.form else None


@lru_cache(maxsize=VERSIONS_KEPT)
def version(version_id: UUID) -> LoadedVersion:
    """The version; no statement once read, because a published version never changes."""
    found = ProcedureVersion.objects.select_related("procedure").filter(pk=version_id).first()
    if found is None:
        raise NotFound(NO_VERSION)
    return LoadedVersion(
        id=found.pk,
        number=found.number,
        procedure_code=found.procedure.code,
        valid_from=found.valid_from,
        front=found.front,
        bundle=Bundle.from_json(found.bundle),
        json=found.bundle,
    )


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def current_version(code: str, on: date) -> LoadedVersion | None:
    """The version of the procedure that is in force on ``on``; one statement."""
    found = (
        ProcedureVersion.objects.filter(_in_force(on), procedure__code=code)
        .order_by("-number")
        .values_list("id", flat=True)
        .first()
    )
    return version(found) if found else None


def is_active(code: str, unit_id: int, on: date) -> bool:
    """Whether the unit takes applications for the procedure on ``on``."""
    return _active(on).filter(procedure__code=code, unit_id=unit_id).exists()


def _active(on: date) -> QuerySet[Activation]:
    return Activation.objects.filter(from_on__lte=on).filter(Q(until_on__isnull=True) | Q(until_on__gte=on))


def active_unit_ids(code: str, on: date) -> frozenset[int]:
    """The units that take applications for the procedure."""
    return frozenset(_active(on).filter(procedure__code=code).values_list("unit_id", flat=True))


def active_codes(unit_id: int, on: date) -> frozenset[str]:
    """The procedures for which the unit takes applications."""
    return frozenset(_active(on).filter(unit_id=unit_id).values_list("procedure__code", flat=True))


def load_procedure(code: str) -> Procedure:
    """The procedure of this code, or NotFound."""
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        raise NotFound(NO_SUCH, code=code)
    return found
