"""Fees, papers and steps as a list: taken away, put in another order, or added on blank lines of the form."""

from collections.abc import Mapping
from typing import Any

from motcua.kernel.fold import fold
from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules import ROLES
from motcua.web.console.bundle_words import ROLE_NAMES
from motcua.web.console.edit_fields import BAD_NUMBER, NO_CAP, UNITS, Field, read

FEES, PAPERS, STEPS = "fees.rows", "requirements", "process.steps"
DROP, ORDER = ":drop", ":order"
MOST_NEW = 10
NO_NAME = N_("Ghi tên cho mục mới, hoặc xóa hết các ô của mục này nếu không thêm nữa.")
FEE_KINDS = (("fee", N_("lệ phí")), ("charge", N_("phí")))
MODES = (("submit", N_("nộp")), ("present", N_("chỉ xuất trình")))
POSTS = tuple((role, ROLE_NAMES[role]) for role in ROLES)
ADDING: Mapping[str, str] = {
    FEES: N_("Thêm một khoản thu"),
    PAPERS: N_("Thêm một giấy tờ"),
    STEPS: N_("Thêm một bước"),
}
BLANKS: Mapping[str, tuple[Field, ...]] = {
    FEES: (
        Field("label", N_("Tên khoản"), "text", ""),
        Field("amount", N_("Số tiền (đồng)"), "money", ""),
        Field("at_most", N_("Thu nhiều nhất (đồng)"), "cap", None, NO_CAP),
        Field("kind", N_("Loại"), "choice", "fee", options=FEE_KINDS),
        Field("note", N_("Ghi chú"), "text", ""),
    ),
    PAPERS: (
        Field("name", N_("Tên giấy tờ"), "text", ""),
        Field("mode", N_("Nộp hay xuất trình"), "choice", "submit", options=MODES),
        Field("condition", N_("Khi nào cần"), "text", "", N_("Để trống là mọi người đều phải có")),
        Field("hint", N_("Hướng dẫn"), "text", ""),
    ),
    STEPS: (
        Field("name", N_("Tên bước"), "text", ""),
        Field("role", N_("Ai làm"), "choice", "specialist", options=POSTS),
        Field("agency", N_("Cơ quan phối hợp"), "text", "", N_("Chỉ ghi khi người làm là cơ quan khác")),
        Field("action", N_("Việc cần làm"), "text", ""),
        Field("value", N_("Thời gian của bước"), "maybe", None),
        Field("unit", N_("tính theo"), "choice", "hour", options=UNITS),
    ),
}
TYPED = frozenset({"text", "money", "cap", "maybe"})


def listed(kept: Mapping[str, Any], listing: str) -> list[Mapping[str, Any]]:
    """The parts of one list as the bundle has them."""
    place: Any = kept
    for name in listing.split("."):
        place = place.get(name) or {}
    return list(place)


def blank_name(listing: str, number: int, key: str) -> str:
    """The name of a field of a part that is not there yet."""
    return f"new:{listing}:{number}:{key}"


def blank_count(listing: str, given: Mapping[str, list[str]] | None) -> int:
    """How many blank parts the form shows: those that were there, one more where it was asked for."""
    if given is None:
        return 0
    keys = [field.path for field in BLANKS[listing]]
    shown = sum(any(blank_name(listing, number, key) in given for key in keys) for number in range(MOST_NEW))
    return min(shown + (given.get("more") == [listing]), MOST_NEW)


def part_changes(kept: Mapping[str, Any], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was added, taken away and put in another order, by path; refuses with Invalid, each field by its name."""
    changes: dict[str, Any] = {}
    errors: dict[str, Sentence] = {}
    for listing in BLANKS:
        keys = [one["key"] for one in listed(kept, listing)]
        dropped = [key for key in keys if f"{listing}[{key}]{DROP}" in given]
        added = _added(listing, given, taken=set(keys), errors=errors)
        changes |= {f"{listing}[{key}]": part for key, part in added.items()}
        changes |= {f"{listing}[{key}]": None for key in dropped}
        stay = [key for key in keys if key not in dropped]
        places = {key: _place(f"{listing}[{key}]{ORDER}", given, keys.index(key) + 1, errors=errors) for key in stay}
        wanted = _in_order(places, list(added), before_last=listing == STEPS)
        if wanted != [*stay, *added]:
            changes[f"{listing}{ORDER}"] = wanted
    if errors:
        raise Invalid(next(iter(errors.values())).text, errors)
    return changes


def _added(
    listing: str, given: Mapping[str, list[str]], *, taken: set[str], errors: dict[str, Sentence]
) -> dict[str, dict[str, Any]]:
    """The new parts by key; what cannot be read is told in ``errors``."""
    found = {}
    name = "label" if listing == FEES else "name"
    for number in range(MOST_NEW):
        typed = {field.path: given.get(blank_name(listing, number, field.path), [""]) for field in BLANKS[listing]}
        if not any(typed[field.path][0].strip() for field in BLANKS[listing] if field.kind in TYPED):
            continue
        values: dict[str, Any] = {}
        for field in BLANKS[listing]:
            try:
                values[field.path] = read(field, typed[field.path])
            except Invalid as refusal:
                errors[blank_name(listing, number, field.path)] = refusal.sentence
        if not values.get(name):
            errors[blank_name(listing, number, name)] = Sentence(NO_NAME)
            continue
        key = _free_key(str(values[name]), taken)
        found[key] = {"key": key, **_part(listing, values)}
    return found


def _free_key(name: str, taken: set[str]) -> str:
    """A key from the name that no other part has, marked as taken."""
    plain = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in fold(name))
    stem = f"p_{plain}"[:50].rstrip("_")
    key = next(one for number in range(1, 1000) if (one := stem if number == 1 else f"{stem}_{number}") not in taken)
    taken.add(key)
    return key


def _part(listing: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new part as the bundle keeps it; what was left blank is left out."""
    kept = {key: value for key, value in values.items() if value not in ("", None)}
    if listing == PAPERS:
        return {**kept, "required": "condition" not in kept}
    if listing == FEES:
        return {"amount": 0, **kept}
    value, unit = kept.pop("value", None), kept.pop("unit", "hour")
    return {**kept, "allotted": {"value": value, "unit": unit}} if value is not None else kept


def _place(name: str, given: Mapping[str, list[str]], before: int, *, errors: dict[str, Sentence]) -> float:
    text = given.get(name, [""])[0].strip()
    if text and not (text.isdecimal() and len(text) < 4):
        errors[name] = Sentence(BAD_NUMBER)
    return float(text) if text.isdecimal() else before


def _in_order(places: Mapping[str, float], added: list[str], *, before_last: bool) -> list[str]:
    """The keys by the numbers that were typed; new ones at the end, new steps before the last, which gives out."""
    new = max(places.values(), default=0) - 0.5 if before_last else float("inf")
    return sorted([*places, *added], key=lambda key: places.get(key, new))
