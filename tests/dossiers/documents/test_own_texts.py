"""A procedure's own texts on paper: the draft of its result, and what it adds to the statutory forms."""

import pytest
from tests.factories import Office, make_office

from motcua.dossiers.documents import form_pdf, has_result_draft, result_draft_pdf
from motcua.dossiers.models import Dossier, StatutoryForm
from motcua.dossiers.places import SAID, place_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return make_office({"templates": {"receipt": "Mang theo giấy của {applicant.name}."}})


def test_every_place_is_told(received: Dossier):
    assert all(place_told(received, name) for name in SAID)
    assert place_told(received, "applicant.name") == "Đặng Thị Ngọc Ánh"
    assert place_told(received, "answers.nothing") == "……"


def test_the_receipt_carries_the_words_of_its_procedure(received: Dossier):
    form = StatutoryForm.objects.get(dossier_id=received.pk, key="receipt")
    assert form.facts["own_words"] == "Mang theo giấy của Đặng Thị Ngọc Ánh."
    assert form_pdf(form).startswith(b"%PDF")


def test_a_result_without_a_template_has_no_draft(received: Dossier):
    assert not has_result_draft(received)
    assert result_draft_pdf(received) is None
