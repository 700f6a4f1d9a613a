"""A form is addressed to the office that was chosen, and made at its place unless the applicant writes another."""

import pytest
from tests.factories import Office

from motcua.dossiers.actions.start_draft import addressed
from motcua.eforms.rules import Form, summary
from motcua.eforms.rules.shelf import form_json


@pytest.fixture
def form():
    return Form.from_json(form_json("birth_registration"))


def test_the_office_and_its_place_are_filled_in(office: Office, form):
    unit = office.units["X"]
    assert addressed(form, {}, unit.pk) == {"authority": "UBND đơn vị X", "made_at": "Đơn vị X"}
    assert addressed(form, {}, None) == {}


def test_another_office_takes_the_place_of_the_first_but_not_of_what_was_written(office: Office, form):
    first, second = office.units["X"].pk, office.units["Y"].pk
    answers = addressed(form, addressed(form, {}, first), second, before=first)
    assert answers == {"authority": "UBND đơn vị Y", "made_at": "Đơn vị Y"}
    written = addressed(form, {"made_at": "Long Xuyên", "authority": "Ai đó"}, second, before=first)
    assert written == {"authority": "UBND đơn vị Y", "made_at": "Long Xuyên"}


def test_what_may_be_left_out_is_told_apart_from_what_is_missing(form):
    rows = {row.field: row for group in summary(form, {}) for row in group.rows}
    assert rows["made_at"].is_optional
    assert not rows["requester_name"].is_optional
