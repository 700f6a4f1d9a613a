"""Check of a bundle file: every problem with its place and a sentence; never an exception, whatever comes in."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules.meaning import meanings
from motcua.procedures.rules.nearest import nearest
from motcua.procedures.rules.schema import FORM_USE, SCHEMA

MOST_VALUES = 20_000
MOST_DEPTH = 40
MOST_LETTERS = 400_000
MOST_PROBLEMS = 50
TOP = re.compile(r"[.\[]")  # after the part of the file that a path begins with

NOT_SOUND = N_("Gói thủ tục còn %(count)s chỗ phải sửa trước khi công bố.")


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of the file; ``path`` reads like ``requirements[2].name``."""

    path: str
    sentence: Sentence


TYPES = {
    "object": N_("một nhóm thông tin { … }"),
    "array": N_("một danh sách [ … ]"),
    "string": N_("chữ trong dấu ngoặc kép"),
    "number": N_("một con số"),
    "integer": N_("một số nguyên"),
    "boolean": N_("true hoặc false"),
    "null": N_("null"),
}
WORDS: Mapping[str, str] = {
    "type": N_("Chỗ này phải là %(expected)s."),
    "enum": N_("Giá trị “%(given)s” không dùng được. Chọn một trong: %(expected)s."),
    "const": N_("Giá trị ở đây phải là %(expected)s."),
    "pattern": N_("“%(given)s” không đúng dạng cần có."),
    "minLength": N_("Chỗ này còn trống hoặc quá ngắn."),
    "maxLength": N_("Chỗ này dài quá %(expected)s ký tự."),
    "minItems": N_("Danh sách này cần ít nhất %(expected)s mục."),
    "maxItems": N_("Danh sách này có quá %(expected)s mục."),
    "minimum": N_("Số này nhỏ nhất là %(expected)s."),
    "exclusiveMinimum": N_("Số này phải lớn hơn %(expected)s."),
    "maximum": N_("Số này lớn nhất là %(expected)s."),
}
MISSING = N_("Thiếu mục “%(key)s”.")
UNKNOWN = N_("Không có mục nào tên “%(key)s”.")
UNKNOWN_NEAR = N_("Không có mục nào tên “%(key)s”. Có phải bạn muốn ghi “%(near)s”?")
NOT_FITTING = N_("Nội dung chỗ này không đúng.")
NOT_OBJECT = N_("Tệp phải là một nhóm thông tin { … } theo mẫu gói thủ tục.")
TOO_MUCH = N_("Tệp quá lớn hoặc quá phức tạp nên không đọc được. Một gói thủ tục chỉ vài chục trang chữ.")
BAD_LETTERS = N_("Chỗ này có ký tự điều khiển hoặc ký tự hỏng.")
BAD_NUMBER = N_("Số ở chỗ này không dùng được.")
BAD_KEY = N_("Tên mục phải là chữ.")
MORE = N_("Còn nhiều chỗ sai khác; hãy sửa các chỗ trên rồi kiểm tra lại.")


def check_bundle(file: object) -> list[Problem]:
    """Every problem of a bundle that was read from JSON; empty when it may be published."""
    if not isinstance(file, dict):
        return [Problem("", Sentence(NOT_OBJECT))]
    hostile = _hostile(file)
    if hostile:
        return hostile
    found = [*_shape_problems(file, SCHEMA, "")]
    form = file.get("form")
    if isinstance(form, dict) and "use" in form:
        found += _shape_problems(form, FORM_USE, "form")
    if len(found) <= MOST_PROBLEMS:
        broken = {TOP.split(problem.path, maxsplit=1)[0] for problem in found}
        found += [Problem(path, sentence) for path, sentence in meanings(file, broken)]
    if len(found) > MOST_PROBLEMS:
        return [*found[:MOST_PROBLEMS], Problem("", Sentence(MORE))]
    return found


def _hostile(file: dict[Any, Any]) -> list[Problem]:
    """Problems that make the file unsafe to look at further: size, depth, broken letters, numbers that are none."""
    found: list[Problem] = []
    values = letters = 0
    waiting: list[tuple[str, int, Any]] = [("", 0, file)]
    while waiting:
        path, depth, value = waiting.pop()
        values += 1
        letters += len(value) if isinstance(value, str) else 0
        if values > MOST_VALUES or letters > MOST_LETTERS or depth > MOST_DEPTH:
            return [Problem("", Sentence(TOO_MUCH))]
        wrong = _hostile_value(value)
        if wrong:
            found.append(Problem(path, Sentence(wrong)))
        waiting += _parts(path, depth, value)
    return found[:MOST_PROBLEMS]


def _hostile_value(value: Any) -> str | None:
    if isinstance(value, str):
        return None if is_clean(value) else BAD_LETTERS
    if isinstance(value, float):
        return None if math.isfinite(value) else BAD_NUMBER
    if isinstance(value, int):
        return None if abs(value) < 10**15 else BAD_NUMBER
    if isinstance(value, dict):
        return None if all(isinstance(key, str) and is_clean(key) for key in value) else BAD_KEY
    return None if value is None or isinstance(value, list) else NOT_FITTING


def is_clean(text: str) -> bool:
    """Whether a database and a page can keep the text: no control letters, no half surrogates."""
    return all(letter in "\n\t" or (letter >= " " and not "\ud800" <= letter <= "\udfff") for letter in text)


def _parts(path: str, depth: int, value: Any) -> Iterator[tuple[str, int, Any]]:
    if isinstance(value, dict):
        yield from ((_join(path, str(key)), depth + 1, part) for key, part in value.items())
    elif isinstance(value, list):
        yield from ((f"{path}[{place}]", depth + 1, part) for place, part in enumerate(value))


def _join(path: str, key: str) -> str:
    key = key if is_clean(key) else "?"
    return f"{path}.{key[:60]}" if path else key[:60]


def _shape_problems(file: Mapping[str, Any], schema: Mapping[str, Any], at: str) -> list[Problem]:
    once: dict[tuple[str, str], Problem] = {}
    for error in Draft202012Validator(schema).iter_errors(file):
        once |= {(problem.path, str(problem.sentence)): problem for problem in _told(error, at)}
        if len(once) > MOST_PROBLEMS:
            break
    return sorted(once.values(), key=lambda problem: problem.path)


def _told(error: ValidationError, at: str) -> list[Problem]:
    path = at
    for part in error.absolute_path:
        path = f"{path}[{part}]" if isinstance(part, int) else _join(path, str(part))
    if error.validator == "anyOf":
        deeper = [inner for inner in error.context or () if inner.validator != "type"]
        return [problem for inner in deeper for problem in _told(inner, at)] or [Problem(path, Sentence(NOT_FITTING))]
    if error.validator == "required":
        lacking = [key for key in error.validator_value if key not in error.instance]
        return [Problem(_join(path, key), Sentence(MISSING, {"key": key})) for key in lacking]
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        return [Problem(_join(path, key), _unknown(key, known)) for key in error.instance if key not in known]
    return [Problem(path, _sentence(error))]


def _unknown(key: str, known: Mapping[str, Any]) -> Sentence:
    near = nearest(key, known)
    if near is None:
        return Sentence(UNKNOWN, {"key": key[:60]})
    return Sentence(UNKNOWN_NEAR, {"key": key[:60], "near": near})


def _sentence(error: ValidationError) -> Sentence:
    text = WORDS.get(str(error.validator), NOT_FITTING)
    expected: object = error.validator_value
    if error.validator == "type":
        expected = TYPES.get(str(expected), str(expected))
    elif isinstance(expected, list):
        expected = ", ".join(str(one) for one in expected)
    given = error.instance if isinstance(error.instance, str | int | float) else "…"
    return Sentence(text, {"expected": expected, "given": str(given)[:60]})
