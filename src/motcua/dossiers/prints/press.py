"""Printing the statutory documents, each by the form that held on its day; the same facts give the same bytes."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from motcua.dossiers.prints.content import CONTENT
from motcua.dossiers.prints.content.parts import code_label, head, signature
from motcua.dossiers.prints.facts import Case, Facts, ResultFacts, Signature
from motcua.dossiers.prints.qr import QrContent, masked
from motcua.dossiers.prints.sets import Form, form_on
from motcua.kernel.clock import VIETNAM
from motcua.printing import Press, cleaned, drawn, printable

LONGEST_NUMBER = 20
PRESS = Press(Path(__file__).parent / "forms")


def render(form_key: str, facts: Facts, *, on: date) -> bytes:
    """The document as PDF/A-2b, by the form that held on the day of receipt ``on``.

    Law: PR-01. Refuses with NoSuchForm where the set of that day has no such form.
    """
    form = form_on(form_key, on)
    kind, content = CONTENT[form_key]
    if not isinstance(facts, kind):
        raise TypeError(f"{form_key} is printed from {kind.__name__}, not {type(facts).__name__}")
    case = getattr(facts, "case", None)
    values = cleaned({"form": _form(form), "head": head(form, facts.paper), **content(facts)})
    qr = _qr(form, case) if case and form.person_in_qr != "none" else ""
    at = facts.paper.issued_at or datetime.combine(on, time(), VIETNAM)
    return PRESS.printed(form.template, {**values, "meta": _meta(form, facts, case), "qr": qr}, at=at)


def render_result(told: ResultFacts) -> bytes:
    """The draft of a result as PDF/A-2b, in the words of its procedure; number and date are left open."""
    form = Form("result", "", told.title, "", "result.typ", "none", {}, "", is_verified=True)
    values = {
        "form": _form(form),
        "head": {**head(form, told.paper), "is_draft": False},
        "paragraphs": list(told.paragraphs),
        "signer": signature(Signature(to_sign=True), told.signer),
        "open": f"{told.paper.office.place}," if told.paper.office.place else "",
    }
    meta = _meta(form, told, told.case)
    return PRESS.printed(form.template, {**cleaned(values), "meta": meta, "qr": ""}, at=told.printed_at)


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
