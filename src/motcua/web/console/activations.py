"""Which unit takes which procedure: by procedure, by unit, and all on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from motcua.kernel import clock
from motcua.kernel.refusals import AlreadyDone, NotPermitted, Refused
from motcua.kernel.words import N_
from motcua.people.directory import UnitRef
from motcua.people.rules import Actor
from motcua.procedures.actions.activate_procedure import activate_procedure
from motcua.procedures.actions.deactivate_procedure import deactivate_procedure
from motcua.procedures.models import Activation, Procedure
from motcua.procedures.policies import may_activate
from motcua.procedures.queries import active_codes, active_unit_ids, load_procedure
from motcua.web.console.scope import keepers_only, readers_only, unit_seen, units_of
from motcua.web.ui.access import actor_of
from motcua.web.ui.words import say

NOTHING_PICKED = N_("Chưa chọn dòng nào. Đánh dấu các dòng rồi bấm Bật hoặc Tắt.")
DONE_ON = N_("Đã bật %(count)d lượt. Người dân nộp được từ hôm nay.")
DONE_OFF = N_("Đã tắt %(count)d lượt. Hồ sơ đang giải quyết vẫn tiếp tục.")


def communes_of(actor: Actor) -> list[UnitRef]:
    """The open communes that the actor looks after."""
    on = clock.today()
    return [unit for unit in units_of(actor) if unit.kind == "commune" and unit.is_open_on(on)]


def operable() -> list[Procedure]:
    """The procedures that can be taken here, the most asked first."""
    return list(Procedure.objects.filter(is_operable=True).defer("detail", "name_folded").order_by("rank", "code"))


@readers_only
def matrix(request: HttpRequest) -> HttpResponse:
    """Every operable procedure against every commune."""
    units, on = communes_of(actor_of(request)), clock.today()
    pairs = set(
        Activation.objects.filter(until_on__isnull=True, from_on__lte=on).values_list("procedure_id", "unit_id")
    )
    rows = [(one, [(unit, (one.pk, unit.id) in pairs) for unit in units]) for one in operable()]
    context: dict[str, Any] = {"part": "procedures", "units": units, "rows": rows}
    context["counts"] = {unit.id: sum((one.pk, unit.id) in pairs for one, _ in rows) for unit in units}
    return render(request, "console/matrix.html", context)


@readers_only
def of_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The communes that take one procedure."""
    actor, procedure = actor_of(request), load_procedure(code)
    active = active_unit_ids(code, clock.today())
    rows = [
        {"id": unit.id, "name": unit.name, "code": unit.code, "on": unit.id in active} for unit in communes_of(actor)
    ]
    context = {"part": "procedures", "procedure": procedure, "rows": rows}
    context["may_set"] = actor.has_role("administrator") and procedure.is_operable
    return render(request, "console/of_procedure.html", context)


@readers_only
def of_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The procedures that one commune takes."""
    actor = actor_of(request)
    unit = unit_seen(actor, unit_id)
    active = active_codes(unit_id, clock.today())
    rows = [
        {"id": one.code, "name": one.short_name, "field": one.field, "on": one.code in active} for one in operable()
    ]
    context = {"part": "units", "unit": unit, "rows": rows, "taken": len(active)}
    context["may_set"] = actor.has_role("administrator") and may_activate(actor, unit.path).allowed
    return render(request, "console/of_unit.html", context)


@keepers_only
@require_POST
def switch_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Switch one procedure for the picked communes."""
    picked = [(code, int(one)) for one in request.POST.getlist("pick") if one.isdecimal()]
    _switch(request, picked)
    return redirect("console:of_procedure", code=code)


@keepers_only
@require_POST
def switch_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Switch the picked procedures for one commune."""
    unit_seen(actor_of(request), unit_id)
    _switch(request, [(code, unit_id) for code in request.POST.getlist("pick")])
    return redirect("console:unit_procedures", unit_id=unit_id)


switch_procedure.roles = switch_unit.roles = ("administrator",)  # type: ignore[attr-defined]


def _switch(request: HttpRequest, picked: list[tuple[str, int]]) -> None:
    """Each pair by its own act; those that already stand so are left, one that is refused is told."""
    actor, turn_on, done = actor_of(request), request.POST.get("act") == "on", 0
    for code, unit_id in picked:
        try:
            if turn_on:
                activate_procedure(code=code, unit_id=unit_id, actor=actor)
            else:
                deactivate_procedure(code=code, unit_id=unit_id, actor=actor)
            done += 1
        except AlreadyDone:
            continue
        except NotPermitted:
            raise
        except Refused as refusal:
            messages.error(request, say(refusal.sentence))
    if not picked:
        messages.warning(request, gettext(NOTHING_PICKED))
        return
    text = DONE_ON if turn_on else DONE_OFF
    messages.success(request, gettext(text) % {"count": done})
