"""One typst compiler a process and a folder of templates, our fonts only; the same facts always give the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from motcua.printing.letters import FONTS, printable

_ONE_AT_A_TIME = Lock()  # the compiler is not made for two threads at once
Standard = Literal["a-2b", "a-3b"]


class Press:
    """Prints the templates of a folder; each has a function ``form`` that takes a dictionary."""

    def __init__(self, templates: Path) -> None:
        self.templates = templates

    def printed(
        self, template: str, values: Mapping[str, Any], *, at: datetime, standard: Standard | None = "a-2b"
    ) -> bytes:
        """The template filled with ``values`` as a PDF that says it was made at ``at``."""
        # Not by sys.inputs: they change the compiler's library, and then nothing it laid out before is used again.
        told = literal(json.dumps(values, ensure_ascii=False))
        source = f'#import "/{template}": form\n#form(json(bytes({told})))'
        at = at.astimezone(UTC).replace(microsecond=0)  # a PDF knows whole seconds only, the compiler refuses others
        with _ONE_AT_A_TIME:
            compiler = _compiler(self.templates)
            printed = compiler.compile(source.encode(), format="pdf", pdf_standards=standard or [], timestamp=at)
        if not isinstance(printed, bytes):
            raise TypeError("the compiler gave no document")
        return printed


def literal(text: str) -> str:
    """A typst string: only the quote and the backslash mean something inside one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache
def _compiler(templates: Path) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(root=str(templates), font_paths=fonts)


def cleaned(value: Any) -> Any:
    """Every text in ``value`` in letters that the fonts have."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value
