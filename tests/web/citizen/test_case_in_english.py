"""A case on English pages: the procedure, its papers, its questions by their English names, wherever they stand."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from tests.factories import BUNDLE, Office, make_office
from tests.factories import PAPER as HANDED_IN

from motcua.dossiers.models import Dossier, Draft
from motcua.people.queries import forget_directory
from motcua.procedures.queries import forget_offers
from motcua.procedures.rules.catalogue_names import FIELD_NAMES, STEP_NAMES
from motcua.procedures.search import forget_search
from motcua.procedures.shipped import shipped_bundles

NAME, PAPER = BUNDLE["short_name"], HANDED_IN["name"]
ENGLISH = {NAME: "A trial confirmation", PAPER: "Picture of a card"}
FORM = {
    "id": "trial",
    "title": "Tờ khai",
    "title_en": "Declaration",
    "schema": {
        "type": "object",
        "properties": {
            "why": {"$ref": "urn:motcua:eform-types#text", "title": "Để làm gì", "title_en": "What it is for"}
        },
        "required": ["why"],
    },
    "ui": {"pages": [{"key": "all", "title": "Tờ khai", "title_en": "Declaration", "fields": ["why"]}]},
}
Reads = Callable[..., str]


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    cache.clear()
    yield make_office({"english": ENGLISH, "form": FORM})
    forget_directory()
    forget_offers()
    forget_search()


@pytest.fixture
def draft(draft: Draft) -> Draft:
    Draft.objects.update(answers={"why": "Đi làm"})
    return Draft.objects.get()


@pytest.fixture
def reads(office: Office) -> Reads:
    """``reads("citizen", "/ho-so/")``: the page in English as this person sees it."""

    def opened(who: str, address: str, **sent: str) -> str:
        client = Client()
        client.force_login(office.accounts[who], backend="motcua.people.signin.SignInBackend")
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        answer = client.post(address, sent) if sent else client.get(address)
        assert answer.status_code in {200, 422}, address
        return str(answer.content.decode())

    return opened


@pytest.mark.parametrize("address", ["/thu-tuc/", "/thu-tuc/?q=xac nhan", "/ho-so/", "/tin/", "/"])
def test_lists_name_the_procedure_in_english(reads: Reads, received: Dossier, address: str):
    words = reads("citizen", address)
    assert NAME not in words
    assert ("A trial confirmation" in words) or address == "/tin/"


def test_lists_stay_vietnamese_for_who_reads_vietnamese(office: Office, received: Dossier):
    client = Client()
    client.force_login(office.accounts["citizen"], backend="motcua.people.signin.SignInBackend")
    assert NAME in client.get("/ho-so/").content.decode()


@pytest.mark.parametrize("who", ["citizen", "specialist"])
def test_the_case_is_named_in_english(reads: Reads, received: Dossier, who: str):
    words = reads(who, f"/ho-so/{received.pk}/" if who == "citizen" else f"/can-bo/ho-so/{received.pk}/")
    assert "A trial confirmation" in words
    assert NAME not in words


def test_the_queue_names_it_in_english(reads: Reads, received: Dossier):
    words = reads("specialist", "/can-bo/")
    assert "A trial confirmation" in words
    assert NAME not in words


@pytest.mark.parametrize("more", ["", "xong/"])
def test_papers_are_told_in_english(reads: Reads, received: Dossier, more: str):
    words = reads("citizen", f"/ho-so/{received.pk}/{more}")
    assert "Picture of a card" in words
    assert PAPER not in words


def test_a_missing_answer_is_told_by_its_english_question(reads: Reads, draft: Draft):
    Draft.objects.update(answers={})
    for words in (
        reads("citizen", f"/dang-soan/{draft.pk}/khai/all/", why=""),
        reads("citizen", f"/dang-soan/{draft.pk}/kiem-tra/"),
    ):
        assert "You have not answered “What it is for”." in words


def test_the_officer_reads_papers_and_questions_in_english(reads: Reads, received: Dossier):
    words = reads("specialist", f"/can-bo/ho-so/{received.pk}/")
    assert "Picture of a card" in words
    assert PAPER not in words
    assert "What it is for" in words
    assert "Để làm gì" not in words


def test_every_field_and_step_of_the_bundles_has_an_english_name():
    assert {bundle["field"] for bundle in shipped_bundles()} <= set(FIELD_NAMES)
    steps = {step["name"] for bundle in shipped_bundles() for step in bundle.get("process", {}).get("steps", ())}
    assert steps <= set(STEP_NAMES)
