"""Units: the tree, one unit with its posts, and what may be changed there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.fold import fold
from motcua.kernel.words import N_, Sentence
from motcua.people.actions.change_unit import change_unit
from motcua.people.actions.close_unit import close_unit
from motcua.people.actions.create_unit import UnitWords, create_unit
from motcua.people.directory import UnitRef
from motcua.people.models import UnitKind, UnitSuccession
from motcua.people.policies import may_manage_everything, may_manage_unit
from motcua.people.queries import directory, hamlets_of
from motcua.people.rules import Actor, covers, valid_on
from motcua.web.console.pages import Deed, show
from motcua.web.console.scope import (
    holders_of,
    keepers_only,
    managed_units,
    readers_only,
    unit_seen,
    units_of,
)
from motcua.web.console.unit_forms import KINDS, ROLES, CloseUnitForm, NewUnitForm, UnitFactsForm, today_text
from motcua.web.ui.access import actor_of
from motcua.web.ui.deeds import filled
from motcua.workdays.queries import hours_of

CLOSING = N_(
    "Đơn vị, mọi bộ phận bên trong và mọi phân công ở đó kết thúc vào ngày này. Không mở lại được: muốn làm tiếp phải"
    " tạo đơn vị mới. Sổ theo dõi và hồ sơ cũ vẫn đọc được."
)
STATES = {"open": N_("Đang hoạt động"), "closed": N_("Đã kết thúc"), "known": N_("Chỉ để biết")}
KIND_NAMES = {kind.value: str(kind.label) for kind in UnitKind}


@dataclass(frozen=True)
class Row:
    """A unit in the tree, with its depth below the topmost one shown."""

    unit: UnitRef
    depth: int
    state: str
    vacant: int

    @property
    def kind_name(self) -> str:
        """What it is."""
        return KIND_NAMES[self.unit.kind]


def state_of(unit: UnitRef, on: date) -> str:
    """Whether the installation works for the unit, did, or only knows it."""
    if not valid_on(on, unit.valid_from, unit.valid_until):
        return "closed"
    return "open" if unit.is_operating else "known"


def tree(actor: Actor, *, text: str = "", state: str = "open") -> list[Row]:
    """The units of the actor in the order of the tree, those that fit."""
    known, wanted = directory(), fold(text)
    vacancies = vacant_posts({unit.id for unit in units_of(actor)})
    found = []
    for unit in units_of(actor):
        its = state_of(unit, known.on)
        fits = wanted in fold(f"{unit.code} {unit.name} {unit.short_name}") and state in ("all", its)
        if fits:
            depth = 0 if text else unit.path.count("/") - 2
            found.append(Row(unit, depth, its, vacancies.get(unit.id, 0)))
    least = min((row.depth for row in found), default=0)
    return [Row(row.unit, row.depth - least, row.state, row.vacant) for row in found]


def vacant_posts(unit_ids: set[int]) -> dict[int, int]:
    """How many of today's posts nobody holds, by unit."""
    posts = directory().posts_of(unit_ids)
    held = holders_of([post.id for post in posts])
    counted: dict[int, int] = {}
    for post in posts:
        if post.id not in held:
            counted[post.unit_id] = counted.get(post.unit_id, 0) + 1
    return counted


@readers_only
def units(request: HttpRequest) -> HttpResponse:
    """The tree, searched and filtered."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    state = request.GET.get("muc", "open")
    rows = tree(actor, text=text, state=state)
    context: dict[str, Any] = {"part": "units", "rows": rows, "text": text, "state": state, "states": STATES}
    context["may_create"] = bool(managed_units(actor))
    return render(request, "console/units.html", context)


@readers_only
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: facts, posts with who holds them, successors, hours."""
    actor = actor_of(request)
    found, known = unit_seen(actor, unit_id), directory()
    posts = [post for post in known.posts if post.unit_id == unit_id]
    context = {
        "part": "units",
        "unit": found,
        "state": state_of(found, known.on),
        "kind_name": KIND_NAMES[found.kind],
        "above": [(one, one in units_of(actor)) for one in reversed(known.ancestry(unit_id)[1:])],
        "below": known.children(unit_id),
        "posts": [post for post in posts if valid_on(known.on, post.valid_from, post.valid_until)],
        "former": [post for post in posts if not valid_on(known.on, post.valid_from, post.valid_until)],
        "holders": holders_of([post.id for post in posts]),
        "hamlets": hamlets_of(unit_id),
        "hours": hours_of(unit_id),
        "role_names": dict(ROLES),
        **_successions(unit_id),
    }
    context["may_manage"] = may_manage_unit(actor, found.path).allowed and actor.has_role("administrator")
    return render(request, "console/unit.html", context)


def _successions(unit_id: int) -> dict[str, Any]:
    rows = UnitSuccession.objects.select_related("old", "new")
    return {"successors": list(rows.filter(old=unit_id)), "predecessors": list(rows.filter(new=unit_id))}


def unit_options(units: tuple[UnitRef, ...]) -> list[tuple[str, str]]:
    """Units for a select, with their code."""
    return [(str(one.id), f"{one.name} ({one.code})") for one in units]


@keepers_only
def new_unit(request: HttpRequest) -> HttpResponse:
    """A unit begins below one that the actor manages."""
    actor = actor_of(request)
    parents = unit_options(managed_units(actor))
    if may_manage_everything(actor, directory()):
        parents += [("top", N_("Không trực thuộc đơn vị nào"))]
    initial = {"parent": request.GET.get("duoi", ""), "valid_from": today_text()}
    form = filled(request, NewUnitForm, initial, options={"parent": parents, "kind": KINDS})
    deed = Deed(
        N_("Thêm đơn vị"),
        N_("Đơn vị mới hiện trong cây ngay. Sau đó tạo vị trí, phân công cán bộ và bật thủ tục cho đơn vị."),
        form,
        lambda given: _create(actor, given),
        reverse("console:units"),
        "units",
        N_("Đã thêm đơn vị."),
    )
    return show(request, deed)


def _create(actor: Actor, given: dict[str, Any]) -> object:
    parent = None if given["parent"] == "top" else int(given["parent"])
    keys = ("name", "short_name", "address", "phone", "email", "map_point")
    return create_unit(
        parent_id=parent,
        code=given["code"].strip().upper(),
        kind=given["kind"],
        words=UnitWords(**{key: given[key] for key in keys}),
        valid_from=given["valid_from"],
        agency_code=given["agency_code"].strip(),
        actor=actor,
    )


@keepers_only
def edit_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Correct how a unit is called and reached."""
    actor = actor_of(request)
    found = unit_seen(actor, unit_id)
    before = {key: getattr(found, key) for key in UnitFactsForm.base_fields}
    deed = Deed(
        N_("Sửa thông tin đơn vị"),
        N_("Tên và địa chỉ mới dùng cho giấy tờ in từ lúc này; giấy tờ đã in giữ nguyên."),
        filled(request, UnitFactsForm, before),
        lambda given: change_unit(unit_id=unit_id, changes=given, actor=actor),
        reverse("console:unit", args=[unit_id]),
        "units",
        N_("Đã lưu thông tin đơn vị."),
        N_("Lưu"),
    )
    return show(request, deed)


@keepers_only
def end_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """End a unit with its successor; refused while dossiers are open there."""
    actor = actor_of(request)
    found = unit_seen(actor, unit_id)
    options = {"successor": unit_options(successors_of(found, actor))}
    deed = Deed(
        Sentence(N_("Kết thúc %(unit)s"), {"unit": found.name}),
        CLOSING,
        filled(request, CloseUnitForm, {"last_day": today_text()}, options=options),
        lambda given: _close(actor, found, given),
        reverse("console:unit", args=[unit_id]),
        "units",
        N_("Đã kết thúc đơn vị."),
        N_("Kết thúc đơn vị"),
        is_final=True,
    )
    return show(request, deed)


def successors_of(found: UnitRef, actor: Actor) -> tuple[UnitRef, ...]:
    """The units of the same kind that may go on from it, neither inside it nor above it."""
    others = (one for one in units_of(actor) if one.kind == found.kind and one.valid_until is None)
    return tuple(one for one in others if not covers(found.path, one.path) and not covers(one.path, found.path))


def _close(actor: Actor, found: UnitRef, given: dict[str, Any]) -> object:
    successor = int(given["successor"]) if given["successor"] else None
    return close_unit(
        unit_id=found.id,
        last_day=given["last_day"],
        successor_id=successor,
        resolution=given["resolution"],
        actor=actor,
    )


def day_of(text: str | None, otherwise: date | None = None) -> date:
    """A day of an address (2026-12-05 or 05/12/2026), or today."""
    first, _, last = (text or "").partition("/")
    month, _, year = last.partition("/")
    try:
        return date(int(year), int(month), int(first)) if year else date.fromisoformat(text or "")
    except ValueError:
        return otherwise or clock.today()
