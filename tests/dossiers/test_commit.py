"""The commit tells a taken number from any other clash, and a refused step leaves the caller's transaction usable."""

from typing import Any

import pytest
from django.db import IntegrityError
from tests.dossiers.together import filled
from tests.factories import Office

from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.commit import Writes, settle, with_numbers
from motcua.dossiers.models import Dossier, Note
from motcua.kernel import clock
from motcua.kernel.refusals import SomebodyWasFirst, WrongMoment
from motcua.ledger.commit import NumberTaken, Row
from motcua.ledger.models import Number
from motcua.ledger.numbers import TRIES
from motcua.people.rules import SYSTEM

BOOK = "form/stop/1/2026"


def noted(dossier: Dossier, *, text: str | None, taken: int) -> Dossier:
    """A numbered step with a note beside it; a note without text breaks its table's rule."""
    record = Row(Note, {"dossier_id": dossier.pk, "author": "Ánh", "text": text, "at": clock.now()})
    writes = Writes(rows=[record], numbers={BOOK: taken})
    return settle(dossier, SYSTEM, "add_note", at=clock.now(), facts={}, writes=writes)


def test_a_clash_that_is_not_about_the_number_is_not_tried_again(office: Office, received: Dossier):
    with pytest.raises(IntegrityError):
        noted(received, text=None, taken=0)
    assert Dossier.objects.get(pk=received.pk).version == received.version
    assert not Number.objects.filter(book=BOOK).exists()


def test_a_book_that_moved_on_is_a_taken_number(office: Office, received: Dossier):
    other = submit_application(draft_id=filled(office).pk, actor=office.actor("citizen"))
    noted(other, text="Một", taken=0)
    with pytest.raises(NumberTaken):
        noted(received, text="Hai", taken=0)
    assert Dossier.objects.get(pk=received.pk).version == received.version
    noted(received, text="Hai", taken=1)
    assert Number.objects.get(book=BOOK).value == 2


def test_an_older_version_is_refused_whatever_the_number(office: Office, received: Dossier):
    older = Dossier.objects.get(pk=received.pk)
    noted(received, text="Một", taken=0)
    with pytest.raises(SomebodyWasFirst):
        noted(older, text="Hai", taken=1)
    assert Number.objects.get(book=BOOK).value == 1


def losing(times: int, error: Exception) -> tuple[list[int], Any]:
    """An act that fails so many times before it is done, and the list of its tries."""
    tries: list[int] = []

    @with_numbers
    def act(*, case: int) -> Any:
        tries.append(case)
        if len(tries) <= times:
            raise error
        return case

    return tries, act


def test_the_act_is_done_again_until_it_has_its_number():
    tries, act = losing(3, NumberTaken())
    assert act(case=7) == 7
    assert tries == [7, 7, 7, 7]


def test_in_the_end_the_person_is_told():
    tries, act = losing(TRIES, NumberTaken())
    with pytest.raises(SomebodyWasFirst, match="chưa lấy được số"):
        act(case=7)
    assert len(tries) == TRIES


@pytest.mark.parametrize("error", [WrongMoment("x"), SomebodyWasFirst("x"), RuntimeError("x")])
def test_what_is_not_about_a_number_passes_at_once(error: Exception):
    tries, act = losing(1, error)
    with pytest.raises(type(error)):
        act(case=7)
    assert len(tries) == 1
