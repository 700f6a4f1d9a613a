"""The statutory documents as PDF/A, drawn by typst from plain facts; the form set is that of the day of receipt."""

import json
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path

import typst

from motcua.dossiers.prints.contents import CONTENTS
from motcua.dossiers.prints.facts import Facts
from motcua.dossiers.prints.sets import NoSuchForm, form_on

ROOM = Path(__file__).parent
__all__ = ["NoSuchForm", "render"]


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """The compiler of this process: fonts are read once, and only ours are known."""
    return typst.Compiler(
        str(ROOM / "forms" / "document.typ"),
        root=str(ROOM),
        font_paths=[str(ROOM / "fonts")],
        ignore_system_fonts=True,
    )


def render(form_key: str, facts: Facts, *, on: date) -> bytes:
    """PDF/A-2b of the form as the set of ``on`` (the day of receipt) has it; refuses with NoSuchForm."""
    document = CONTENTS[form_key](form_on(form_key, on), facts)
    page = _compiler().compile(
        format="pdf",
        sys_inputs={"document": json.dumps(asdict(document), ensure_ascii=False)},
        pdf_standards=["a-2b"],
    )
    assert isinstance(page, bytes)
    return page
