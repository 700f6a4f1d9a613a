"""The places of a bundle that the console edits: as fields of a form, and back as changes by path."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.kernel.refusals import Invalid
from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules import CHANNELS
from motcua.web.console.bundle_words import ROLE_NAMES

BAD_NUMBER = N_("Ghi một số lớn hơn 0, không quá 3650, ví dụ 3 hoặc 0,5.")
BAD_MONEY = N_("Ghi số tiền bằng chữ số, không có số lẻ, ví dụ 20000 hoặc 20.000.")
BAD_PERCENT = N_("Ghi số phần trăm từ 1 đến 100, hoặc để trống nếu không giảm.")
BAD_FORM = N_("Còn ô chưa đúng. Sửa những ô được đánh dấu rồi xem lại.")
SEPARATORS = {"lines": re.compile(r"\n"), "points": re.compile(r"\n[ \t]*\n")}
PLACE = re.compile(r"(requirements|process\.steps|fees\.rows)\[(\d+)\]")
MONEY = re.compile(r"([0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+) *(?:đ|đồng)?")
BLANK_LINE = N_("Giữa hai ý để một dòng trống")
NO_CAP = N_("Để trống là không có mức cao nhất")
NO_OFFER = N_("Để trống là nộp trực tuyến không được giảm")
OFFER, PERCENT = "fees.online", "fees.online.percent"
PLACES = N_("Chỗ điền viết trong ngoặc nhọn, ví dụ {applicant.name}, {case.code}, {unit.name}")
OWN_WORDS = (
    ("receipt", N_("Lời ghi thêm trên giấy hẹn")),
    ("supplement", N_("Lời ghi thêm trên phiếu bổ sung")),
    ("refusal", N_("Lời ghi thêm trên phiếu từ chối")),
)
UNITS = (
    ("working_day", N_("ngày làm việc")),
    ("hour", N_("giờ làm việc")),
    ("day", N_("ngày")),
    ("same_day", N_("trong ngày")),
)


@dataclass(frozen=True)
class Field:
    """One place: path, name, and how it is typed: text, long, lines, points, money, number, unit, marks,

    choice (one of ``options``), maybe (a number or nothing), cap (money or nothing), percent (1 to 100 or nothing),
    drop (a tick that takes the place away).
    """

    path: str
    label: str
    kind: str
    value: Any
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """The fields of one part of the bundle; ``name`` is a heading of the procedure's own words.

    ``part`` is the path of one that may be taken away, ``place`` its number in its list.
    """

    title: str
    fields: tuple[Field, ...]
    name: str = ""
    part: str = ""
    place: int = 0


PartFields = Callable[[Mapping[str, Any]], tuple[Field, ...]]


def groups_of(kept: Mapping[str, Any]) -> list[Group]:
    """Everything that may be edited of this bundle, part by part."""
    found = [Group(N_("Chữ cho người dân"), tuple(_texts(kept)))]
    found.append(Group(N_("Thời hạn giải quyết"), tuple(_limits(kept))))
    found.append(Group(N_("Giảm phí, lệ phí"), tuple(_offer(kept.get("fees") or {}))))
    found += [
        Group(title, fields(one), one.get("name") or one["label"], f"{at}[{one['key']}]", place)
        for at, title, fields, parts in _lists(kept)
        for place, one in enumerate(parts, start=1)
    ]
    found.append(Group(N_("Mẫu văn bản"), tuple(_templates(kept.get("templates", {})))))
    if kept.get("to_confirm"):
        marks = Field("to_confirm", N_("Những chỗ còn phải xác nhận"), "marks", list(kept["to_confirm"]))
        found.append(Group(N_("Cần xác nhận"), (marks,)))
    return [group for group in found if group.fields]


def _lists(kept: Mapping[str, Any]) -> Iterator[tuple[str, str, PartFields, Sequence[Mapping[str, Any]]]]:
    yield "fees.rows", N_("Khoản thu"), _fee, kept.get("fees", {}).get("rows", ())
    yield "requirements", N_("Giấy tờ"), _paper, kept.get("requirements", ())
    yield "process.steps", N_("Bước của quy trình"), _step, kept.get("process", {}).get("steps", ())


def _line(path: str, label: str, value: str) -> Field:
    """One line, or several where the words hold line breaks that one line would lose."""
    return Field(path, label, "long" if "\n" in value else "text", value)


def _texts(kept: Mapping[str, Any]) -> Iterator[Field]:
    yield _line("short_name", N_("Tên gọi dễ hiểu"), kept["short_name"])
    yield Field("summary", N_("Tóm tắt cho người dân"), "long", kept.get("summary", ""))
    yield _line("audience", N_("Đối tượng thực hiện"), kept.get("audience", ""))
    yield _line("decision", N_("Quyết định công bố"), kept.get("decision", ""))
    yield Field("synonyms", N_("Tên gọi khác để tìm"), "lines", kept.get("synonyms", []), N_("Mỗi dòng một tên"))
    yield Field("conditions", N_("Yêu cầu, điều kiện"), "points", kept.get("conditions", []), BLANK_LINE)
    yield Field("notes", N_("Lưu ý"), "points", kept.get("notes", []), BLANK_LINE)


def _limits(kept: Mapping[str, Any]) -> Iterator[Field]:
    names = {"online": N_("Trực tuyến"), "post": N_("Bưu chính công ích"), "counter": N_("Trực tiếp")}
    for channel in CHANNELS:
        limit, at = kept.get("time_limits", {}).get(channel), f"time_limits.{channel}"
        if limit:
            yield Field(f"{at}.value", names[channel], "number", limit["value"])
            yield Field(f"{at}.unit", N_("tính theo"), "unit", limit["unit"])
            yield Field(at, N_("Không nhận theo cách này nữa"), "drop", value=False)
        else:
            yield Field(f"{at}.value", names[channel], "maybe", None, N_("Để trống là không nhận theo cách này"))
            yield Field(f"{at}.unit", N_("tính theo"), "unit", "working_day")


def _templates(kept: Mapping[str, Any]) -> Iterator[Field]:
    result = kept.get("result", {})
    if result:
        yield _line("templates.result.title", N_("Tiêu đề của bản thảo kết quả"), result["title"])
        yield Field("templates.result.paragraphs", N_("Các đoạn"), "points", result["paragraphs"], BLANK_LINE)
        yield _line("templates.result.signer", N_("Chức danh người ký"), result.get("signer", ""))
    for key, label in OWN_WORDS:
        yield Field(f"templates.{key}", label, "long", kept.get(key, ""), PLACES)


def _fee(row: Mapping[str, Any]) -> tuple[Field, ...]:
    at = f"fees.rows[{row['key']}]"
    amount = Field(f"{at}.amount", N_("Số tiền (đồng)"), "money", row.get("amount", 0))
    cap = Field(f"{at}.at_most", N_("Thu nhiều nhất (đồng)"), "cap", row.get("at_most"), NO_CAP)
    return _line(f"{at}.label", N_("Tên khoản"), row["label"]), amount, cap


def _offer(table: Mapping[str, Any]) -> Iterator[Field]:
    percent = table.get("online", {}).get("percent")
    if table.get("rows") or percent:
        yield Field(PERCENT, N_("Giảm khi nộp trực tuyến (%)"), "percent", percent, NO_OFFER)


def _paper(one: Mapping[str, Any]) -> tuple[Field, ...]:
    at = f"requirements[{one['key']}]"
    return (
        _line(f"{at}.name", N_("Tên giấy tờ"), one["name"]),
        _line(f"{at}.condition", N_("Khi nào cần"), one.get("condition", "")),
        _line(f"{at}.hint", N_("Hướng dẫn"), one.get("hint", "")),
    )


def _step(one: Mapping[str, Any]) -> tuple[Field, ...]:
    at, span = f"process.steps[{one['key']}]", one.get("allotted") or {}
    fields = [Field(f"{at}.name", N_("Tên bước"), "text", one["name"])]
    fields.append(_line(f"{at}.action", N_("Việc cần làm"), one.get("action", "")))
    fields.append(Field(f"{at}.role", N_("Ai làm"), "choice", one["role"], options=tuple(ROLE_NAMES.items())))
    fields.append(_line(f"{at}.agency", N_("Cơ quan phối hợp"), one.get("agency", "")))
    fields.append(Field(f"{at}.allotted.value", N_("Thời gian của bước"), "maybe", span.get("value")))
    fields.append(Field(f"{at}.allotted.unit", N_("tính theo"), "unit", span.get("unit", "hour")))
    return tuple(fields)


def changes_from(groups: list[Group], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """What was typed differently, by path; refuses with Invalid what cannot be read, each field by its path."""
    changes: dict[str, Any] = {}
    errors: dict[str, Sentence] = {}
    for field in (one for group in groups for one in group.fields):
        if field.path not in given and field.kind != "marks":
            continue
        try:
            value = read(field, given.get(field.path, []))
        except Invalid as refusal:
            errors[field.path] = refusal.sentence
            continue
        if value != field.value:
            changes[field.path] = value
    if errors:
        raise Invalid(BAD_FORM, errors)
    if PERCENT in changes and changes[PERCENT] is None:
        changes = {path: one for path, one in changes.items() if path != PERCENT} | {OFFER: None}
    return _with_spans(changes, [one for group in groups for one in group.fields], given)


def _with_spans(changes: dict[str, Any], fields: list[Field], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """A time that was not there comes as a whole, one that was cleared goes as a whole."""
    for field in fields:
        at = field.path.removesuffix(".value")
        value = changes.get(field.path, field.value)
        if field.kind == "drop" and value:
            changes = {path: one for path, one in changes.items() if not path.startswith(f"{at}.")} | {at: None}
        elif field.kind == "maybe" and (value is None or field.value is None):
            changes.pop(field.path, None)
            unit = changes.pop(f"{at}.unit", None) or _unit(at, fields, given)
            if value != field.value:
                changes[at] = {"value": value, "unit": unit} if value is not None else None
    return changes


def _unit(at: str, fields: list[Field], given: Mapping[str, list[str]]) -> str:
    """The unit of a time: as it was chosen, else as the form had it."""
    shown_there = next(str(one.value) for one in fields if one.path == f"{at}.unit")
    return given.get(f"{at}.unit", [shown_there])[0] or shown_there


def read(field: Field, typed: list[str]) -> Any:
    """The value of one field as the bundle keeps it."""
    text = typed[0].strip() if typed else ""
    if field.kind == "marks":
        return [one for number, one in enumerate(field.value) if str(number) in typed]
    if field.kind == "drop":
        return bool(text)
    if field.kind == "maybe":
        return _number(text, field.value if field.value is not None else 0) if text else None
    if field.kind in AMOUNTS:
        return AMOUNTS[field.kind](text) if text or field.kind == "money" else None
    if field.kind == "choice":
        return text if text in dict(field.options) else field.value
    if field.kind in SEPARATORS:
        parts = [part.strip() for part in SEPARATORS[field.kind].split(text.replace("\r", ""))]
        return [part for part in parts if part]
    if field.kind == "number":
        return _number(text, field.value)
    return text.replace("\r\n", "\n")


def _money(text: str) -> int:
    found = MONEY.fullmatch(text)  # points only between groups of three: 1.5 would become 15 without a word
    digits = re.sub(r"[. ]", "", found[1]) if found else ""
    if not digits or len(digits) > 12:
        raise Invalid(BAD_MONEY)
    return int(digits)


def _percent(text: str) -> int:
    digits = text.removesuffix("%").strip()
    if not digits.isdecimal() or not 1 <= int(digits[:4]) <= 100:
        raise Invalid(BAD_PERCENT)
    return int(digits)


AMOUNTS: Mapping[str, Callable[[str], int]] = {"money": _money, "cap": _money, "percent": _percent}


def _number(text: str, before: Any) -> int | float:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Invalid(BAD_NUMBER) from None
    if not value.is_finite() or not 0 < value <= 3650:
        raise Invalid(BAD_NUMBER)
    if value == Decimal(str(before)):
        return before
    return int(value) if value == value.to_integral_value() else float(value)


def named_place(bundle: Mapping[str, Any], path: str) -> str:
    """The path of a problem (``requirements[2].name``) as the fields have it: by the key of the part."""
    match = PLACE.match(path)
    if match is None:
        return path
    parts: Any = bundle
    for name in match[1].split("."):
        parts = parts.get(name, {})
    key = parts[int(match[2])].get("key", match[2])
    return f"{match[1]}[{key}]{path[match.end() :]}"


def shown(field: Field, given: Mapping[str, list[str]] | None) -> str:
    """What stands in the field: as it was typed, else as it is kept."""
    if given is not None and field.path in given:
        return given[field.path][0]
    if field.kind in SEPARATORS:
        return ("\n\n" if field.kind == "points" else "\n").join(field.value)
    return "" if field.value is None or field.value is False else str(field.value)
