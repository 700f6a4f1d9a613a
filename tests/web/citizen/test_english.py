"""An application in English: no Vietnamese but names of places, units and what people typed themselves."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from tests.factories import BUNDLE, Office, make_version

from motcua.dossiers.models import Dossier, Draft
from motcua.eforms.rules import Form
from motcua.eforms.rules.form import Field, walk
from motcua.procedures.forms import inlined
from motcua.procedures.rules import Bundle
from motcua.procedures.search import forget_search
from motcua.procedures.shipped import shipped_bundles

BUNDLES = {bundle["code"]: bundle for bundle in shipped_bundles()}
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹĐđ]")
CURRENCY = re.compile(r"\bđồng\b")
LISTS_OF_NAMES = ("ethnicities",)


def spoken(one: Field) -> Iterator[str]:
    for part in walk(one):
        yield from (part.label, part.help)
        if part.settings.get("list") not in LISTS_OF_NAMES:
            yield from (text for option in part.options for text in (option.label, option.help))


def texts(bundle: Bundle, form: Form | None) -> Iterator[str]:
    yield from (bundle.short_name, bundle.summary, bundle.audience, bundle.presence_note, bundle.handler_note)
    yield from (one.name for one in bundle.results)
    for row in bundle.fees.get("rows", ()):
        yield from (row.get(key, "") for key in ("label", "unit", "times_unit", "note"))
    for paper in bundle.requirements:
        yield from (paper.name, paper.condition, paper.hint)
    for group in bundle.groups:
        yield from (group.name, group.hint)
    for page in form.pages if form else ():
        yield from (page.title, page.help)
        for one in page.fields:
            yield from spoken(one)
    yield from (rule.sentence for rule in form.rules) if form else ()


@pytest.mark.parametrize("code", BUNDLES)
def test_everything_an_applicant_reads_is_english(code: str):
    bundle = Bundle.from_json(BUNDLES[code])
    form = inlined(bundle.form)
    english = Form.from_json(form).in_language("en", bundle.english) if form else None
    left = [text for text in texts(bundle.in_english(), english) if VIETNAMESE.search(CURRENCY.sub("", text))]
    assert left == []


@pytest.mark.parametrize("code", BUNDLES)
def test_what_is_kept_as_an_answer_is_the_same_in_every_language(code: str):
    bundle = Bundle.from_json(BUNDLES[code])
    form = inlined(bundle.form)
    if form is None:
        return
    plain = Form.from_json(form)
    english = plain.in_language("en", bundle.english)
    values = [[option.value for option in one.options] for one in plain.fields.values()]
    assert [[option.value for option in one.options] for one in english.fields.values()] == values
    assert list(english.fields) == list(plain.fields)


@pytest.mark.parametrize("code", BUNDLES)
def test_a_bundle_says_in_english_what_its_page_says_first(code: str):
    bundle = Bundle.from_json(BUNDLES[code])
    for text in (bundle.short_name, bundle.summary, bundle.audience):
        assert text
        assert text in bundle.english


def english_client(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_what_is_wrong_is_told_with_the_english_question(office: Office, sign_in: Callable[[str], Client]):
    code = "1.000656"
    make_version(BUNDLES[code])
    client = english_client(sign_in("citizen"))
    begun = client.post(f"/thu-tuc/{code}/nop/")["Location"]
    wrong = re.compile(r"You have not answered “([^”]*)”")
    for page in (client.get(f"{begun}kiem-tra/"), client.post(f"{begun}khai/deceased/", {})):
        asked = wrong.findall(page.content.decode())
        assert asked
        assert not [one for one in asked if VIETNAMESE.search(one)]


def test_the_state_in_a_refusal_is_english(office: Office, received: Dossier, sign_in: Callable[[str], Client]):
    page = english_client(sign_in("citizen")).get(f"/ho-so/{received.pk}/danh-gia/").content.decode()
    assert "The dossier is “" in page
    assert "Đã tiếp nhận" not in page


def test_a_procedure_is_found_and_listed_by_its_english_name(
    office: Office, draft: Draft, sign_in: Callable[[str], Client]
):
    make_version({"code": "9.000004", "english": {BUNDLE["short_name"]: "Lighthouse permit"}})
    client = english_client(sign_in("citizen"))
    forget_search()
    found = client.get("/thu-tuc/", {"q": "lighthouse"}).content.decode()
    assert "Lighthouse permit" in found
    assert "/thu-tuc/9.000004/" in found
    assert "Lighthouse permit" in client.get("/ho-so/").content.decode()
    assert "Lighthouse permit" not in sign_in("citizen").get("/thu-tuc/", {"q": "lighthouse"}).content.decode()


def test_what_stays_as_published_is_marked_and_said(office: Office):
    make_version({"code": "9.000003", "steps_text": ["Nộp đơn tại xã."], "english": {BUNDLE["short_name"]: "A trial"}})
    client = Client()
    plain = client.get("/thu-tuc/9.000003/").content.decode()
    assert "bằng tiếng Việt" not in plain
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get("/thu-tuc/9.000003/").content.decode()
    assert "<title>A trial" in page
    assert "This part is the published text as it stands, in Vietnamese." in page
    assert '<p lang="vi">Nộp đơn tại xã.</p>' in page
