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
