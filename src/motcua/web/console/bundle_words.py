"""The parts of a bundle in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules import Change, Parameter
from motcua.procedures.rules.labels import LABELS
from motcua.web.ui.words import number, say
from motcua.workdays.rules import TimeLimit

CHANNEL_NAMES = {"online": N_("Trực tuyến"), "post": N_("Bưu chính công ích"), "counter": N_("Trực tiếp")}
HANDLER_NAMES = {
    "ours": N_("Xử lý ở đây"),
    "police": N_("Công an"),
    "army": N_("Quân sự"),
    "ministry": N_("Hệ thống của bộ"),
    "information": N_("Chỉ thông tin"),
}
ROLE_NAMES = {
    "reception": N_("Một cửa tiếp nhận"),
    "specialist": N_("Chuyên môn"),
    "leader": N_("Lãnh đạo"),
    "clerk": N_("Văn thư"),
    "other_agency": N_("Cơ quan khác"),
    "return": N_("Một cửa trả kết quả"),
}
CODE_NAMES = {
    **ROLE_NAMES,
    "fee": N_("lệ phí"),
    "charge": N_("phí"),
    "submit": N_("nộp"),
    "present": N_("chỉ xuất trình"),
    "working_day": N_("ngày làm việc"),
    "hour": N_("giờ làm việc"),
    "same_day": N_("trong ngày"),
}
ABOUT_NAMES = {**LABELS, "handled_by": N_("Nơi giải quyết"), "channels": N_("Cách nộp")}
UNITS = {
    "working_day": N_("%(value)s ngày làm việc"),
    "hour": N_("%(value)s giờ làm việc"),
    "day": N_("%(value)s ngày"),
    "same_day": N_("trong ngày làm việc"),
}
YES_NO = {True: N_("có"), False: N_("không")}
NOT_THERE = N_("(không có)")
MOST_LETTERS = 1500


def span_text(limit: TimeLimit | Mapping[str, Any] | None) -> str:
    """A time limit in words."""
    if limit is None:
        return "–"
    value, unit = (limit.value, limit.unit) if isinstance(limit, TimeLimit) else (limit["value"], limit["unit"])
    shown = str(value).rstrip("0").rstrip(".") if "." in str(value) else str(value)
    return say(Sentence(UNITS[unit], {"value": shown.replace(".", ",")}))


@dataclass(frozen=True)
class Shown:
    """One difference as people read it."""

    label: str
    path: str
    old: str
    new: str


def change_rows(changes: Iterable[Change]) -> list[Shown]:
    """The differences with readable values."""
    return [Shown(_label(one), one.path, _part_text(one.old), _part_text(one.new)) for one in changes]


def _label(change: Change) -> str:
    """Each known part of the label in the reader's language."""
    return " › ".join(say(part) if part in _KNOWN else part for part in change.label.split(" › ")) or change.path


_KNOWN = frozenset(LABELS.values())


def value_text(value: Any) -> str:
    """A value of a bundle as text: spans and lists in words, other groups as key and value."""
    if value is None:
        return say(NOT_THERE)
    if isinstance(value, bool):
        return say(YES_NO[value])
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Mapping):
        return _group_text(value)
    if isinstance(value, list | tuple):
        return "\n".join(f"• {value_text(one)}" for one in value)[:MOST_LETTERS]
    return str(value)[:MOST_LETTERS]


def _group_text(value: Mapping[str, Any]) -> str:
    if set(value) == {"value", "unit"} and value["unit"] in UNITS:
        return span_text(value)
    if set(value) == {"about", "note"}:
        return f"{say(ABOUT_NAMES.get(value['about'], value['about']))}: {value['note']}"
    told = {
        key: CODE_NAMES.get(one, one) if isinstance(one, str) else one for key, one in value.items() if key != "key"
    }
    return "; ".join(f"{say(LABELS.get(key, key))}: {_part_text(one)}" for key, one in told.items())[:MOST_LETTERS]


def _part_text(value: Any) -> str:
    """A value of a part, codes in words."""
    return say(CODE_NAMES[value]) if isinstance(value, str) and value in CODE_NAMES else value_text(value)


def form_pages(form: Mapping[str, Any] | None) -> list[tuple[str, list[str]]]:
    """The pages of the e-form with the labels of their questions."""
    if not form:
        return []
    properties = form.get("schema", {}).get("properties", {})
    pages = form.get("ui", {}).get("pages", [])
    return [(page.get("title", ""), [_question(key, properties) for key in page.get("fields", [])]) for page in pages]


def _question(key: Any, properties: Mapping[str, Any]) -> str:
    name = str(key.get("key", "")) if isinstance(key, Mapping) else str(key)
    return str(properties.get(name, {}).get("title") or name)


def parameter_rows(values: Mapping[str, Any], known: Sequence[Parameter]) -> list[dict[str, Any]]:
    """Each parameter with its meaning, its value, and whether it was changed or has to be confirmed."""
    return [
        {
            "meaning": one.meaning,
            "value": value_text(values[one.key]),
            "source": one.source,
            "is_changed": values[one.key] != one.default,
            "is_to_confirm": not one.confirmed,
        }
        for one in known
        if one.key in values
    ]
