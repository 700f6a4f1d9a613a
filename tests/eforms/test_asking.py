"""Questions that hang on an answer: asked when it is given, not before."""

import pytest

from motcua.eforms.rules import Form, newly_asked, steering, validate_page
from motcua.eforms.rules.conditions import holds

FORM = Form.from_json(
    {
        "id": "t",
        "title": "T",
        "schema": {
            "type": "object",
            "properties": {
                "has_mother": {"$ref": "urn:motcua:eform-types#boolean", "title": "Có khai mẹ", "title_en": "Mother"},
                "mother": {"$ref": "urn:motcua:eform-types#name", "title": "Mẹ"},
            },
            "required": ["has_mother", "mother"],
        },
        "ui": {
            "pages": [{"key": "p", "title": "P", "fields": ["has_mother", "mother"]}],
            "fields": {"mother": {"when": {"field": "has_mother", "is": True}}},
        },
    }
)
PAGE = FORM.pages[0]


def test_what_steers_a_page():
    assert steering(PAGE) == ["has_mother"]


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ({}, {"has_mother": True}, True),
        ({}, {"has_mother": False}, False),
        ({"has_mother": True}, {"has_mother": True, "mother": ""}, False),
        ({"has_mother": True}, {"has_mother": False}, False),
    ],
)
def test_an_answer_may_bring_up_more(before, after, more):
    assert newly_asked(PAGE, before, after) is more


def test_a_question_that_hangs_on_an_open_answer_is_not_missing():
    assert set(validate_page(FORM, "p", {})) == {"has_mother"}


@pytest.mark.parametrize("test", [{"is_not": "Cho bản thân"}, {"not_in": ["Cho bản thân"]}])
def test_nothing_follows_from_an_answer_that_nobody_gave(test):
    condition = {"field": "represents", **test}
    assert not holds(condition, {})
    assert holds(condition, {"represents": "Thay người khác"})
    assert not holds(condition, {"represents": "Cho bản thân"})
