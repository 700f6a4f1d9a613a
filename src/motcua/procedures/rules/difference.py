"""What changed between two versions of a bundle, line by line, as the editor and the ledger tell it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.procedures.rules.labels import label_of


@dataclass(frozen=True)
class Change:
    """One difference: where, what that place is called, and its text before and after (None: not there)."""

    path: str
    label: str
    old: Any
    new: Any


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every difference between two bundles, in the order of the new one; named parts are followed by their key."""
    return list(_changes("", "", old=old, new=new))


def _changes(path: str, label: str, *, old: Any, new: Any) -> Iterator[Change]:
    if old == new and type(old) is type(new):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*new, *(key for key in old if key not in new)]:
            deeper = f"{path}.{key}" if path else key
            yield from _changes(deeper, _under(label, label_of(key)), old=old.get(key), new=new.get(key))
    elif _is_keyed(old) and _is_keyed(new):
        yield from _keyed_changes(path, label, old=old, new=new)
    else:
        yield Change(path, label, old, new)


def _is_keyed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) and "key" in one for one in value)


def _keyed_changes(path: str, label: str, *, old: list[Any], new: list[Any]) -> Iterator[Change]:
    before = {one["key"]: one for one in old}
    after = {one["key"]: one for one in new}
    for key in [*after, *(key for key in before if key not in after)]:
        name = _name(after.get(key) or before[key])
        yield from _changes(f"{path}[{key}]", _under(label, name), old=before.get(key), new=after.get(key))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield Change(path, label, [_name(one) for one in old], [_name(one) for one in new])


def _name(part: Mapping[str, Any]) -> str:
    """What people call a part."""
    return str(part.get("name") or part.get("label") or part["key"])


def _under(label: str, name: str) -> str:
    return f"{label} › {name}" if label else name
