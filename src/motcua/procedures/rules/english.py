"""Whether each English line of a bundle belongs to a sentence that stands in the bundle or in its form."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.eforms.rules import Form
from motcua.kernel.fold import nfc
from motcua.kernel.words import N_, Sentence
from motcua.procedures.rules.nearest import nearest

NO_SENTENCE = N_("Gói không có câu tiếng Việt nào đúng là “%(text)s”.")
NO_SENTENCE_NEAR = N_("Gói không có câu tiếng Việt nào đúng là “%(text)s”. Có phải bạn muốn ghi “%(near)s”?")


def english_problems(file: Mapping[str, Any]) -> Iterator[tuple[str, Sentence]]:
    """English lines that nobody would ever read; the form is sound by itself."""
    unread = unread_lines(file)
    known = frozenset(_sentences(file)) if unread else frozenset()
    for text in sorted(unread):
        near = nearest(text, known)
        told = {"text": text[:80], "near": (near or "")[:80]}
        yield f"english.{text[:40]}", Sentence(NO_SENTENCE_NEAR if near else NO_SENTENCE, told)


def unread_lines(file: Mapping[str, Any]) -> frozenset[str]:
    """The Vietnamese of every English line that stands nowhere in the bundle or its form."""
    lines = file.get("english") or {}
    known = frozenset(_sentences(file)) if lines else frozenset()
    return frozenset(text for text in lines if nfc(text) not in known)


def _sentences(file: Mapping[str, Any]) -> Iterator[str]:
    yield from _texts({key: part for key, part in file.items() if key != "english"})
    yield from _of_form(file.get("form"))


def _of_form(form: Mapping[str, Any] | None) -> Iterator[str]:
    if not form:
        return
    read = Form.from_json(form)
    yield from _texts(read.definition)
    yield from (nfc(option.label) for one in read.fields.values() for option in one.options)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield nfc(part)
    elif isinstance(part, Mapping | list | tuple):
        for inner in part.values() if isinstance(part, Mapping) else part:
            yield from _texts(inner)
