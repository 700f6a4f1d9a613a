"""Names in double braces found and filled, wherever LibreOffice split them; runs in the child.

A paragraph with a list is repeated for each item. ``{{nếu x}}`` and ``{{hết}}`` in one paragraph keep or drop it, on
paragraphs of their own they keep or drop what lies between.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from motcua.correspondence.odt.faults import Unusable
from motcua.correspondence.odt.package import TEXT
from motcua.correspondence.rules.placeholders import END, LEFT_OPEN, PLACE, condition_of, plain_name

PARAGRAPHS = (f"{{{TEXT}}}p", f"{{{TEXT}}}h")
BOOKMARK, SPACE, TAB = f"{{{TEXT}}}bookmark", f"{{{TEXT}}}s", f"{{{TEXT}}}tab"
NAME, COUNT = f"{{{TEXT}}}name", f"{{{TEXT}}}c"
ROOM = {"so": "\u00a0" * 6, "ngay_ban_hanh": "\u00a0" * 34, "ky": ""}  # so wide is what is written there later
MARKS = {"so": "mcso", "ngay_ban_hanh": "mcngay", "ky": "mcky"}
Values = Mapping[str, Any]
Segment = tuple[Any, str]  # an element and whether its text or its tail


def names_in(tree: Any) -> list[str]:
    """Every name that stands in double braces, as it is known."""
    return [plain_name(found) for paragraph in _paragraphs(tree) for found in PLACE.findall(_joined(paragraph))]


def text_of(tree: Any) -> str:
    """The words, a line a paragraph."""
    return "\n".join(_joined(paragraph) for paragraph in _paragraphs(tree))


def fill(tree: Any, values: Values) -> None:
    """Fill the tree in place. Refuses with Unusable where a condition is not closed."""
    for paragraph in _paragraphs(tree):
        if paragraph.getparent() is not None:
            _choose(paragraph, values)
    for paragraph in _paragraphs(tree):
        _repeat(paragraph, values)
    for paragraph in _paragraphs(tree):
        _write(paragraph, values)


def _paragraphs(tree: Any) -> list[Any]:
    return list(tree.iter(*PARAGRAPHS))


def _segments(element: Any) -> Iterator[Segment]:
    """The places of text inside a paragraph, in reading order, without what lies in paragraphs within it."""
    yield element, "text"
    for child in element:
        if child.tag not in PARAGRAPHS:
            yield from _segments(child)
        yield child, "tail"


def _said(segment: Segment) -> str:
    element, part = segment
    if part == "text" and element.tag == SPACE:
        return " " * int(element.get(COUNT, "1"))
    return str(getattr(element, part) or "")


def _joined(paragraph: Any) -> str:
    return "".join(_said(one) for one in _segments(paragraph))


def _names(paragraph: Any) -> list[str]:
    return [plain_name(found) for found in PLACE.findall(_joined(paragraph))]


def _choose(paragraph: Any, values: Values) -> None:
    """Keep or drop what a condition governs."""
    names = _names(paragraph)
    asked = next((found for name in names if (found := condition_of(name))), None)
    if asked is None:
        return
    holds = bool(values.get(asked))
    if END in names:
        if not holds:
            _drop(paragraph)
        return
    between, last = [], paragraph.getnext()
    while last is not None and not (last.tag in PARAGRAPHS and END in _names(last)):
        between.append(last)
        last = last.getnext()
    if last is None:
        raise Unusable("unclosed")
    for one in (paragraph, last, *(() if holds else between)):
        _drop(one)


def _drop(element: Any) -> None:
    """Take it out; a cell of a table keeps one paragraph, or it would not open."""
    parent = element.getparent()
    if element.tag in PARAGRAPHS and len(parent) == 1:
        for child in list(element):
            element.remove(child)
        element.text = None
        return
    parent.remove(element)


def _repeat(paragraph: Any, values: Values) -> None:
    """A copy of the paragraph for each item of the list that it names."""
    name = next((one for one in _names(paragraph) if isinstance(values.get(one), list)), None)
    if name is None:
        return
    items = values[name]
    for item in items:
        copy = deepcopy(paragraph)
        copy.tail = None
        paragraph.addprevious(copy)
        _write(copy, {**values, name: item})
    _drop(paragraph)


def _write(paragraph: Any, values: Values) -> None:
    """Every name of the paragraph replaced, the last first so that places before it stay where they are."""
    segments = list(_segments(paragraph))
    starts, text = [], ""
    for one in segments:
        starts.append(len(text))
        text += _said(one)
    for match in reversed(list(PLACE.finditer(text))):
        name = plain_name(match[1])
        value = "" if condition_of(name) or name == END else values.get(name, "")
        _replace(segments, starts, match.span(), name=name, value=str(value))


def _replace(segments: list[Segment], starts: list[int], span: tuple[int, int], *, name: str, value: str) -> None:
    first, last = (max(at for at, start in enumerate(starts) if start <= place) for place in (span[0], span[1] - 1))
    tail = _said(segments[last])[span[1] - starts[last] :]
    for between in segments[first + 1 : last]:
        _set(between, "")
    if last > first:
        _set(segments[last], tail)
        tail = ""
    before = _said(segments[first])[: span[0] - starts[first]]
    if name in LEFT_OPEN:
        _set(segments[first], before)
        _mark(segments[first], MARKS[name], ROOM[name] + tail)
    else:
        _set(segments[first], before + value + tail)


def _set(segment: Segment, text: str) -> None:
    element, part = segment
    if part == "text" and element.tag == SPACE:
        element.set(COUNT, str(len(text)))
        return
    setattr(element, part, text or None)


def _mark(segment: Segment, name: str, after: str) -> None:
    """A bookmark there, and what follows it."""
    element, part = segment
    mark = element.makeelement(BOOKMARK, {NAME: name})
    mark.tail = after or None
    if part == "text":
        element.insert(0, mark)
        return
    parent = element.getparent()
    parent.insert(parent.index(element) + 1, mark)
