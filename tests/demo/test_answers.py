"""What invented applicants write: people of fitting sex and age, days just passed, homes of the place."""

from datetime import date, timedelta
from random import Random

import pytest

from motcua.demo.answers import Scene, home_of, invented_answers
from motcua.eforms.rules import Form, compute, example_answers, validate
from motcua.kernel import clock
from motcua.kernel.identifiers import check_citizen_number
from motcua.people.demo_people import Names, invented_national_id

FORMS = (
    "birth_registration",
    "death_registration",
    "marriage_registration",
    "household_business_registration",
    "marital_status_certificate",
    "civil_status_extract_copy",
    "certified_copy_request",
    "social_assistance_declaration",
)
NAMES = Names(Random(7))


def scene(age: int, gender: str, *, today: date | None = None) -> Scene:
    today = today or clock.today()
    born = today - timedelta(days=age * 366)
    person = {
        "name": "Đặng Ngọc Lan" if gender == "F" else "Đặng Văn Lân",
        "number": invented_national_id("089", born, gender, serial=1),
        "birth_date": born.isoformat(),
        "gender": gender,
        "phone": "0900000001",
        "address": {"commune": "30724", "hamlet": "ấp Trung Bình", "street": "Số 7", "text": "Số 7, ấp Trung Bình"},
        "address_text": "Số 7, ấp Trung Bình",
    }
    return Scene(person, home_of(person), "UBND xã Vĩnh Phú", today, NAMES, NAMES.random)


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("age", [21, 33, 45, 60, 85])
@pytest.mark.parametrize("gender", ["F", "M"])
def test_every_answer_may_be_handed_in(form_id: str, age: int, gender: str):
    form, seen = Form.from_json({"use": form_id}), scene(age, gender)
    for _ in range(5):
        answers = example_answers(form, {"applicant": seen.applicant}) | invented_answers(form_id, seen)
        answers = {key: value for key, value in answers.items() if key in form.fields}
        assert validate(form, compute(form, answers)) == {}


@pytest.mark.parametrize(("age", "gender", "relation"), [(28, "F", "Mẹ"), (31, "M", "Cha"), (64, "F", "Bà")])
def test_who_registers_a_birth_is_what_they_say(age: int, gender: str, relation: str):
    seen = scene(age, gender)
    told = invented_answers("birth_registration", seen)
    assert told["requester_relation"]["choice"] == relation
    assert told["child_name"].split()[0] == told["father_name"].split()[0]
    assert 0 < (seen.today - date.fromisoformat(told["child_birth_date"])).days <= 45
    assert all(18 <= seen.today.year - int(told[f"{who}_birth_year"]) <= 47 for who in ("mother", "father"))
    assert "name" not in told["child_home_town"]


def test_two_births_are_two_families():
    told = [invented_answers("birth_registration", scene(30, "M")) for _ in range(40)]
    assert len({one["child_name"] for one in told}) > 35
    assert len({one["mother_name"] for one in told}) > 35


def test_the_dead_were_old_and_died_days_ago():
    seen = scene(44, "M")
    for told in (invented_answers("death_registration", seen) for _ in range(30)):
        assert seen.today.year - int(told["deceased_birth_date"]) >= 60
        assert 1 <= (seen.today - date.fromisoformat(told["death_datetime"]["date"])).days <= 12
        born = date(int(told["deceased_birth_date"]), 1, 1)
        sex = {"Nữ": "F", "Nam": "M"}[told["deceased_gender"]]
        assert not check_citizen_number(told["deceased_id"]["number"], born, sex).warnings


def test_the_applicant_marries_somebody_else_of_fitting_age():
    told = invented_answers("marriage_registration", scene(26, "F"))
    assert told["bride_name"] == "Đặng Ngọc Lan"
    assert told["groom_name"] != told["bride_name"]
    assert told["groom_id"]["number"] != told["bride_id"]["number"]


def test_a_shop_is_called_after_its_owner_or_hamlet():
    names = {invented_answers("household_business_registration", scene(40, "F"))["business_name"] for _ in range(40)}
    assert len(names) > 8
    assert all(name.endswith(("Ngọc Lan", "Trung Bình")) for name in names)


def test_a_form_that_asks_for_nobody_else_is_left_alone():
    assert invented_answers("general_request", scene(40, "F")) == {}
