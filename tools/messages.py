"""Catalogues: compile ``.po`` to ``.mo`` and check that every Vietnamese sentence has its English one.

Source texts are Vietnamese. ``compile`` writes what is out of date; ``check`` extracts every marked text of Python and
Jinja2 and names what lacks a translation, what no text uses any more, and placeholders that do not agree;
``missing ROOM`` prints the entries a room still needs, ready to be translated.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "motcua"
PLURALS = {"ngettext": (1, 2), "ngettext_lazy": (1, 2), "npgettext": ((1, "c"), 2, 3)}
CONTEXTS = {"pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2)}
PLAIN = dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"))
KEYWORDS = {**PLAIN, **PLURALS, **CONTEXTS}
JINJA = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true", "silent": "false"}
JINJA |= {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%|\{(\w*)\}")
WITHOUT_TEXT = {"migrations", "static", "locale", "data", "__pycache__"}

Key = tuple[str, str]  # context (may be empty) and Vietnamese text


@dataclass
class Text:
    """One marked text: its plural, and where it stands."""

    key: Key
    plural: str | None
    places: list[str] = field(default_factory=list)


def extracted(source: Path = SRC) -> dict[Key, Text]:
    """Every marked text below ``source``."""
    texts: dict[Key, Text] = {}
    for path, method in _files(source):
        options = JINJA if method == "jinja2" else {}
        with path.open("rb") as opened:
            found = extract(method, opened, keywords=KEYWORDS, options=options, strip_comment_tags=True)
            for line, message, _, context in found:
                singular, plural = message if isinstance(message, tuple) else (message, None)
                text = texts.setdefault((context or "", singular), Text((context or "", singular), plural))
                text.places.append(f"{path.relative_to(source)}:{line}")
    texts.pop(("", ""), None)
    return texts


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(source.rglob("*")):
        parts = path.relative_to(source).parts
        if WITHOUT_TEXT.intersection(parts) or not path.is_file():
            continue
        if path.suffix == ".py":
            yield path, "python"
        elif "jinja2" in parts:
            yield path, "jinja2"


def catalogues(source: Path = SRC) -> dict[Path, Catalog]:
    """Every English catalogue below ``source``."""
    found = {}
    for path in sorted(source.rglob("locale/en/LC_MESSAGES/django.po")):
        with path.open("rb") as opened:
            found[path] = read_po(opened, locale="en", abort_invalid=True)
    return found


def problems(source: Path = SRC) -> list[str]:
    """What is wrong between the texts and their catalogues, one line each."""
    texts = extracted(source)
    english: dict[Key, dict[str, str]] = defaultdict(dict)
    found = []
    for path, catalogue in catalogues(source).items():
        name = str(path.relative_to(source))
        for message in catalogue:
            if not message.id:
                continue
            singular = message.id[0] if isinstance(message.id, tuple) else message.id
            key = (message.context or "", singular)
            found += [f"{name}: {fault}" for fault in _faults(message.id, message.string, message.fuzzy)]
            english[key][name] = message.string[0] if isinstance(message.string, tuple) else message.string
            if key not in texts:
                found.append(f"{name}: no text uses “{singular}”")
    found += [f"{text.places[0]}: no English for “{key[1]}”" for key, text in texts.items() if key not in english]
    found += [
        f"{' and '.join(given)} say “{key[1]}” differently"
        for key, given in english.items()
        if len(set(given.values())) > 1
    ]
    return sorted(found)


def _faults(source: object, target: object, is_fuzzy: bool) -> Iterator[str]:
    sources = source if isinstance(source, tuple) else (source,)
    targets = target if isinstance(target, tuple) else (target,)
    if is_fuzzy:
        yield f"fuzzy: “{sources[0]}”"
    if not all(targets):
        yield f"empty: “{sources[0]}”"
        return
    allowed = set().union(*(_placeholders(text) for text in sources))
    for text in targets:
        if _placeholders(text) - allowed or (len(targets) == 1 and _placeholders(text) != allowed):
            yield f"placeholders differ: “{sources[0]}” / “{text}”"


def _placeholders(text: object) -> set[str]:
    return {match[1] or match[2] for match in PLACEHOLDER.finditer(str(text)) if match[0] != "%%"}


def compile_all(source: Path = SRC) -> int:
    """Write every ``.mo`` that is older than its ``.po``; returns how many."""
    written = 0
    for path, catalogue in catalogues(source).items():
        result = path.with_suffix(".mo")
        if result.exists() and result.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        fresh = result.with_suffix(".new")
        with fresh.open("wb") as opened:
            write_mo(opened, catalogue)
        fresh.replace(result)
        written += 1
    return written


def missing(room: str) -> Iterator[str]:
    """Entries that the room's texts need and no catalogue has, to be pasted and translated."""
    known = {
        (message.context or "", message.id[0] if isinstance(message.id, tuple) else message.id)
        for catalogue in catalogues().values()
        for message in catalogue
    }
    for key, text in extracted().items():
        if key in known or not any(place.startswith(room) for place in text.places):
            continue
        context = [f"msgctxt {_quoted(key[0])}"] if key[0] else []
        plural = (
            [f"msgid_plural {_quoted(text.plural)}", 'msgstr[0] ""', 'msgstr[1] ""'] if text.plural else ['msgstr ""']
        )
        yield "\n".join([*context, f"msgid {_quoted(key[1])}", *plural, ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main(arguments: list[str]) -> int:
    """``compile``, ``check`` or ``missing ROOM``."""
    match arguments:
        case ["compile"]:
            print(f"{compile_all()} catalogues compiled")
        case ["check"]:
            found = problems()
            print("\n".join([*found, f"{len(found)} problems in the catalogues"] if found else ["catalogues complete"]))
            return 1 if found else 0
        case ["missing", room]:
            print("\n".join(missing(room)))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
