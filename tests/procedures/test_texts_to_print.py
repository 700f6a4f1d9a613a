"""The texts that a procedure prints: which places they may name, what a mistake is told, and that none is lost."""

import copy
import json

import pytest

from motcua.dossiers.places import SAID
from motcua.people.rules import SYSTEM
from motcua.procedures.actions.publish_version import publish_version
from motcua.procedures.rules import KNOWN, Bundle, check_bundle, filled
from motcua.procedures.shipped import shipped_bundles

BUNDLES = {bundle["code"]: bundle for bundle in shipped_bundles()}
SOUND = BUNDLES["1.004873"]


def told(templates):
    return [(one.path, str(one.sentence)) for one in check_bundle({**SOUND, "templates": templates})]


@pytest.mark.parametrize(
    ("templates", "path", "words"),
    [
        ({"receipt": "Chào {applicant.nam}"}, "templates.receipt", "applicant.name"),
        ({"refusal": "Chào {zzzz}"}, "templates.refusal", "zzzz"),
        ({"supplement": "Chào {applicant.name"}, "templates.supplement", "thiếu một nửa"),
        ({"receipt": "{answers.ghe}"}, "templates.receipt", "ghe"),
        ({"result": {"title": "Giấy", "paragraphs": []}}, "templates.result", "paragraphs"),
        (
            {"result": {"title": "Giấy", "paragraphs": ["Được.", "{answers.ghe}"]}},
            "templates.result.paragraphs[1]",
            "ghe",
        ),
        ({"result": {"title": "Giấy"}}, "templates.result.paragraphs", "paragraphs"),
        ({"letter": "x"}, "templates.letter", "letter"),
    ],
)
def test_a_mistake_is_told_with_its_place(templates, path, words):
    assert [(at, words in sentence) for at, sentence in told(templates)] == [(path, True)]


def test_places_are_filled_and_other_text_is_left():
    assert filled("{ a } và {b}: 100 %(x)s", lambda name: name.upper()) == "A và B: 100 %(x)s"


def test_every_place_that_may_be_named_is_said_by_a_case():
    assert set(KNOWN) == set(SAID)


def test_a_bundle_without_texts_prints_none():
    read = Bundle.from_json({key: value for key, value in SOUND.items() if key != "templates"}).templates
    assert read.result is None
    assert read.own_words("receipt") == read.own_words("apology") == ""


@pytest.mark.django_db
def test_every_shipped_bundle_comes_back_as_it_left():
    for code, bundle in BUNDLES.items():
        kept = publish_version(copy.deepcopy(bundle), actor=SYSTEM).version.bundle
        again = publish_version(json.loads(json.dumps(kept)), actor=SYSTEM)
        assert not again.is_new, code
        assert kept.get("templates") == bundle.get("templates"), code
