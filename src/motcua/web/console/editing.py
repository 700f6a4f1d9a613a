"""Edit a procedure: fields, then what changes, then the next version from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from motcua.kernel import clock
from motcua.kernel.refusals import Invalid, NotFound, Refused, SomebodyWasFirst
from motcua.kernel.words import N_, Sentence
from motcua.people.queries import directory
from motcua.procedures.actions.edit_version import changed_bundle, edit_version
from motcua.procedures.actions.publish_version import NOT_SOUND
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.policies import may_publish
from motcua.procedures.queries import LoadedVersion, load_procedure, version_to_edit
from motcua.procedures.rules import KNOWN, Change, check_bundle, difference
from motcua.web.console.bundle_words import change_rows
from motcua.web.console.edit_fields import UNITS, changes_from, groups_of, named_place, shown
from motcua.web.console.edit_parts import ADDING, BLANKS, blank_count, blank_name, part_changes
from motcua.web.console.scope import keepers_only
from motcua.web.ui.access import actor_of
from motcua.web.ui.middleware import status_of

NO_BUNDLE = N_("Thủ tục này chưa có gói đang áp dụng nên chưa sửa được. Hãy nhập gói từ tệp.")
NO_CHANGE = N_("Chưa có gì khác phiên bản đang dùng. Sửa ít nhất một chỗ rồi xem lại.")
CHANGED_MEANWHILE = N_("Trong lúc bạn sửa đã có phiên bản mới được công bố. Xem lại nội dung mới rồi sửa tiếp.")
BAD_DAY = N_("Ghi ngày dạng 05/12/2026.")
PAST_DAY = N_("Phiên bản mới chỉ có hiệu lực từ hôm nay trở đi: hồ sơ đã nhận theo phiên bản cũ không đổi.")
NO_NOTE = N_("Ghi lý do hoặc số văn bản, để người sau biết vì sao đổi.")


@dataclass(frozen=True)
class Sheet:
    """What was posted, read: the changes by path, from when, and why."""

    changes: Mapping[str, Any]
    differences: list[Change]
    valid_from: date
    note: str


def present(code: str) -> LoadedVersion:
    """The version to go on from, in force or scheduled, or NotFound."""
    loaded = version_to_edit(load_procedure(code).code)
    if loaded is None:
        raise NotFound(NO_BUNDLE)
    return loaded


def newest_number(code: str) -> int:
    """The number of the newest version, in force or not yet."""
    return ProcedureVersion.objects.filter(procedure__code=code).order_by("-number").values_list("number")[0][0]


@keepers_only
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The fields; posted, the preview; confirmed, the next version."""
    actor, loaded = actor_of(request), present(code)
    may_publish(actor, directory()).or_refuse()
    if request.method != "POST" or {"again", "more"} & set(request.POST):
        return _fields(request, loaded)
    try:
        sheet = read_sheet(request, loaded)
        if "publish" not in request.POST:
            return _preview(request, loaded, sheet)
        done = edit_version(code=code, changes=sheet.changes, actor=actor, valid_from=sheet.valid_from, note=sheet.note)
    except Refused as refusal:
        return _fields(request, loaded, refusal)
    messages.success(request, gettext("Đã công bố phiên bản %(number)s.") % {"number": done.version.number})
    return redirect("console:procedure", code=code)


def read_sheet(request: HttpRequest, loaded: LoadedVersion) -> Sheet:
    """What was typed, checked as far as the console can; refuses with Invalid or SomebodyWasFirst."""
    code = loaded.procedure_code
    if request.POST.get("base") != str(newest_number(code)):
        raise SomebodyWasFirst(CHANGED_MEANWHILE)
    given = {key: request.POST.getlist(key) for key in request.POST}
    valid_from, note = when_and_why(request)
    changes = all_changes(loaded.json, given)
    if not changes:
        raise Invalid(NO_CHANGE)
    changed = changed_bundle(code, changes)
    problems = check_bundle(changed)
    if problems:
        errors = {named_place(changed, one.path): one.sentence for one in problems}
        raise Invalid(NOT_SOUND, errors, count=len(problems))
    return Sheet(changes, difference(loaded.json, changed), valid_from, note)


def all_changes(kept: Mapping[str, Any], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was typed differently, and what was added, taken away or moved; nothing inside what goes away."""
    moved = part_changes(kept, given)
    gone = tuple(f"{path}." for path, value in moved.items() if value is None)
    typed = changes_from(groups_of(kept), given)
    return {path: value for path, value in typed.items() if not path.startswith(gone)} | moved


def when_and_why(request: HttpRequest) -> tuple[date, str]:
    """First day and reason of a new version; refuses with Invalid."""
    text, note = request.POST.get("valid_from", "").strip(), request.POST.get("note", "").strip()
    errors = {}
    day = _day(text)
    if day is None:
        errors["valid_from"] = Sentence(BAD_DAY)
    elif day < clock.today():
        errors["valid_from"] = Sentence(PAST_DAY)
    if not note:
        errors["note"] = Sentence(NO_NOTE)
    if errors or day is None:
        raise Invalid(next(iter(errors.values())).text, errors)
    return day, note


def _day(text: str) -> date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).replace(tzinfo=clock.VIETNAM).date()
        except ValueError:
            continue
    return None


def _base(loaded: LoadedVersion, given: Mapping[str, list[str]] | None) -> object:
    """The version that the form was filled from; the newest one for a form shown anew."""
    return newest_number(loaded.procedure_code) if given is None else given.get("base", [""])[0]


def _fields(request: HttpRequest, loaded: LoadedVersion, refused: Refused | None = None) -> HttpResponse:
    given = dict(request.POST.lists()) if request.method == "POST" else None
    context = {
        "part": "procedures",
        "loaded": loaded,
        "groups": groups_of(loaded.json),
        "given": given,
        "shown": shown,
        "rows_of": rows_of,
        "units": UNITS,
        "parts": [(key, ADDING[key], blank_count(key, given), blank) for key, blank in BLANKS.items()],
        "blank_name": blank_name,
        "places_known": KNOWN,
        "errors": getattr(refused, "errors", {}),
        "refused": refused,
        "base": _base(loaded, None if isinstance(refused, SomebodyWasFirst) else given),
        "is_scheduled": loaded.valid_from > clock.today(),
        "valid_from": (given or {}).get("valid_from", [f"{max(loaded.valid_from, clock.today()):%d/%m/%Y}"])[0],
        "note": (given or {}).get("note", [""])[0],
    }
    return render(request, "console/edit.html", context, status=status_of(refused) if refused else 200)


def rows_of(text: str) -> int:
    """How high the box of a long text is."""
    return min(max(text.count("\n") + len(text) // 90 + 1, 3), 14)


def _preview(request: HttpRequest, loaded: LoadedVersion, sheet: Sheet) -> HttpResponse:
    posted = [(key, value) for key in request.POST for value in request.POST.getlist(key)]
    hidden = [one for one in posted if one[0] not in {"csrfmiddlewaretoken", "again", "more", "publish"}]
    context = {"part": "procedures", "loaded": loaded, "sheet": sheet, "hidden": hidden}
    context["changes"] = change_rows(sheet.differences)
    context["is_early"] = sheet.valid_from < loaded.valid_from
    return render(request, "console/preview.html", context)
