"""Whether the e-form of a bundle can be used, and which questions its fees, papers and steps may look at."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.eforms.rules import Form, check_form
from motcua.eforms.rules.conditions import fields_in
from motcua.kernel.words import N_, Sentence

Found = Iterator[tuple[str, Sentence]]
BROKEN = N_("Biểu mẫu ghi ở đây không đọc được.")
NO_FIELD = N_("Biểu phí nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
NO_STEP_FIELD = N_("Điều kiện của bước nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
NO_PAPER_FIELD = N_("Điều kiện của giấy tờ nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
ALWAYS_KNOWN = frozenset({"channel"})
FAULTS = (LookupError, TypeError, ValueError, AttributeError, RecursionError)


def form_problems(form: Mapping[str, Any]) -> Found:
    """What is wrong with the form itself."""
    try:
        problems = check_form(form)
    except FAULTS:
        yield "form", Sentence(BROKEN)
        return
    for problem in problems:
        yield f"form.{problem.path}".rstrip("."), problem.sentence


def fee_field_problems(fees: Mapping[str, Any], form: Mapping[str, Any] | None) -> Found:
    """Questions that the fee table looks at and the form does not ask; both are sound by themselves."""
    for place, row in enumerate(fees.get("rows", ())):
        for path in _unknown(_fields_of(row), form):
            yield f"fees.rows[{place}]", Sentence(NO_FIELD, {"key": path[:60]})


def condition_field_problems(at: str, parts: Sequence[Mapping[str, Any]], form: Mapping[str, Any] | None) -> Found:
    """Questions that the conditions of papers or steps (``at``) look at and the form does not ask."""
    text = NO_PAPER_FIELD if at == "requirements" else NO_STEP_FIELD
    for place, part in enumerate(parts):
        for path in _unknown(fields_in(part.get("when")), form):
            yield f"{at}[{place}].when", Sentence(text, {"key": path[:60]})


def questions_of(form: Mapping[str, Any] | None) -> frozenset[str]:
    """The paths of every question of a sound form."""
    return frozenset(Form.from_json(form).fields) if form else frozenset()


def _unknown(paths: Iterator[str], form: Mapping[str, Any] | None) -> Iterator[str]:
    known = questions_of(form) | ALWAYS_KNOWN
    for path in paths:
        plain = ".".join(part for part in path.split(".") if not part.isdigit())
        if plain not in known:
            yield path


def _fields_of(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (row[name] for name in ("per", "times") if name in row)
    yield from fields_in(row.get("when"))
    for exemption in row.get("exemptions", ()):
        yield from fields_in(exemption.get("when"))
