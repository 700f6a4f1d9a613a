"""Acts that give numbers, on many cases or crosswise on the same, at one instant: no error, no gap, no half act."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.dossiers.conftest import MONDAY
from tests.dossiers.together import at_once, filled
from tests.factories import Office

import motcua.config.wiring  # noqa: F401 - cases keep their heads themselves
from motcua.dossiers.actions.add_note import add_note
from motcua.dossiers.actions.close_unanswered import close_unanswered
from motcua.dossiers.actions.extend_deadline import apologise, decide_extension, request_extension
from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.refuse_dossier import refuse_dossier
from motcua.dossiers.actions.request_supplement import request_supplement
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.transfer_step import transfer_step
from motcua.dossiers.actions.withdraw_dossier import stop_dossier, withdraw_dossier
from motcua.dossiers.models import Dossier, Extension, StatutoryForm
from motcua.dossiers.rules.facts import PaperAsk
from motcua.kernel.refusals import Refused
from motcua.ledger.models import Entry, Number
from motcua.ledger.verifying import verify

MANY = 12
ASK = PaperAsk("card", "Ảnh giấy tờ tùy thân", "incorrect", "Ảnh mờ, không đọc được số.", "Điều 9")
LATER = date(2026, 11, 16)
ENDED = {"withdrawn", "stopped"}
SERIAL = re.compile(r"(form/[a-z]+/\d+/\d+)/(?:[^/]*-)?(\d+)/[^/]+")
Act = Callable[[Office, Dossier], Any]

AT_DOOR: dict[str, Act] = {
    "receive_dossier": lambda office, case: receive_dossier(dossier_id=case.pk, actor=office.actor("desk")),
    "refuse_dossier": lambda office, case: refuse_dossier(
        dossier_id=case.pk, actor=office.actor("desk"), reason="Không thuộc thẩm quyền."
    ),
    "request_door_supplement": lambda office, case: request_supplement(
        dossier_id=case.pk, actor=office.actor("desk"), asks=[ASK]
    ),
}
IN_WORK: dict[str, Act] = {
    "request_supplement": lambda office, case: request_supplement(
        dossier_id=case.pk, actor=office.actor("specialist"), asks=[ASK]
    ),
    "withdraw_dossier": lambda office, case: withdraw_dossier(
        dossier_id=case.pk, actor=office.actor("desk"), reason="Người dân xin rút, sẽ làm lại sau."
    ),
    "stop_dossier": lambda office, case: stop_dossier(
        dossier_id=case.pk, actor=office.actor("specialist"), reason="Trùng hồ sơ."
    ),
    "apologise": lambda office, case: apologise(
        dossier_id=case.pk, actor=office.actor("leader"), new_date=LATER, reason="Chờ xác minh."
    ),
    "decide_extension": lambda office, case: decide_extension(
        extension_id=Extension.objects.get(dossier=case, kind="extension").pk,
        actor=office.actor("leader"),
        is_granted=True,
    ),
    "close_unanswered": lambda office, case: close_unanswered(dossier_id=case.pk),
}


def case_for(office: Office, act: str) -> Dossier:
    """A case at the station where the act may be done."""
    case = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    if act in AT_DOOR:
        return case
    case = receive_dossier(dossier_id=case.pk, actor=office.actor("desk"))
    specialist = office.actor("specialist")
    if act == "decide_extension":
        request_extension(dossier_id=case.pk, actor=specialist, new_date=LATER, reason="Chờ xác minh.")
    if act == "close_unanswered":
        case = request_supplement(dossier_id=case.pk, actor=specialist, asks=[ASK])
    return case


def numbers_given() -> dict[str, list[int]]:
    """The numbers of the issued forms, book by book."""
    books: dict[str, list[int]] = {}
    for serial in StatutoryForm.objects.exclude(serial=None).values_list("serial", flat=True):
        book, number = SERIAL.fullmatch(str(serial)).groups()  # type: ignore[union-attr]
        books.setdefault(book, []).append(int(number))
    return {book: sorted(numbers) for book, numbers in books.items()}


def assert_whole() -> None:
    """Every book runs 1, 2, 3 … and stands at its last number; every chain of the ledger is sound."""
    books = numbers_given()
    assert books == {book: list(range(1, len(numbers) + 1)) for book, numbers in books.items()}
    kept = dict(Number.objects.filter(book__startswith="form/").values_list("book", "value"))
    assert kept == {book: len(numbers) for book, numbers in books.items() if "/receipt/" not in book}
    assert verify() == (Entry.objects.count(), None)


@pytest.mark.parametrize("act", [*AT_DOOR, *IN_WORK])
def test_many_cases_at_once_get_numbers_without_a_gap(open_office: Office, present: Callable[[str], Any], act: str):
    office, do = open_office, {**AT_DOOR, **IN_WORK}[act]
    present(MONDAY)
    cases = [case_for(office, act) for _ in range(MANY)]
    if act == "close_unanswered":
        present("2026-12-21T08:00")
    outcomes = at_once([lambda case=case: do(office, case) for case in cases])
    assert [one for one in outcomes if not isinstance(one, Dossier)] == []
    assert Entry.objects.filter(act=act).count() == MANY
    assert_whole()


def test_different_acts_on_different_cases_never_wait_for_one_another_crosswise(
    open_office: Office, present: Callable[[str], Any]
):
    office = open_office
    present(MONDAY)
    acts = {name: act for name, act in {**AT_DOOR, **IN_WORK}.items() if name != "close_unanswered"}
    jobs = [(act, case_for(office, name)) for _ in range(2) for name, act in acts.items()]
    outcomes = at_once([lambda act=act, case=case: act(office, case) for act, case in jobs])
    assert [one for one in outcomes if not isinstance(one, Dossier)] == []
    assert_whole()


def test_crossing_acts_on_one_case_each_end_whole_or_are_refused(open_office: Office, present: Callable[[str], Any]):
    office = open_office
    present(MONDAY)
    for _ in range(3):
        case = case_for(office, "decide_extension")
        before = case.version
        do: dict[str, Act] = {name: act for name, act in IN_WORK.items() if name != "close_unanswered"}
        do["transfer_step"] = lambda office, case: transfer_step(dossier_id=case.pk, actor=office.actor("specialist"))
        do["add_note"] = lambda office, case: add_note(dossier_id=case.pk, actor=office.actor("desk"), text="Xem lại.")
        outcomes = at_once([lambda act=act, case=case: act(office, case) for act in do.values()])
        done = [one for one in outcomes if isinstance(one, Dossier)]
        assert done
        assert [one for one in outcomes if not isinstance(one, Dossier | Refused)] == []
        case.refresh_from_db()
        assert case.version >= before + len(done)
        assert Entry.objects.filter(subject_id=str(case.pk)).count() == case.version
        assert StatutoryForm.objects.filter(dossier=case, key="stop").count() == (case.state in ENDED)
    assert_whole()
