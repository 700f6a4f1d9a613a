"""Reaching one place of a bundle by its path: ``time_limits.counter.value``, ``requirements[identity].name``."""

import re
from collections.abc import Sequence
from typing import Any

PART = re.compile(r"\.?([A-Za-z_][A-Za-z_0-9]*)|\[([A-Za-z_0-9]+)\]")
PARAMETERS = "parameters."
ORDER = ":order"


class NoSuchPlace(LookupError):
    """The path leads nowhere in this bundle."""


def parts_of(path: str) -> list[str]:
    """The steps of a path; a parameter's key holds a dot of its own."""
    if path.startswith(PARAMETERS):
        key, _, rest = path.removeprefix(PARAMETERS).partition(":")
        return ["parameters", key, *([rest] if rest else [])]
    found, end = [], 0
    for match in PART.finditer(path):
        if match.start() != end:
            raise NoSuchPlace(path)
        found.append(match[1] or match[2])
        end = match.end()
    if end != len(path) or not found:
        raise NoSuchPlace(path)
    return found


def put(bundle: dict[str, Any], path: str, value: Any) -> None:
    """Set what stands at ``path``; None takes a part away, a part with a new key is added.

    ``requirements:order`` → keys puts the named parts in that order, others after them. Refuses with NoSuchPlace.
    """
    path, is_order = (path.removesuffix(ORDER), True) if path.endswith(ORDER) else (path, False)
    *way, last = parts_of(path)
    place: Any = bundle
    for part in way:
        place = _inside(place, part, path)
    if is_order:
        _reorder(place.get(last) if isinstance(place, dict) else None, value)
    elif isinstance(place, list):
        _put_part(place, last, value, path=path)
    elif not isinstance(place, dict):
        raise NoSuchPlace(path)
    elif value is None:
        place.pop(last, None)
    else:
        place[last] = value


def _put_part(listed: list[Any], key: str, value: Any, *, path: str) -> None:
    is_new = isinstance(value, dict) and value.get("key") == key and all(one.get("key") != key for one in listed)
    if is_new:
        listed.append(value)
    elif value is None:
        del listed[_number(listed, key, path)]
    else:
        listed[_number(listed, key, path)] = value


def _reorder(listed: Any, keys: Sequence[str]) -> None:
    if isinstance(listed, list):
        place = {key: number for number, key in enumerate(keys)}
        listed.sort(key=lambda one: place.get(one["key"], len(place)))


def _inside(place: Any, part: str, path: str) -> Any:
    if isinstance(place, list):
        return place[_number(place, part, path)]
    if isinstance(place, dict):
        return place.setdefault(part, {})
    raise NoSuchPlace(path)


def _number(listed: list[Any], part: str, path: str) -> int:
    for number, one in enumerate(listed):
        if isinstance(one, dict) and one.get("key") == part:
            return number
    if part.isdecimal() and int(part) < len(listed):
        return int(part)
    raise NoSuchPlace(path)
