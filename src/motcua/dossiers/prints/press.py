"""Printing: one typst compiler per process, our fonts only, the same facts always give the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from motcua.dossiers.prints.content import CONTENT
from motcua.dossiers.prints.content.parts import code_label, head, signature
from motcua.dossiers.prints.facts import Case, Facts, ResultFacts, Signature
from motcua.dossiers.prints.letters import FONTS, printable
from motcua.dossiers.prints.qr import QrContent, drawn, masked
from motcua.dossiers.prints.sets import Form, form_on
from motcua.kernel.clock import VIETNAM

LONGEST_NUMBER = 20
TEMPLATES = Path(__file__).parent / "forms"
_ONE_AT_A_TIME = Lock()  # the compiler is not made for two threads at once


def render(form_key: str, facts: Facts, *, on: date) -> bytes:
    """The document as PDF/A-2b, by the form that held on the day of receipt ``on``.

    Law: PR-01. Refuses with NoSuchForm where the set of that day has no such form.
    """
    form = form_on(form_key, on)
    kind, content = CONTENT[form_key]
    if not isinstance(facts, kind):
        raise TypeError(f"{form_key} is printed from {kind.__name__}, not {type(facts).__name__}")
    case = getattr(facts, "case", None)
    values = _cleaned({"form": _form(form), "head": head(form, facts.paper), **content(facts)})
    values["meta"] = _meta(form, facts, case)
    qr = _qr(form, case) if case and form.person_in_qr != "none" else ""
    at = facts.paper.issued_at or datetime.combine(on, time(), VIETNAM)
    return _printed(_source(form.template, values, qr), at)


def render_result(told: ResultFacts) -> bytes:
    """The draft of a result as PDF/A-2b, in the words of its procedure; number and date are left open."""
    form = Form("result", "", told.title, "", "result.typ", "none", {}, "", is_verified=True)
    values = {
        "form": _form(form),
        "head": {**head(form, told.paper), "is_draft": False},
        "paragraphs": list(told.paragraphs),
        "signer": signature(Signature(), told.signer),
    }
    at = told.printed_at
    return _printed(_source(form.template, {**_cleaned(values), "meta": _meta(form, told, told.case)}, ""), at)


def _source(template: str, values: Mapping[str, Any], qr: str) -> str:
    # Not by sys.inputs: they change the compiler's library, and then nothing it has laid out before is used again.
    told = _literal(json.dumps(values, ensure_ascii=False))
    return f'#import "/{template}": form\n#form(json(bytes({told})) + (qr: {_literal(qr)}))'


def _printed(source: str, at: datetime) -> bytes:
    at = at.astimezone(UTC).replace(microsecond=0)  # a PDF knows whole seconds only, and the compiler refuses others
    with _ONE_AT_A_TIME:
        printed = _compiler().compile(source.encode(), format="pdf", pdf_standards="a-2b", timestamp=at)
    if not isinstance(printed, bytes):
        raise TypeError("the compiler gave no document")
    return printed


def _literal(text: str) -> str:
    """A typst string: only the quote and the backslash mean something inside one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts)


def _form(form: Form) -> dict[str, Any]:
    return {"title": form.title.upper(), "options": dict(form.options)}


def _meta(form: Form, facts: Facts, case: Case | None) -> dict[str, str]:
    code = case.sought if case else ""
    return {
        "title": printable(f"{form.title} {code}", breaks=False),
        "author": printable(facts.paper.office.name, breaks=False),
        "code": printable(code, breaks=False),
        "foot": printable(f"{code_label(case)}: {code}", breaks=False) if case else "",
    }


def _qr(form: Form, case: Case) -> str:
    number = case.person.number[:LONGEST_NUMBER]  # whatever was typed, the symbol stays small enough to read
    if form.person_in_qr == "masked" and not case.person.is_organisation:
        number = masked(number)
    content = QrContent(case.sought, case.procedure_code, number, case.lookup_url, form.title)
    return drawn(content.text)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return value
