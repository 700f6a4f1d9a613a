"""Is a form definition sound? What is wrong, where, in words for whoever wrote it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.eforms.rules import shelf
from motcua.eforms.rules.building import build, kind_of
from motcua.eforms.rules.conditions import faults_of, fields_in
from motcua.eforms.rules.extras import KINDS as EXTRA_KINDS
from motcua.eforms.rules.kinds import KINDS
from motcua.eforms.rules.structure import schema_fault
from motcua.kernel.words import N_, Sentence

NOT_A_FORM = N_("Biểu mẫu phải là một đối tượng JSON có “schema” và “ui”, hoặc “use” với tên một mẫu có sẵn.")
NO_SHIPPED = N_("Không có mẫu có sẵn tên “%(id)s”. Các mẫu có sẵn: %(ids)s.")
BAD_SCHEMA = N_("“schema” không phải JSON Schema đúng chuẩn: %(why)s")
NO_KIND = N_("Câu hỏi “%(key)s” có loại “%(kind)s” không dùng được. Các loại: %(kinds)s.")
NO_SUCH_FIELD = N_("Trang “%(page)s” nhắc đến câu hỏi “%(key)s” không có trong “schema”.")
TWICE = N_("Câu hỏi “%(key)s” đứng ở hai trang.")
ON_NO_PAGE = N_("Câu hỏi bắt buộc “%(key)s” không đứng ở trang nào.")
BAD_CONDITION = N_("Điều kiện “when” chưa đúng ở: %(parts)s.")
NO_CONDITION_FIELD = N_("Điều kiện nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
MISSING_PART = N_("Thiếu “%(part)s”.")
NO_BUILD = N_("Không dựng được biểu mẫu: %(why)s")


@dataclass(frozen=True)
class Problem:
    """One fault of a definition."""

    path: str
    sentence: Sentence


def check_form(definition: object) -> list[Problem]:
    """Every fault found; an empty list means the form can be used."""
    if not isinstance(definition, Mapping):
        return [Problem("", Sentence(NOT_A_FORM))]
    if "use" in definition:
        return list(_use_problems(definition))
    if not isinstance(definition.get("schema"), Mapping) or not isinstance(definition.get("ui"), Mapping):
        return [Problem("", Sentence(NOT_A_FORM))]
    problems = list(_shape_problems(definition))
    if problems:
        return problems
    problems = list(_page_problems(definition))
    if not problems:
        try:
            build(definition)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problems.append(Problem("", Sentence(NO_BUILD, {"why": str(error)[:120]})))
    return problems


def _use_problems(definition: Mapping[str, Any]) -> Iterator[Problem]:
    if definition["use"] not in shelf.form_ids():
        ids = ", ".join(shelf.form_ids())
        yield Problem("use", Sentence(NO_SHIPPED, {"id": str(definition["use"])[:60], "ids": ids}))
    extra = definition.get("extra_fields", [])
    if not isinstance(extra, list):
        yield Problem("extra_fields", Sentence(NOT_A_FORM))
        return
    for at, one in enumerate(extra):
        path = f"extra_fields.{at}"
        if not isinstance(one, Mapping):
            yield Problem(path, Sentence(NOT_A_FORM))
            continue
        for part in ("key", "label", "type"):
            if not isinstance(one.get(part), str) or not one[part]:
                yield Problem(path, Sentence(MISSING_PART, {"part": part}))
        kind = EXTRA_KINDS.get(str(one.get("type")), str(one.get("type")))
        if kind not in KINDS or kind in ("group", "repeat"):
            kinds = ", ".join(sorted(EXTRA_KINDS))
            yield Problem(path, Sentence(NO_KIND, {"key": str(one.get("key")), "kind": kind[:40], "kinds": kinds}))


def _shape_problems(definition: Mapping[str, Any]) -> Iterator[Problem]:
    for part in ("id", "title"):
        if not isinstance(definition.get(part), str) or not definition[part]:
            yield Problem(part, Sentence(MISSING_PART, {"part": part}))
    fault = schema_fault(definition["schema"])
    if fault:
        yield Problem("schema", Sentence(BAD_SCHEMA, {"why": fault}))
        return
    if not isinstance(definition["ui"].get("pages"), list) or not definition["ui"]["pages"]:
        yield Problem("ui.pages", Sentence(MISSING_PART, {"part": "pages"}))
    yield from _kind_problems(definition["schema"], "schema")


def _kind_problems(schema: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for key, shape in schema.get("properties", {}).items():
        here = f"{path}.properties.{key}"
        kind = kind_of(shape) if isinstance(shape, Mapping) else ""
        if kind not in KINDS:
            kinds = ", ".join(sorted(KINDS))
            yield Problem(here, Sentence(NO_KIND, {"key": key, "kind": kind[:40], "kinds": kinds}))
        elif kind == "group":
            yield from _kind_problems(shape, here)
        elif kind == "repeat":
            yield from _kind_problems(shape.get("items", {}), f"{here}.items")


def _page_problems(definition: Mapping[str, Any]) -> Iterator[Problem]:
    properties = definition["schema"].get("properties", {})
    placed: set[str] = set()
    for at, page in enumerate(definition["ui"]["pages"]):
        yield from _one_page(page, f"ui.pages.{at}", properties, placed=placed)
    for key in definition["schema"].get("required", ()):
        if key not in placed:
            yield Problem("ui.pages", Sentence(ON_NO_PAGE, {"key": str(key)}))
    for key, settings in definition["ui"].get("fields", {}).items():
        if isinstance(settings, Mapping) and "." not in key:
            yield from _condition_problems(settings.get("when"), f"ui.fields.{key}.when", properties)


def _one_page(page: Any, path: str, properties: Mapping[str, Any], *, placed: set[str]) -> Iterator[Problem]:
    if not isinstance(page, Mapping) or not isinstance(page.get("fields"), list):
        yield Problem(path, Sentence(MISSING_PART, {"part": "fields"}))
        return
    for part in ("key", "title"):
        if not isinstance(page.get(part), str) or not page[part]:
            yield Problem(path, Sentence(MISSING_PART, {"part": part}))
    for key in page["fields"]:
        if key not in properties:
            yield Problem(path, Sentence(NO_SUCH_FIELD, {"page": str(page.get("key")), "key": str(key)[:60]}))
        elif key in placed:
            yield Problem(path, Sentence(TWICE, {"key": key}))
        placed.add(str(key))
    yield from _condition_problems(page.get("when"), f"{path}.when", properties)


def _condition_problems(condition: Any, path: str, properties: Mapping[str, Any]) -> Iterator[Problem]:
    if condition is None:
        return
    faults = list(faults_of(condition))
    if faults:
        yield Problem(path, Sentence(BAD_CONDITION, {"parts": ", ".join(faults)[:120]}))
        return
    for field in fields_in(condition):
        if field.split(".")[0] not in properties:
            yield Problem(path, Sentence(NO_CONDITION_FIELD, {"key": field}))
