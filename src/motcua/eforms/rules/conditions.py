"""Conditions as data: when a page or field is asked, when a rule counts. Nothing is ever executed."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.eforms.rules.clean import at_path, is_filled

Condition = Mapping[str, Any]
JOINS = ("all", "any", "not")
TESTS = ("is", "is_not", "in", "not_in", "filled", "at_least", "at_most")
MOST_DEPTH = 8


def _value(answers: Mapping[str, Any], row: Mapping[str, Any] | None, path: str) -> Any:
    """The answer at ``path``: in the same row or group first, then in the whole form."""
    if row is not None:
        near = at_path(row, path)
        if near is not None:
            return near
    found = at_path(answers, path)
    return found.get("choice") if isinstance(found, Mapping) and "choice" in found else found


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _passes(test: str, wanted: Any, value: Any) -> bool:
    if test == "filled":
        return is_filled(value) is bool(wanted)
    if test in ("is_not", "not_in") and not is_filled(value):
        return False  # nobody has answered yet, so nothing follows from the answer
    if test in ("is", "is_not"):
        return _same(value, wanted) is (test == "is")
    if test in ("in", "not_in"):
        return any(_same(value, one) for one in wanted) is (test == "in")
    number = _number(value)
    if number is None:
        return False
    return number >= wanted if test == "at_least" else number <= wanted


def holds(condition: Condition | None, answers: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> bool:
    """Whether the condition is met; no condition always is."""
    if not condition:
        return True
    if "all" in condition:
        return all(holds(part, answers, row) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers, row) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers, row)
    value = _value(answers, row, condition["field"])
    return all(_passes(test, condition[test], value) for test in TESTS if test in condition)


def fields_in(condition: Condition | None) -> Iterator[str]:
    """The paths a condition looks at."""
    return (one["field"] for one in tests_in(condition))


def tests_in(condition: Condition | None) -> Iterator[Condition]:
    """Every test of one question that a condition is joined from."""
    if not condition:
        return
    if "field" in condition:
        yield condition
    for join in ("all", "any"):
        for part in condition.get(join, ()):
            yield from tests_in(part)
    if "not" in condition:
        yield from tests_in(condition["not"])


def faults_of(condition: object, depth: int = 0) -> Iterator[str]:
    """What is wrong with a condition that somebody wrote."""
    if not isinstance(condition, Mapping) or depth > MOST_DEPTH:
        yield "…"
        return
    joins = [join for join in JOINS if join in condition]
    if len(condition) == 1 and joins:
        parts = condition[joins[0]] if joins[0] != "not" else [condition["not"]]
        if not isinstance(parts, list) or not parts:
            yield joins[0]
            return
        for part in parts:
            yield from faults_of(part, depth + 1)
        return
    yield from _test_faults(condition)


def _test_faults(condition: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(condition.get("field"), str) or not condition["field"]:
        yield "field"
    tests = set(condition) - {"field"}
    if not tests or tests - set(TESTS):
        yield ", ".join(sorted(str(one) for one in tests - set(TESTS))) or "is"
    for test in ("in", "not_in"):
        if test in condition and not isinstance(condition[test], list):
            yield test
    for test in ("at_least", "at_most"):
        if test in condition and _number(condition[test]) is None:
            yield test
