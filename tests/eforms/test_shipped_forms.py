"""Every shipped declaration is sound, can be filled, and survives whatever is posted."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.eforms.rules import (
    Form,
    add_row,
    carry_over,
    check_form,
    compute,
    drop_row,
    example_answers,
    prefill,
    read_post,
    summary,
    validate,
    validate_page,
    visible_fields,
)
from motcua.eforms.rules.shelf import form_ids, form_json, shared_list

FACTS = {
    "applicant": {
        "name": "Đặng Thị Ngọc Ánh",
        "number": "089199000001",
        "phone": "0912345678",
        "birth_date": "1990-05-06",
        "gender": "F",
    }
}
BIRTH = "birth_registration"
TODAY = date(2026, 11, 24)


@pytest.fixture(params=form_ids())
def form(request: pytest.FixtureRequest) -> Form:
    return Form.from_json(form_json(request.param))


def test_nine_forms_ship():
    assert len(form_ids()) == 9


def test_a_shipped_form_is_sound(form: Form):
    assert check_form(form.definition) == []


def test_an_example_may_be_handed_in(form: Form):
    assert validate(form, example_answers(form, FACTS)) == {}


def test_what_the_page_lets_pass_unanswered_hinders_nobody_in_the_end(form: Form):
    told = example_answers(form, FACTS)
    for page in form.pages:
        for key, blank in read_post(page, {}, TODAY).items():
            answers = {**told, key: blank}
            if not validate_page(form, page.key, answers, today=TODAY):
                assert validate(form, answers, TODAY) == {}, key


def test_the_province_chosen_beforehand_is_no_answer_to_an_optional_address(form: Form):
    for page in form.pages:
        for one in page.fields:
            if one.kind in ("address", "place") and not one.required:
                told = read_post(page, {f"{one.key}.province": ["91"]}, TODAY)[one.key]
                wrong = validate_page(form, page.key, {**example_answers(form, FACTS), one.key: told}, today=TODAY)
                assert not [path for path in wrong if path.startswith(one.key)], one.key


def test_a_blank_part_of_a_row_hinders_nobody():
    schema = {
        "type": "object",
        "properties": {
            "rows": {
                "$ref": "urn:motcua:eform-types#repeat",
                "title": "Dòng",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"$ref": "urn:motcua:eform-types#text", "title": "Tên"},
                        "kind": {"$ref": "urn:motcua:eform-types#choice", "title": "Loại", "enum": ["A", "B"]},
                    },
                },
            }
        },
    }
    form = Form.from_json(
        {"id": "x", "title": "X", "schema": schema, "ui": {"pages": [{"key": "p", "title": "P", "fields": ["rows"]}]}}
    )
    assert validate(form, {"rows": [{"name": "a", "kind": ""}]}, TODAY) == {}
    assert validate(form, {"rows": [{"name": "a", "kind": "C"}]}, TODAY)


def test_an_empty_form_may_not(form: Form):
    assert validate(form, {})


def test_every_asked_question_is_told_on_the_check_page(form: Form):
    answers = example_answers(form, FACTS)
    told = {row.field.split(".")[0] for group in summary(form, answers) for row in group.rows}
    asked = {
        one.key
        for page in form.pages
        for one in visible_fields(form, page, answers)
        if one.is_asked and one.required and one.kind != "signature"
    }
    assert asked <= told


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_post_breaks_a_page(data: st.DataObject):
    form = Form.from_json(form_json(data.draw(st.sampled_from(form_ids()))))
    page = data.draw(st.sampled_from(form.pages))
    names = [one.key for one in page.fields] + [f"{one.key}.number" for one in page.fields]
    names += [f"{one.key}.0.name" for one in page.fields]
    post = data.draw(st.dictionaries(st.sampled_from(names), st.lists(st.text(), max_size=2)))
    answers = compute(form, read_post(page, post))
    validate_page(form, page.key, answers)
    validate(form, answers)
    summary(form, answers)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_no_definition_breaks_the_check(definition: object):
    check_form(definition)


def test_a_wrong_date_stays_as_typed_and_is_told():
    form = Form.from_json(form_json(BIRTH))
    page = form.page("child")
    assert page is not None
    answers = read_post(page, {"child_birth_date": ["31/02/2026"]})
    assert answers["child_birth_date"] == "31/02/2026"
    assert "31/02/2026" in str(validate_page(form, "child", answers)["child_birth_date"])


def test_a_date_is_told_in_words():
    form = Form.from_json(form_json(BIRTH))
    answers = compute(form, {"child_birth_date": "2026-03-12"})
    assert answers["child_birth_date_words"] == "Ngày mười hai tháng ba năm hai nghìn không trăm hai mươi sáu"


def test_known_facts_are_filled_in():
    found = prefill(Form.from_json(form_json(BIRTH)), FACTS)
    assert found["requester_name"] == "Đặng Thị Ngọc Ánh"
    assert found["requester_id"]["number"] == "089199000001"


def test_hidden_answers_do_not_count():
    form = Form.from_json(form_json(BIRTH))
    answers = example_answers(form, FACTS) | {"has_father": False, "father_birth_year": "không nhớ"}
    assert validate(form, answers) == {}


def test_the_law_on_ages_is_checked():
    form = Form.from_json(form_json("marriage_registration"))
    answers = example_answers(form, FACTS) | {"groom_birth_date": "2008-01-01"}
    assert list(validate(form, answers, TODAY)) == ["groom_birth_date"]


def test_nobody_dies_before_birth():
    form = Form.from_json(form_json("death_registration"))
    answers = example_answers(form, FACTS) | {"deceased_birth_date": "2026-08-01"}
    assert "death_datetime" in validate(form, answers, TODAY)


def test_rows_come_and_go():
    answers = add_row(add_row({"documents": [{"name": "a"}]}, "documents"), "documents")
    assert drop_row(answers, "documents", 1)["documents"] == [{"name": "a"}, {}]


def test_answers_are_carried_to_a_new_version():
    old = Form.from_json(form_json(BIRTH))
    new = Form.from_json(form_json("death_registration"))
    answers = example_answers(old, FACTS)
    kept, dropped = carry_over(old, new, answers)
    assert kept["requester_name"] == answers["requester_name"]
    assert "Họ, chữ đệm, tên" in dropped


def test_the_khmer_read_their_name_as_the_list_of_peoples_writes_it():
    assert {one.value: one.label for one in shared_list("ethnicities")}["Khmer"] == "Khơ-me"


def paper(number: str) -> dict[str, str]:
    return {"kind": "personal_id", "number": number, "issued_on": "", "issued_by": ""}


MOTHER = {"requester_relation": {"choice": "Mẹ", "text": ""}}
OWN = {"requester_relation": {"choice": "Bản thân", "text": ""}}


@pytest.mark.parametrize(
    ("name", "first", "second", "more"),
    [
        ("marriage_registration", "bride_id", "groom_id", {}),
        ("death_registration", "requester_id", "deceased_id", {}),
        ("marital_status_certificate", "requester_id", "subject_id", MOTHER),
        ("civil_status_extract_copy", "requester_id", "subject_id", MOTHER),
    ],
)
def test_two_persons_have_two_numbers(name: str, first: str, second: str, more: dict[str, Any]):
    form = Form.from_json({"use": name})
    answers = example_answers(form, FACTS) | more | {first: paper("089188990001")}
    told = validate(form, answers | {second: paper("089188990001")}, TODAY)
    assert list(told) == [f"{second}.number"]
    assert "Số này trùng với số của" in str(told[f"{second}.number"])
    assert validate(form, answers | {second: paper("089188990019")}, TODAY) == {}


@pytest.mark.parametrize("name", ["marital_status_certificate", "civil_status_extract_copy"])
def test_who_applies_for_oneself_gives_one_number_twice(name: str):
    form = Form.from_json({"use": name})
    own = paper("089188990001")
    answers = example_answers(form, FACTS) | OWN | {"requester_id": own, "subject_id": own}
    assert validate(form, answers, TODAY) == {}


@pytest.mark.parametrize(
    ("number", "wrong"), [("089188990019", []), ("089188990001", ["members"]), ("0891 8899.0001", ["members"])]
)
def test_two_members_of_a_household_have_two_numbers(number: str, wrong: list[str]):
    form = Form.from_json({"use": "household_business_registration"})
    members = [
        {"name": "Lê Văn An", "birth_date": "1990-01-01", "id_number": "089188990001"},
        {"name": "Lê Thị Ba", "birth_date": "1991-01-01", "id_number": number},
    ]
    answers = example_answers(form, FACTS) | {"founder_kind": "Các thành viên hộ gia đình", "members": members}
    assert list(validate(form, answers, TODAY)) == wrong


def test_who_asks_for_social_assistance_tells_the_situation_not_the_number_of_a_form():
    asked = Form.from_json(form_json("social_assistance_declaration"))
    told = [option.label for option in asked.fields["subject_situation"].options]
    assert told[-1] == "Trường hợp khác hoặc chưa rõ"
    assert not [label for label in told if label[0].isdigit()]
