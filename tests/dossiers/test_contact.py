"""The applicant's facts and the way of the result: tidied when kept, judged alike on the page and at the act."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import APPLICANT, Office

from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.models import Draft
from motcua.dossiers.rules.contact import applicant_errors, delivery_errors, tidy, tidy_applicant
from motcua.dossiers.rules.representing import secrets_of
from motcua.kernel.refusals import Invalid

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({}, set()),
        ({"name": ""}, {"applicant.name"}),
        ({"name": ["Ánh"]}, {"applicant.name"}),
        ({"name": "Á" * 5000}, {"applicant.name"}),
        ({"phone": "12"}, {"applicant.phone"}),
        ({"phone": "abc"}, {"applicant.phone"}),
        ({"phone": "1900 1234"}, {"applicant.phone"}),
        ({"phone": "", "email": "anh@gmail.com"}, set()),
        ({"phone": "", "email": "", "address_text": ""}, {"applicant.phone"}),
        ({"phone": 7, "email": {}}, {"applicant.phone"}),
        ({"number": "abc"}, {"applicant.number"}),
        ({"number": "123456789"}, {"applicant.number"}),
        ({"number": ""}, set()),
        ({"email": "anh@"}, {"applicant.email"}),
        ({"email": "a b@gmail.com"}, {"applicant.email"}),
        ({"address_text": "ấp " * 200}, {"applicant.address_text"}),
    ],
)
def test_what_is_wrong_with_an_applicant(facts: dict[str, Any], wrong: set[str]):
    assert set(applicant_errors({**APPLICANT, **facts})) == wrong


REPRESENTATIVE = {"kind": "person", "name": "Lý Văn Ba", "number": "089085990001", "mandate": "Giám đốc"}
COMPANY = {"kind": "business", "name": "HTX Vọng Đông", "number": "1602123459", "representative": REPRESENTATIVE}


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"phone": "0912345678"}, set()),
        ({"address_text": "Ấp Sơn Tân"}, set()),
        ({"representative": {**REPRESENTATIVE, "phone": "0912345678"}}, set()),
        ({"number": "", "phone": "0912345678"}, set()),
        ({"number": "1602123459-001", "phone": "0912345678"}, set()),
        ({"number": "089085990001", "phone": "0912345678"}, set()),
        ({}, {"applicant.phone"}),
        ({"number": "1602123450", "phone": "0912345678"}, {"applicant.number"}),
        ({"name": "", "phone": "0912345678"}, {"applicant.name"}),
        (
            {"representative": {}, "phone": "0912345678"},
            {"applicant.representative.name", "applicant.representative.mandate"},
        ),
        (
            {"representative": {**REPRESENTATIVE, "number": "12"}, "phone": "0912345678"},
            {"applicant.representative.number"},
        ),
        (
            {"representative": {**REPRESENTATIVE, "mandate": " "}, "phone": "0912345678"},
            {"applicant.representative.mandate"},
        ),
        ({"kind": "moon", "phone": "0912345678"}, {"applicant.kind", "applicant.number"}),
    ],
)
def test_what_is_wrong_with_an_organisation(facts: dict[str, Any], wrong: set[str]):
    assert set(applicant_errors({**COMPANY, **facts})) == wrong


def test_a_tax_code_is_kept_in_one_form_and_proves_nothing():
    kept = tidy_applicant({**COMPANY, "number": "1602 123 459-001", "phone": "+84 912 345 678"})
    assert (kept["number"], kept["representative"]["number"]) == ("1602123459001", "089085990001")
    assert secrets_of(kept) == ["0912345678", "089085990001"]


def test_what_the_account_has_proven_stands_with_who_acts(office: Office, draft: Any):
    office.accounts["citizen"].national_id = "089190990001"
    office.accounts["citizen"].save()
    kept = save_draft(draft_id=draft.pk, actor=office.actor("citizen"), applicant=COMPANY)
    assert kept.applicant["name"] == "HTX Vọng Đông"
    assert kept.applicant["representative"]["name"] == "Người citizen"
    assert kept.applicant["representative"]["mandate"] == "Giám đốc"


@pytest.mark.parametrize(
    ("delivery", "wrong"),
    [
        ({}, set()),
        ({"way": "desk"}, set()),
        ({"way": "online"}, set()),
        ({"way": "moon"}, {"delivery.way"}),
        ({"way": 7}, {"delivery.way"}),
        ({"address": "Ấp 3"}, {"delivery.way"}),
        ({"way": "post"}, {"delivery.address"}),
        ({"way": "post", "address": "Ấp 3, xã Vọng Đông"}, set()),
        ({"way": "post", "address": "a" * 301}, {"delivery.address"}),
    ],
)
def test_what_is_wrong_with_a_delivery(delivery: dict[str, Any], wrong: set[str]):
    assert set(delivery_errors(delivery, {})) == wrong


def test_the_post_may_go_where_the_applicant_lives():
    assert delivery_errors({"way": "post"}, {"address_text": "Ấp 3, xã Vọng Đông"}) == {}


def test_numbers_are_kept_in_one_form():
    kept = tidy_applicant({"phone": "+84 912 345 678", "number": "089 190 990 001", "name": " Đặng\x00 Ánh\n"})
    assert kept == {"phone": "0912345678", "number": "089190990001", "name": "Đặng Ánh"}


def test_what_is_wrong_is_kept_as_typed():
    assert tidy_applicant({"phone": "12", "number": "abc"}) == {"phone": "12", "number": "abc"}


@given(JSON)
def test_no_control_character_is_kept(value: Any):
    kept = tidy(value)
    assert not {"\x00", "\x1b", "\x07"} & set(repr(kept).replace("\\n", ""))
    assert "\\x00" not in repr(kept)
    assert tidy(kept) == kept


@given(st.dictionaries(st.sampled_from([*APPLICANT, "email", "address_text", "address"]), JSON))
def test_any_facts_are_judged_without_failing(facts: dict[str, Any]):
    applicant_errors(tidy_applicant(facts))
    delivery_errors(facts, facts)


@pytest.mark.parametrize(
    ("part", "wrong", "told"),
    [
        ("applicant", {"phone": "abc"}, "applicant.phone"),
        ("applicant", {"number": "abc"}, "applicant.number"),
        ("applicant", {"name": "Á" * 5000}, "applicant.name"),
        ("delivery", {"way": "moon"}, "delivery.way"),
        ("delivery", {"way": "post"}, "delivery.address"),
    ],
)
def test_nobody_hands_in_what_cannot_be_used(office: Office, draft: Draft, part: str, wrong: Any, told: str):
    actor = office.actor("citizen")
    save_draft(draft_id=draft.pk, actor=actor, **{part: wrong})
    with pytest.raises(Invalid) as refused:
        submit_application(draft_id=draft.pk, actor=actor)
    assert set(refused.value.errors) == {told}


def test_a_proven_name_and_number_are_not_typed_over(office: Office, draft: Draft):
    account = office.accounts["citizen"]
    account.national_id = "089190990001"
    account.save(update_fields=["national_id"])
    saved = save_draft(
        draft_id=draft.pk, actor=office.actor("citizen"), applicant={"name": "Người khác", "number": "001190990001"}
    )
    assert (saved.applicant["name"], saved.applicant["number"]) == (account.full_name, "089190990001")
