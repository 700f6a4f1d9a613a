"""Every error is a problem document with one clear sentence, the right status, and nothing is lost."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import Office, make_drafts
from tests.web.api.calling import V1, Caller, applied

from motcua.dossiers.models import Dossier
from motcua.kernel.refusals import SomebodyWasFirst

Call = Callable[[str], Caller]
NOBODY = "01914a3c-0000-7000-8000-000000000000"


def problem(response: Any, status: int) -> Any:
    """The document, after a look at what every one of them has."""
    assert response.status_code == status, response.content[:300]
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert set(told) == {"type", "title", "status", "detail", "errors"}
    assert (told["status"], told["type"].startswith("urn:motcua:")) == (status, True)
    assert told["detail"].endswith(".")
    return told


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("*", "vi"),
        ("fr", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en", "en"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("fr, en;q=0.5", "en"),
        (";;;,,q=", "vi"),
        ("é" * 5000, "vi"),
    ],
)
def test_words_in_the_language_that_was_asked_for(office: Office, header: str, language: str):
    response = Client(headers={"Accept-Language": header.encode().decode("latin-1")}).get(f"{V1}/inbox")
    told = problem(response, 401)
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]
    assert told["detail"].startswith({"vi": "Khóa truy cập", "en": "The access key"}[language])


def test_a_page_does_not_follow_the_browsers_language(office: Office):
    assert Client(headers={"Accept-Language": "en"}).get("/").headers["Content-Language"] == "vi"


def test_without_a_key_it_tells_how_to_come_in(office: Office):
    response = Client().get(f"{V1}/dossiers")
    assert "Authorization: Bearer" in problem(response, 401)["detail"]
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_in_english_all_of_it(office: Office, call: Call):
    english = {"Accept-Language": "en"}
    refused = call("citizen")("post", "/drafts", {"unit": "x"}, **english)
    told = problem(refused, 422)
    assert told["errors"] == {"procedure": "This field is missing.", "unit": "This field must be a whole number."}
    dossier_id = applied(call("citizen"), office)["id"]
    case = call("desk")("get", f"/dossiers/{dossier_id}", **english).json()
    assert case["acts"][0]["label"] == "Receive"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/dossiers/x",
        f"/dossiers/{NOBODY}",
        f"/dossiers/{NOBODY}/history",
        f"/dossiers/{NOBODY}/consents",
        f"/dossiers/{NOBODY}/papers/1",
        f"/dossiers/{NOBODY}/results/{NOBODY}",
        f"/dossiers/{NOBODY}/documents/{NOBODY}",
        "/drafts/x",
        f"/drafts/{NOBODY}",
        "/posts?unit=999999",
        "/procedures/0.000000",
        "/dossiers/%00",
        "/dossiers/%ff%fe",
        "/dossiers/" + "9" * 4000,
    ],
)
def test_what_there_is_not_is_not_found(office: Office, call: Call, path: str):
    problem(call("desk")("get", path), 404)


@pytest.mark.parametrize(("path", "field"), [("/opinions/{}/answer", "answer"), ("/consents/{}/decline", "reason")])
def test_no_wish_and_no_question_either(office: Office, call: Call, path: str, field: str):
    problem(call("leader")("post", path.format(NOBODY), {field: "Có"}), 404)
    problem(call("leader")("post", path.replace(NOBODY, "x"), {"answer": "Có"}), 404)


def test_what_belongs_to_others_does_not_exist(office: Office, call: Call):
    dossier_id = applied(call("citizen"), office)["id"]
    call("desk").act(dossier_id, "receive_dossier")
    asked = {"unit": office.units["CA"].pk, "question": "Xác minh?", "days": 3}
    call("specialist").act(dossier_id, "ask_opinion", asked)
    call("specialist").act(dossier_id, "request_extension", {"new_date": "2026-11-20", "reason": "Chờ"})
    case = call("specialist").case(dossier_id)
    for who in ("stranger", "specialist_y", "leader_y"):
        caller = call(who)
        answer = caller("post", f"/opinions/{case['opinions'][0]['id']}/answer", {"answer": "Có"})
        problem(answer, 404)
        problem(caller("post", f"/extensions/{case['extensions'][0]['id']}?is_granted=true"), 404)
        problem(caller("get", f"/dossiers/{case['code']}"), 404)
        problem(caller("post", f"/dossiers/{dossier_id}/acts/add_note", {"note": "x"}), 404)
    problem(call("specialist")("post", f"/opinions/{case['opinions'][0]['id']}/answer", {"answer": "Có"}), 403)


def test_another_method_is_told_which_are_taken(office: Office, call: Call):
    response = Client(headers=call("desk").headers).put(f"{V1}/inbox")
    problem(response, 405)
    assert response.headers["Allow"] == "GET"


def test_not_the_moment_and_somebody_was_first(office: Office, call: Call, monkeypatch: pytest.MonkeyPatch):
    dossier_id = applied(call("citizen"), office)["id"]
    desk = call("desk")
    refused = desk("post", f"/dossiers/{dossier_id}/acts/return_result", {"way": "desk", "name": "A"})
    assert problem(refused, 409)["type"] == "urn:motcua:wrong-moment"

    def lost(**_: Any) -> None:
        raise SomebodyWasFirst("Đã có người xử lý hồ sơ này trước.")

    monkeypatch.setattr("motcua.dossiers.actions.add_note.add_note", lost)
    refused = desk("post", f"/dossiers/{dossier_id}/acts/add_note", {"note": "x"})
    assert problem(refused, 409)["type"] == "urn:motcua:somebody-was-first"


def test_too_many_wrong_tries_and_when_to_come_back(office: Office):
    client = Client()
    for _ in range(40):
        response = client.get(f"{V1}/track", {"code": "khong-co", "digits": "0000"})
    problem(response, 429)
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b"null", 422),
        (b"7", 422),
        (b'"x"', 422),
        (b"\xff\xfe{}", 422),
        (b'{"procedure": "\xff"}', 422),
        (b'{"procedure": "\\u0000"}', 422),
        (b'{"procedure": "\\ud800"}', 422),
        (b'{"procedure": NaN}', 422),
        (b'{"procedure": "9.000001", "unit": 1e999}', 422),
        (b'{"procedure": "9.000001", "unit": ' + b"9" * 400 + b"}", 422),
        (b'{"procedure": "9.000001", "unit": ' + b"9" * 5000 + b"}", 422),
        (b'{"procedure": "9.000001", "unit": -1}', 422),
        (b"[" * 100_000, 422),
        (b'{"a":' * 50_000, 422),
        (b'{"procedure": "' + b"x" * 3_000_000 + b'"}', 413),
        (b'{"procedure": "0.000000"}', 404),
    ],
)
def test_hostile_bodies_are_refused_in_words(office: Office, call: Call, sent: bytes, status: int):
    client = Client(headers=call("citizen").headers)
    problem(client.post(f"{V1}/drafts", sent, content_type="application/json"), status)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/plain", 422),
        ("application/xml", 422),
        ("multipart/form-data", 400),
        ("multipart/form-data; boundary=x", 422),
    ],
)
def test_another_content_type_is_told_in_words(office: Office, call: Call, kind: str, status: int):
    client = Client(headers=call("citizen").headers)
    problem(client.post(f"{V1}/drafts", b"--x\r\nnothing", content_type=kind), 422)
    problem(client.post(f"{V1}/files", b"--x\r\nnothing", content_type=kind), status)


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize("depth", [5, 30, 200, 900])
def test_answers_nested_deep_never_break_what_was_saved(office: Office, call: Call, depth: int):
    citizen, draft = call("citizen"), make_drafts(office, 1)[0]
    response = citizen("patch", f"/drafts/{draft}", {"answers": nested(depth)})
    assert response.status_code == (200 if depth == 5 else 422)
    assert citizen.ok("get", f"/drafts/{draft}")["applicant"]["name"]


def test_nothing_is_lost_by_a_refusal(office: Office, call: Call):
    citizen, draft = call("citizen"), make_drafts(office, 1)[0]
    before = citizen.ok("get", f"/drafts/{draft}")
    for wrong in ({"answers": []}, {"answers": {"a": "\x00"}}, {"unit": 999_999}, {"consent": {"given": "x"}}):
        problem(citizen("patch", f"/drafts/{draft}", wrong), 422)
    assert citizen.ok("get", f"/drafts/{draft}") == before
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("refuse_dossier", {}, "reason"),
        ("refuse_dossier", {"reason": 7}, "reason"),
        ("request_supplement", {"asks": {}}, "asks"),
        ("request_supplement", {"asks": [{}]}, "asks.0.requirement"),
        (
            "request_supplement",
            {"asks": [{**dict.fromkeys(("requirement", "name", "explain"), "x"), "reason": "y"}]},
            "asks.0.reason",
        ),
        ("assign_dossier", {"post": "x"}, "post"),
        ("request_extension", {"new_date": "mai", "reason": "x"}, "new_date"),
        ("rate_service", {"score": "x"}, "score"),
        ("present_result", {"file": "x"}, "file"),
    ],
)
def test_wrong_facts_are_named(office: Office, call: Call, act: str, body: Any, field: str):
    dossier_id = applied(call("citizen"), office)["id"]
    told = problem(call("desk")("post", f"/dossiers/{dossier_id}/acts/{act}", body), 422)
    assert field in told["errors"]
    assert json.dumps(told["errors"], ensure_ascii=False).isprintable()


def test_a_field_that_nobody_asks_for_is_named(office: Office, call: Call):
    told = problem(call("citizen")("post", "/drafts", {"procedure": "X", "zzz": 1}), 422)
    assert set(told["errors"]) == {"zzz"}
    assert told["errors"]["zzz"].startswith("Không có mục này.")
