"""Texts of a procedure that are printed: the draft of its result and its own words on the statutory forms.

A text names what stands in it in braces: ``{applicant.name}``, ``{answers.child_name}``. Nothing else is read in it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules.forms import questions_of
from motcua.procedures.rules.nearest import nearest

PLACE = re.compile(r"\{([^{}]*)\}")
ANSWERS = "answers."
OWN_WORDS = ("receipt", "supplement", "refusal")
KNOWN: Mapping[str, str] = {
    "applicant.name": N_("họ tên người nộp, hoặc tên tổ chức"),
    "applicant.number": N_("số định danh, hoặc mã số thuế"),
    "applicant.birth_date": N_("ngày sinh của người nộp"),
    "applicant.phone": N_("điện thoại của người nộp"),
    "applicant.address": N_("địa chỉ của người nộp"),
    "case.code": N_("mã hồ sơ"),
    "case.received_on": N_("ngày tiếp nhận"),
    "case.due_on": N_("ngày hẹn trả"),
    "procedure.name": N_("tên thủ tục theo văn bản"),
    "unit.name": N_("cơ quan giải quyết, ví dụ UBND xã Vĩnh Trạch"),
    "unit.place": N_("tên xã, ví dụ Vĩnh Trạch"),
    "today": N_("ngày in"),
}
NOT_CLOSED = N_("Dấu ngoặc { hoặc } ở đây thiếu một nửa. Chỗ điền viết như {applicant.name}.")
NO_NAME = N_("Không có chỗ điền nào tên “%(name)s”.")
NO_NAME_NEAR = N_("Không có chỗ điền nào tên “%(name)s”. Có phải bạn muốn ghi “%(near)s”?")
NO_QUESTION = N_("Chỗ điền nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
NO_WORDS = N_("Mẫu kết quả cần cả tiêu đề (title) và ít nhất một đoạn (paragraphs).")


@dataclass(frozen=True)
class ResultTemplate:
    """The draft of the paper that the citizen gets: heading, paragraphs, and the title over the signature."""

    title: str
    paragraphs: tuple[str, ...]
    signer: str = ""


@dataclass(frozen=True)
class Templates:
    """What a procedure prints in its own words; an empty text prints nothing."""

    result: ResultTemplate | None = None
    receipt: str = ""
    supplement: str = ""
    refusal: str = ""

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Templates":
        """The texts of a bundle; a result without words is none."""
        result = kept.get("result") or {}
        read = ResultTemplate(result.get("title", ""), tuple(result.get("paragraphs", ())), result.get("signer", ""))
        return cls(read if read.paragraphs else None, **{key: kept.get(key, "") for key in OWN_WORDS})

    def own_words(self, form_key: str) -> str:
        """What the procedure adds on a statutory form."""
        return str(getattr(self, form_key)) if form_key in OWN_WORDS else ""


def places_in(text: str) -> list[str]:
    """The names that stand in braces, as written."""
    return [name.strip() for name in PLACE.findall(text)]


def filled(text: str, told: Callable[[str], str]) -> str:
    """The text with every place filled by what ``told`` says of its name."""
    return PLACE.sub(lambda found: told(found[1].strip()), text)


def template_problems(file: Mapping[str, Any]) -> Iterator[tuple[str, Sentence]]:
    """Every text whose places cannot be filled, by its path."""
    templates = file.get("templates") or {}
    result = templates.get("result") or {}
    if result and bool(result.get("title")) != bool(result.get("paragraphs")):
        yield "templates.result", Sentence(NO_WORDS)
    asked = questions_of(file.get("form"))
    for path, text in _texts(templates):
        for sentence in _faults(text, asked):
            yield path, sentence


def _texts(templates: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    result = templates.get("result") or {}
    yield from ((f"templates.result.{key}", result[key]) for key in ("title", "signer") if key in result)
    yield from ((f"templates.result.paragraphs[{at}]", text) for at, text in enumerate(result.get("paragraphs", ())))
    yield from ((f"templates.{key}", templates[key]) for key in OWN_WORDS if key in templates)


def _faults(text: str, asked: frozenset[str]) -> Iterator[Sentence]:
    if set(PLACE.sub("", text)) & set("{}"):
        yield Sentence(NOT_CLOSED)
    for name in places_in(text):
        if name.startswith(ANSWERS):
            if name.removeprefix(ANSWERS) not in asked:
                yield Sentence(NO_QUESTION, {"key": name.removeprefix(ANSWERS)[:60]})
        elif name not in KNOWN:
            near = nearest(name, KNOWN)
            yield (
                Sentence(NO_NAME_NEAR, {"name": name[:60], "near": near})
                if near
                else Sentence(NO_NAME, {"name": name[:60]})
            )
