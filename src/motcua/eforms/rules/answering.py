"""Answers: read from a post, worked out, filled from known facts, checked, carried to another version."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from motcua.eforms.rules.calendar import age_on, date_words, span_of
from motcua.eforms.rules.clean import at_path, filled_only, is_filled
from motcua.eforms.rules.conditions import holds
from motcua.eforms.rules.form import Field, Form, Page, visible_answers, visible_fields
from motcua.eforms.rules.kinds import kind_for
from motcua.eforms.rules.kinds.base import NOT_READABLE, Post
from motcua.eforms.rules.kinds.rows import MOST_ROWS, check_field, read_parts
from motcua.eforms.rules.structure import misshapen
from motcua.kernel import clock
from motcua.kernel.words import Sentence

BETWEEN = re.compile(r"[\s.\-]")
Answers = dict[str, Any]
Errors = dict[str, Sentence]


def read_post(page: Page, post: Mapping[str, Any], today: date | None = None) -> Answers:
    """What the page's questions were answered; a wrong answer stays as typed, so that nothing is lost."""
    return read_parts(page.fields, Post(post, today or clock.today()), "")


def add_row(answers: Mapping[str, Any], key: str) -> Answers:
    """The answers with one more empty row under a repeated question."""
    rows = answers.get(key)
    kept = list(rows) if isinstance(rows, list) else []
    return {**answers, key: [*kept, {}][:MOST_ROWS]}


def drop_row(answers: Mapping[str, Any], key: str, index: int) -> Answers:
    """The answers without that row."""
    rows = answers.get(key)
    kept = list(rows) if isinstance(rows, list) else []
    return {**answers, key: [row for at, row in enumerate(kept) if at != index]}


def compute(form: Form, answers: Mapping[str, Any], today: date | None = None) -> Answers:
    """The answers with what the system works out itself (a date in words, an age, a total)."""
    found = dict(answers)
    for one in form.top_fields:
        if one.compute is None:
            continue
        value = _computed(one.compute, found, today or clock.today())
        if value is None:
            found.pop(one.key, None)
        else:
            found[one.key] = value
    return found


def _computed(how: Mapping[str, Any], answers: Mapping[str, Any], today: date) -> Any:
    if "date_words" in how:
        span = span_of(at_path(answers, how["date_words"]))
        return date_words(span.first) if span and span.first == span.last else None
    if "age" in how:
        span = span_of(at_path(answers, how["age"]))
        return age_on(span.first, today) if span else None
    rows = at_path(answers, how["total"])
    numbers = [row.get(how["of"]) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return sum(one for one in numbers if isinstance(one, int) and not isinstance(one, bool)) or None


def prefill(form: Form, facts: Mapping[str, Any]) -> Answers:
    """What is known already, by the bindings of the questions ("from": "applicant.name")."""
    found: Answers = {}
    for one in form.top_fields:
        value = _known(one, facts)
        if is_filled(value):
            found[one.key] = value
    return found


def _known(one: Field, facts: Mapping[str, Any]) -> Any:
    if one.kind == "group":
        inner = {part.key: value for part in one.parts if is_filled(value := _known(part, facts))}
        return inner or None
    if not one.source:
        return None
    owner = at_path(facts, one.source.rpartition(".")[0])
    fact = at_path(facts, one.source)
    return kind_for(one).from_fact(one, fact, owner if isinstance(owner, Mapping) else {})


def validate_page(form: Form, page_key: str, answers: object, *, today: date | None = None) -> Errors:
    """What is wrong on one page, by field path; rules between answers speak on the page of their last field."""
    page = form.page(page_key)
    known = visible_answers(form, answers)
    if page is None:
        return {}
    errors = _page_errors(form, page, known, today=today or clock.today())
    own = {one.key for one in page.fields}
    return errors | _rule_errors(form, known, errors, own=own, today=today or clock.today())


def validate(form: Form, answers: object, today: date | None = None) -> Errors:
    """What is wrong in the whole form; also whatever has the wrong shape. Empty when it may be handed in."""
    day = today or clock.today()
    known = visible_answers(form, answers)
    errors: Errors = {}
    for page in form.pages:
        errors |= _page_errors(form, page, known, today=day)
    errors |= _rule_errors(form, known, errors, own=None, today=day)
    for path in misshapen(form.validator, filled_only(known)):
        if not any(path == kept or kept.startswith(path) or path.startswith(kept) for kept in errors):
            field = form.fields.get(path.split(".")[0])
            errors[path] = Sentence(NOT_READABLE, {"label": field.label if field else path})
    return errors


def _page_errors(form: Form, page: Page, known: Mapping[str, Any], *, today: date) -> Errors:
    errors: Errors = {}
    for one in visible_fields(form, page, known):
        if not one.is_asked:
            continue
        for path, sentence in check_field(one, known.get(one.key), today).items():
            errors[f"{one.key}.{path}".rstrip(".")] = sentence
    return errors


def _rule_errors(
    form: Form, known: Mapping[str, Any], errors: Mapping[str, Any], *, own: set[str] | None, today: date
) -> Errors:
    found: Errors = {}
    faulty = {path.split(".")[0] for path in errors}
    for rule in form.rules:
        last = rule.fields[-1]
        if own is not None and last.split(".")[0] not in own:
            continue
        if any(path.split(".")[0] in faulty for path in rule.fields) or not holds(rule.when, known):
            continue
        values = [at_path(known, path) for path in rule.fields]
        if all(is_filled(value) for value in values) and not _rule_holds(rule.check, values, today):
            found[last] = Sentence(rule.sentence)
    return found


def _rule_holds(check: Mapping[str, Any], values: Sequence[Any], today: date) -> bool:
    """``differ``: no two alike; ``order``: no date before the one ahead; ``age_at_least``: against today."""
    if "differ" in check:
        return _all_differ(check["differ"], values)
    spans = [span_of(value.get("date") if isinstance(value, Mapping) else value) for value in values]
    if any(span is None for span in spans):
        return True
    dates = [span for span in spans if span]
    if check.get("order"):
        return all(first.first <= second.last for first, second in pairwise(dates))
    if "age_at_least" in check:
        return age_on(dates[0].first, today) >= int(check["age_at_least"])
    return True


def _all_differ(part: object, values: Sequence[Any]) -> bool:
    """No answer twice; where ``part`` names a question of a repeated one, none twice in its rows."""
    if isinstance(part, str):
        rows = values[0] if isinstance(values[0], list) else []
        values = [row.get(part) for row in rows if isinstance(row, Mapping)]
    told = [_bare(value) for value in values if is_filled(value)]
    return all(first != second for first, second in combinations(told, 2))


def _bare(value: Any) -> Any:
    """A number as typed, without what people put between its digits."""
    return BETWEEN.sub("", value).casefold() if isinstance(value, str) else value


def carry_over(old: Form, new: Form, answers: object) -> tuple[Answers, list[str]]:
    """Answers that still fit a new version, and the labels of those that do not."""
    kept: Answers = {}
    dropped: list[str] = []
    for key, value in visible_answers(old, answers).items():
        before, after = old.fields.get(key), new.fields.get(key)
        if after is not None and before is not None and after.kind == before.kind and _still_offered(after, value):
            kept[key] = value
        elif is_filled(value):
            dropped.append(before.label if before else key)
    return compute(new, kept), dropped


def _still_offered(one: Field, value: Any) -> bool:
    return one.kind != "choice" or any(option.value == value for option in one.options)
