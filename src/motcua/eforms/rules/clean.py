"""Texts as people or attackers send them, made safe to keep: composed, no control characters, bounded."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

MOST_LETTERS = 5_000
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000\ufeff]+")
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co"})


def clean_text(raw: object, *, lines: bool = False, most: int = MOST_LETTERS) -> str:
    """``raw`` in NFC without control characters, outer blanks and runs of blanks; newlines only when ``lines``."""
    if not isinstance(raw, str):
        return ""
    text = unicodedata.normalize("NFC", raw[: most * 4])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = text.replace("\n", " ")
    text = _SPACES.sub(" ", text)
    if not text.isprintable():
        text = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in _CONTROL)
    return text.strip()[:most].strip()


def first_of(post: Mapping[str, Any], name: str) -> str:
    """The first text posted under ``name``; empty when there is none."""
    return next(iter(all_of(post, name)), "")


def all_of(post: Mapping[str, Any], name: str) -> list[str]:
    """All texts posted under ``name``, whatever kind of mapping the post is."""
    getlist = getattr(post, "getlist", None)
    found: Any = getlist(name) if callable(getlist) else post.get(name)
    if isinstance(found, str):
        return [found]
    if not isinstance(found, Iterable) or isinstance(found, bytes | Mapping):
        return []
    return [one for one in found if isinstance(one, str)]


def is_filled(value: object) -> bool:
    """Whether somebody answered: False is an answer, blanks and containers of blanks are none."""
    if isinstance(value, Mapping):
        return any(is_filled(part) for part in value.values())
    if isinstance(value, list | tuple):
        return any(is_filled(part) for part in value)
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None


def filled_only(value: Any) -> Any:
    """The same without what nobody answered; rows keep their places."""
    if isinstance(value, Mapping):
        return {key: filled_only(part) for key, part in value.items() if is_filled(part)}
    return [filled_only(row) for row in value] if isinstance(value, list) else value


def at_path(answers: object, path: str) -> Any:
    """The value at a dotted path ("requester_id.number", "documents.0.name"); None when there is none."""
    found: Any = answers
    for part in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, list) and part.isascii() and part.isdigit() and int(part[:4]) < len(found):
            found = found[int(part[:4])]
        else:
            return None
    return found
