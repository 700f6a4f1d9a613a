"""Fields of the wrong kind, said in the reader's words."""

from collections.abc import Mapping
from typing import Any

from motcua.kernel.words import N_, Sentence
from motcua.web.ui.words import say

KINDS: Mapping[str, str] = {
    "missing": N_("Thiếu mục này."),
    "string_type": N_("Mục này phải là chữ."),
    "string_too_short": N_("Mục này phải có ít nhất %(min_length)s chữ."),
    "string_too_long": N_("Mục này có nhiều nhất %(max_length)s chữ."),
    "int_type": N_("Mục này phải là số nguyên."),
    "int_parsing": N_("Mục này phải là số nguyên."),
    "int_from_float": N_("Mục này phải là số nguyên."),
    "bool_type": N_("Mục này phải là true hoặc false."),
    "bool_parsing": N_("Mục này phải là true hoặc false."),
    "greater_than_equal": N_("Số này phải từ %(ge)s trở lên."),
    "less_than_equal": N_("Số này nhiều nhất là %(le)s."),
    "literal_error": N_("Chỉ nhận một trong các giá trị: %(expected)s."),
    "uuid_parsing": N_("Mục này phải là một mã UUID."),
    "uuid_type": N_("Mục này phải là một mã UUID."),
    "list_type": N_("Mục này phải là một danh sách."),
    "dict_type": N_("Mục này phải là một đối tượng JSON."),
    "model_type": N_("Mục này phải là một đối tượng JSON."),
    "model_attributes_type": N_("Mục này phải là một đối tượng JSON."),
    "extra_forbidden": N_("Không có mục này. Xem tên các mục trong bản mô tả API (/api/openapi.json)."),
    "too_long": N_("Danh sách này có nhiều nhất %(max_length)s mục."),
}
DAY = N_("Mục này phải là một ngày, viết như 2026-11-26.")
OTHER = N_("Giá trị này chưa dùng được.")
OURS = frozenset({"facts", "given", "narrowed", "paging"})  # what our own code calls the whole of it
SOURCES = frozenset({"body", "query", "path", "header", "form", "file"})


def fault_of(error: Mapping[str, Any]) -> tuple[str, str]:
    """The field as the program named it, and what is wrong there."""
    kind = str(error["type"])
    text = KINDS.get(kind, DAY if kind.startswith("date_") else OTHER)
    return field_of(error["loc"]), say(
        Sentence(text, {key: str(one).replace(" or ", ", ") for key, one in error.get("ctx", {}).items()})
    )


def field_of(loc: tuple[Any, ...]) -> str:
    """``applicant.name`` out of where the checker found it, which begins with where it came from."""
    path = [one for at, one in enumerate(loc) if not (at == 0 and one in SOURCES) and not (at == 1 and one in OURS)]
    return ".".join(str(one) for one in path) or "body"
