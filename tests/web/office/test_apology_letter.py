"""The letter that the watch drafted is what the leader sends: seen, kept or mended, never typed anew."""

from datetime import date, timedelta

import pytest
from tests.web.office.conftest import words

from motcua.dossiers.actions.extend_deadline import draft_apology
from motcua.kernel import clock
from motcua.web.office.forms import ApologyForm

pytestmark = pytest.mark.django_db
REASON = "Hồ sơ chưa thể trả kết quả đúng hẹn vì cần thêm thời gian xử lý."


@pytest.fixture
def late(make_case):
    """A case with a drafted letter, seven days after its date."""
    case = make_case()
    draft_apology(dossier_id=case.pk, reason=REASON, new_due=case.due_at + timedelta(days=7))
    return case


def promised(case):
    return (case.due_at + timedelta(days=7)).astimezone(clock.VIETNAM).date()


def apology_page(case):
    return f"/can-bo/ho-so/{case.pk}/viec/apologise/"


def test_the_form_holds_what_was_drafted_and_shows_the_letter(at_desk, late):
    response = at_desk("leader").get(apology_page(late))
    page = response.content.decode()
    letter = late.forms.get(key="apology")
    assert f'value="{promised(late):%d/%m/%Y}"' in page
    assert REASON in page
    assert f"/can-bo/ho-so/{late.pk}/mau/{letter.pk}/" in page


def test_sent_as_it_stands_the_letter_is_the_draft(at_desk, late):
    shown, day = ApologyForm(dossier=late), promised(late)
    sent = {name: shown[name].value() for name in ("new_date", "reason")}
    at_desk("leader").post(apology_page(late), sent)
    letter = late.forms.get(key="apology")
    late.refresh_from_db()
    assert (letter.facts["reason"], letter.issued_by != "") == (REASON, True)
    assert late.due_at.astimezone(clock.VIETNAM).date() == day


def test_a_drafted_day_that_has_passed_is_not_proposed(at_desk, late, present):
    present(f"{promised(late) + timedelta(days=1)}T08:00")
    page = words(at_desk("leader").get(apology_page(late)))
    assert "Ngày trong thư soạn sẵn đã qua" in page
    assert f"{promised(late):%d/%m/%Y}" not in page


def test_the_stack_tells_whose_letter_it_is(at_desk, late):
    page = at_desk("leader").get("/can-bo/duyet/")
    letter = late.forms.get(key="apology")
    assert f"/mau/{letter.pk}/" in page.content.decode()
    day = late.due_at.astimezone(clock.VIETNAM)
    assert f"{late.applicant_name} · hẹn trả {day:%d/%m/%Y} 17:00 · đang ở Vị trí specialist" in words(page)


def test_the_example_of_a_new_day_is_one_the_field_takes(at_desk, make_case):
    case = make_case()
    example = ApologyForm(dossier=case)["new_date"].help_text.rsplit(" ", 1)[1]
    at_desk("leader").post(apology_page(case), {"new_date": example, "reason": "Chờ đo đạc."})
    case.refresh_from_db()
    assert f"{case.due_at.astimezone(clock.VIETNAM):%d/%m/%Y}" == example
    assert case.due_at.date() > date(2026, 11, 2)
