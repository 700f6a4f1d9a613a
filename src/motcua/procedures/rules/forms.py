"""Whether the e-form of a bundle can be used, and which questions its fees, papers and steps may look at."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.eforms.rules import Field, Form, check_form
from motcua.eforms.rules.conditions import fields_in, tests_in
from motcua.eforms.rules.kinds.choices import OTHER
from motcua.kernel.words import N_, Sentence

Found = Iterator[tuple[str, Sentence]]
BROKEN = N_("Biểu mẫu ghi ở đây không đọc được.")
NO_FIELD = N_("Biểu phí nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
NO_STEP_FIELD = N_("Điều kiện của bước nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
NO_PAPER_FIELD = N_("Điều kiện của giấy tờ nhắc đến câu hỏi “%(key)s” không có trong biểu mẫu.")
TAKEN = N_("Biểu mẫu có sẵn đã có câu hỏi mang khóa “%(key)s”. Hãy đặt khóa khác cho câu hỏi thêm này.")
NOT_A_NUMBER = N_("“%(name)s” phải là một câu hỏi trả lời bằng số (number); câu hỏi “%(key)s” thì không.")
NOT_OFFERED = N_("Câu hỏi “%(key)s” không có lựa chọn “%(value)s”. Các lựa chọn: %(options)s.")
ALWAYS_KNOWN: Mapping[str, tuple[str, ...]] = {"channel": ("online", "counter", "post")}
NUMBERS = frozenset({"integer", "money", "computed"})
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
    if not problems and "use" in form:
        taken = Form.from_json({"use": form["use"]}).fields
        for place, one in enumerate(form.get("extra_fields", ())):
            if one["key"] in taken:
                yield f"form.extra_fields[{place}].key", Sentence(TAKEN, {"key": one["key"]})


def fee_field_problems(fees: Mapping[str, Any], form: Mapping[str, Any] | None) -> Found:
    """Questions that the fee table looks at and the form does not ask or not so; both are sound by themselves."""
    asked = _questions(form)
    for place, row in enumerate(fees.get("rows", ())):
        at = f"fees.rows[{place}]"
        for path in _unknown(_fields_of(row), asked):
            yield at, Sentence(NO_FIELD, {"key": path[:60]})
        for name in ("per", "times"):
            question = asked.get(_plain(row.get(name, "")))
            if question and question.kind not in NUMBERS:
                yield f"{at}.{name}", Sentence(NOT_A_NUMBER, {"name": name, "key": row[name][:60]})
        for part in (row, *row.get("exemptions", ())):
            yield from _not_offered(at, part.get("when"), asked)
    for place, one in enumerate(fees.get("exemptions", ())):
        yield from _not_offered(f"fees.exemptions[{place}].when", one.get("when"), asked)


def condition_field_problems(at: str, parts: Sequence[Mapping[str, Any]], form: Mapping[str, Any] | None) -> Found:
    """Questions and answers that the conditions of papers or steps (``at``) look at and the form does not have."""
    text = NO_PAPER_FIELD if at == "requirements" else NO_STEP_FIELD
    asked = _questions(form)
    for place, part in enumerate(parts):
        for path in _unknown(fields_in(part.get("when")), asked):
            yield f"{at}[{place}].when", Sentence(text, {"key": path[:60]})
        yield from _not_offered(f"{at}[{place}].when", part.get("when"), asked)


def questions_of(form: Mapping[str, Any] | None) -> frozenset[str]:
    """The paths of every question of a sound form."""
    return frozenset(_questions(form))


def _questions(form: Mapping[str, Any] | None) -> Mapping[str, Field]:
    return Form.from_json(form).fields if form else {}


def _plain(path: str) -> str:
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _unknown(paths: Iterator[str], asked: Mapping[str, Field]) -> Iterator[str]:
    return (path for path in paths if _plain(path) not in asked and _plain(path) not in ALWAYS_KNOWN)


def _not_offered(at: str, condition: Mapping[str, Any] | None, asked: Mapping[str, Field]) -> Found:
    """Answers that a condition waits for and that nobody can choose."""
    for test in tests_in(condition):
        options = _options(test["field"], asked)
        wanted = [test[name] for name in ("is", "is_not") if name in test]
        wanted += [one for name in ("in", "not_in") for one in test.get(name, ())]
        for value in wanted if options else ():
            if value not in options:
                told = {"key": test["field"][:60], "value": str(value)[:60], "options": ", ".join(options)}
                yield at, Sentence(NOT_OFFERED, told)


def _options(path: str, asked: Mapping[str, Field]) -> tuple[str, ...]:
    """What can be chosen; nothing where a person answers in their own words."""
    question = asked.get(_plain(path))
    if question is None:
        return ALWAYS_KNOWN.get(path, ())
    own_words = (OTHER,) if question.kind == "choice_or_text" else ()
    return (*(one.value for one in question.options), *own_words) if question.options else ()


def _fields_of(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (row[name] for name in ("per", "times") if name in row)
    yield from fields_in(row.get("when"))
    for exemption in row.get("exemptions", ()):
        yield from fields_in(exemption.get("when"))
