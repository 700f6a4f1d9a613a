"""Reading procedures: versions (kept for ever once read), what is in force, who takes applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.kernel.brief import Brief
from motcua.kernel.refusals import NotFound
from motcua.kernel.words import N_
from motcua.procedures.english import forget_english_titles
from motcua.procedures.models import Activation, FrontRule, Procedure, ProcedureVersion
from motcua.procedures.rules import (
    NATIONAL,
    OWN,
    Bundle,
    Confirmation,
    FrontChange,
    FrontLine,
    front_change,
    front_on,
    line_on,
)
from motcua.procedures.search import Hit, forget_search, search

if TYPE_CHECKING:
    from motcua.eforms.rules import Form

NO_SUCH = N_("Không có thủ tục mang mã %(code)s.")
NO_VERSION = N_("Không có phiên bản thủ tục này.")
VERSIONS_KEPT = 4096
_current: Brief[tuple[str, date], UUID | None] = Brief()
_takers: Brief[tuple[str, date], frozenset[int]] = Brief()
_lines: Brief[date, tuple[FrontLine, ...]] = Brief()
_stated: Brief[date, Mapping[str, tuple[str, bool]]] = Brief()
__all__ = ["Hit", "LoadedVersion", "forget_search", "search"]


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

    def form_in(self, language: str) -> "Form | None":
        """The same form with its words in ``language``, as far as it has them."""
        if language not in self._forms:
            english = self.bundle.english if language.startswith("en") else {}
            self._forms[language] = self.form.in_language(language, english) if self.form else None
        return self._forms[language]

    def bundle_in(self, language: str) -> Bundle:
        """The bundle with the words that people read in ``language``, as far as it has them."""
        return self._english if language.startswith("en") else self.bundle

    @cached_property
    def _english(self) -> Bundle:
        return self.bundle.in_english()

    @cached_property
    def _forms(self) -> "dict[str, Form | None]":
        return {}


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
    """The version of the procedure that is in force on ``on``, as known for at most five seconds."""
    found = _current.get((code, on), lambda: _current_id(code, on))
    return version(found) if found else None


def _current_id(code: str, on: date) -> UUID | None:
    found = ProcedureVersion.objects.filter(_in_force(on), procedure__code=code)
    return found.order_by("-number").values_list("id", flat=True).first()


def version_to_edit(code: str) -> LoadedVersion | None:
    """What an editor goes on from: the version nothing ends yet, also one only scheduled, so that its changes stay."""
    found = ProcedureVersion.objects.filter(procedure__code=code, valid_until=None).order_by("-number")
    newest = found.values_list("id", flat=True).first()
    return version(newest) if newest else None


def version_now(code: str, on: date) -> LoadedVersion | None:
    """The version that is in force on ``on``, read now: what is written must rest on no older one."""
    found = _current_id(code, on)
    return version(found) if found else None


def scheduled(code: str, on: date) -> list[ProcedureVersion]:
    """The versions that begin after ``on``, in that order, without what a later one replaced on its first day."""
    kept = ProcedureVersion.objects.filter(procedure__code=code, valid_from__gt=on).defer("bundle").order_by("number")
    by_day = {one.valid_from: one for one in kept}
    return [by_day[day] for day in sorted(by_day)]


def is_active(code: str, unit_id: int, on: date) -> bool:
    """Whether the unit takes applications for the procedure on ``on``, as known for at most five seconds."""
    return unit_id in units_taking(code, on)


def units_taking(code: str, on: date) -> frozenset[int]:
    """The units that take applications for the procedure on ``on``, as known for at most five seconds."""
    return _takers.get((code, on), lambda: active_unit_ids(code, on))


def forget_offers() -> None:
    """Read versions, activations and fronts anew at the next question; called by every act that changes them."""
    _current.forget()
    _takers.forget()
    _lines.forget()
    _stated.forget()
    forget_english_titles()


def front_of(code: str, on: date) -> str:
    """Who takes online applications for the procedure (no code: in the locality), as known for at most five seconds."""
    return front_on(_lines.get(on, front_lines), code, on, stated=_stated_front(code, on))


def next_front(code: str, on: date) -> FrontChange | None:
    """When the door moves next and where to, as known for at most five seconds."""
    return front_change(_lines.get(on, front_lines), code, on, stated=_stated_front(code, on))


def front_lines() -> tuple[FrontLine, ...]:
    """What was set, in order, read now."""
    kept = FrontRule.objects.order_by("id").values_list("procedure__code", "front", "from_on")
    return tuple(FrontLine(code or "", front, from_on) for code, front, from_on in kept)


def front_rules() -> QuerySet[FrontRule]:
    """What was set, in order, each with its procedure."""
    return FrontRule.objects.select_related("procedure").defer("procedure__detail").order_by("id")


def codes_apart(on: date) -> frozenset[str]:
    """The procedures that on this day do not follow the locality."""
    lines = front_lines()
    return frozenset(one.code for one in lines if one.code and line_on(lines, one.code, on) in {OWN, NATIONAL})


def _stated_front(code: str, on: date) -> str:
    """What the procedure's version in force states; the locality has none."""
    return _doors(on).get(code, (OWN, False))[0] if code else OWN


def is_taken_online(code: str, on: date) -> bool:
    """Whether one files online here: the version in force names that way, and our own pages take it. Law: TT-07."""
    return _doors(on).get(code, (OWN, False))[1] and front_of(code, on) == OWN


def _doors(on: date) -> Mapping[str, tuple[str, bool]]:
    """What the versions in force state: who takes online applications, and whether there is that way at all."""
    return _stated.get(on, lambda: _doors_now(on))


def _doors_now(on: date) -> Mapping[str, tuple[str, bool]]:
    kept = ProcedureVersion.objects.filter(_in_force(on)).order_by("number")
    return {code: (front, taken) for code, front, taken in kept.values_list("procedure__code", "front", "takes_online")}


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


def procedures_by_field(field: str | None = None) -> QuerySet[Procedure]:
    """The catalogue (of one field), the most asked first; without the long texts."""
    found = Procedure.objects.defer("detail", "name_folded")
    return found.filter(field=field) if field else found


def fields_counted() -> list[tuple[str, int]]:
    """The fields with how many procedures each has, the largest first."""
    counted = Procedure.objects.values_list("field").annotate(rows=Count("id")).order_by("-rows", "field")
    return [(field, rows) for field, rows in counted]


def procedures_of_life_event(key: str) -> list[Procedure]:
    """The procedures of an event of life, the operable ones first."""
    rows = Procedure.objects.defer("detail", "name_folded").order_by("-is_operable", "rank", "code")
    return [row for row in rows if key in row.life_events]


def versions_of(code: str) -> list[ProcedureVersion]:
    """Every version of the procedure, newest first, without its bundle."""
    return list(ProcedureVersion.objects.filter(procedure__code=code).defer("bundle").order_by("-number"))


def to_confirm_everywhere(on: date) -> dict[str, tuple[Confirmation, ...]]:
    """What the administrator still has to confirm: by code, of the version in force and of the description."""
    found: dict[str, tuple[Confirmation, ...]] = {}
    for code, detail in Procedure.objects.values_list("code", "detail").iterator(100):
        marks = tuple(Confirmation(one["about"], one["note"]) for one in detail.get("to_confirm", ()))
        if marks:
            found[code] = marks
    in_force = ProcedureVersion.objects.filter(_in_force(on)).order_by("number").values_list("procedure__code", "id")
    for code, version_id in in_force:
        found.pop(code, None)
        marks = version(version_id).bundle.confirmations
        if marks:
            found[code] = marks
    return found
