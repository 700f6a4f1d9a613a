"""Looking a case up: both facts, however they are written; wrong tries are counted for page and API together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import Office

from motcua.dossiers.models import Dossier, Reading
from motcua.web.ui.tracking import MOST_OF_ADDRESS, MOST_OF_CODE

Given = Callable[[], dict[str, str]]


def page(code: str, digits: str, **more: Any) -> Any:
    return Client().post("/tra-cuu/", {"code": code, "digits": digits}, **more)


def by_api(code: str, digits: str, **more: Any) -> Any:
    return Client().get("/api/v1/track", {"code": code, "digits": digits}, **more)


def test_both_facts_show_the_case_but_not_the_person(office: Office, received: Dossier):
    found = page(received.code, "5678")
    assert found.status_code == 200
    assert "Đặng Thị Ngọc Ánh" not in found.content.decode()
    assert Reading.objects.get().way == "look_up"


def test_a_code_is_understood_however_it_is_written(office: Office, received: Dossier):
    code, reference = str(received.code), received.reference
    for written in (
        code.lower(),
        code.replace("-", " "),
        code.replace(".", "").replace("-", ""),
        f"  {code.replace('.', ' . ')} ",
        reference.replace("-", ""),
        reference.replace("-", " ").lower(),
        reference.replace("-", "–"),
    ):
        assert page(written, "5678").status_code == 200, written


@pytest.mark.parametrize("written", ["0912 345 678", "+84 912 345 678", " 5678 "])
def test_the_whole_phone_number_is_understood(office: Office, received: Dossier, written: str):
    assert page(str(received.code), written).status_code == 200
    assert 'maxlength="4"' not in Client().get("/tra-cuu/").content.decode()


@pytest.mark.parametrize("look", [page, by_api])
def test_wrong_tries_for_one_code_are_few_from_anywhere(office: Office, received: Dossier, look: Any):
    for number in range(MOST_OF_CODE):
        assert look(received.code, "0000", REMOTE_ADDR=f"10.0.0.{number}").status_code == 404
    for other in (page, by_api):
        assert other(received.code.lower(), "5678", REMOTE_ADDR="10.0.1.1").status_code == 429


def test_wrong_tries_from_one_address_are_few_for_all_codes(office: Office, received: Dossier):
    for number in range(MOST_OF_ADDRESS):
        assert by_api(f"H01.99.01-261102-{number + 100:04d}", "0000").status_code == 404
    refused = by_api(received.code, "5678")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert "thử lại sau 15 phút" in refused.json()["detail"]
    assert page(received.code, "5678", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_behind_a_trusted_proxy_each_citizen_has_their_own_tries(office: Office, received: Dossier, settings: Any):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(MOST_OF_ADDRESS):
        by_api(f"H01.99.01-261102-{number + 100:04d}", "0000", headers={"X-Forwarded-For": "1.2.3.4, 10.1.1.1"})
    assert by_api(received.code, "5678", headers={"X-Forwarded-For": "5.6.7.8, 10.1.1.1"}).status_code == 429
    assert by_api(received.code, "5678", headers={"X-Forwarded-For": "10.1.1.2"}).status_code == 200


@pytest.mark.parametrize(("code", "digits"), [("", ""), ("", "5678"), ("H01", ""), ("H01", "56")])
def test_an_unfinished_form_is_no_try(office: Office, code: str, digits: str):
    answer = page(code, digits)
    assert answer.status_code == 422
    assert "Hãy ghi" in answer.content.decode()
    for _ in range(MOST_OF_ADDRESS):
        page(code, digits)
    assert page("H01.99.01-261102-0001", "0000").status_code == 404
