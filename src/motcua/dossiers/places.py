"""What a case says at the places of a procedure's own texts: ``{applicant.name}``, ``{answers.child_name}``."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.prints.words import DOTS, day_words
from motcua.dossiers.queries import terms_of
from motcua.eforms.rules import summary
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from motcua.kernel.words import Sentence
from motcua.people.directory import UnitRef
from motcua.people.queries import directory

ANSWERS = "answers."


def place_told(case: Dossier, name: str) -> str:
    """The words for a place; dots to write on where the case does not know."""
    if name.startswith(ANSWERS):
        return _answer(case, name.removeprefix(ANSWERS)) or DOTS
    return SAID[name](case) or DOTS


def _answer(case: Dossier, path: str) -> str:
    form = terms_of(case).form
    rows = [row for group in summary(form, case.answers) for row in group.rows] if form else []
    told = (row.value_text for row in rows if row.field == path)
    return "; ".join(_plain(text) for text in told if text)


def _plain(text: object) -> str:
    """A sentence in Vietnamese, the language of the office's papers."""
    return text.text % text.params if isinstance(text, Sentence) else str(text)


def _day(at: datetime | None) -> str:
    return day_words(at.astimezone(VIETNAM).date()) if at else ""


def _birth(case: Dossier) -> str:
    text = str(case.applicant.get("birth_date") or "")
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def _unit(case: Dossier) -> UnitRef:
    return directory().unit(case.competent_unit_id)


def _of_applicant(key: str) -> Callable[[Dossier], str]:
    return lambda case: str(case.applicant.get(key) or "")


SAID: Mapping[str, Callable[[Dossier], str]] = {
    "applicant.name": _of_applicant("name"),
    "applicant.number": _of_applicant("number"),
    "applicant.birth_date": _birth,
    "applicant.phone": _of_applicant("phone"),
    "applicant.address": _of_applicant("address_text"),
    "case.code": lambda case: case.code or "",
    "case.received_on": lambda case: _day(case.received_at),
    "case.due_on": lambda case: _day(case.due_at),
    "procedure.name": lambda case: terms_of(case).bundle.name,
    "unit.name": lambda case: _unit(case).authority_name,
    "unit.place": lambda case: _unit(case).short_name,
    "today": lambda _case: _day(clock.now()),
}
