"""The JSON API: from the catalogue to the returned result, problems in words, and its committed description."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from tests.factories import APPLICANT, Office, make_version
from tests.web.api.calling import Caller

from motcua.dossiers.actions.save_draft import attach_paper
from motcua.dossiers.models import Dossier, Reading
from motcua.kernel import clock
from motcua.people.rules import SYSTEM
from motcua.procedures.actions.set_front import set_front

SNAPSHOT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"
PAPER = {"name": "Ảnh thẻ", "source": "shown", "kind": "original", "copies": 1}


def filled(office: Office, call: Callable[[str], Caller]) -> str:
    citizen = call("citizen")
    made = citizen("post", "/drafts", {"procedure": "9.000001", "unit": office.units["X"].pk})
    assert made.status_code == 201, made.content
    draft_id = made.json()["id"]
    assert citizen("patch", f"/drafts/{draft_id}", {"applicant": APPLICANT}).status_code == 200
    attach_paper(draft_id=UUID(draft_id), actor=office.actor("citizen"), requirement_key="card", paper=PAPER)
    return str(draft_id)


def test_from_draft_to_returned_result(office: Office, call: Callable[[str], Caller]):
    draft_id = filled(office, call)
    key = {"Idempotency-Key": "abcdefgh-1"}
    first = call("citizen")("post", f"/drafts/{draft_id}/submit", **key)
    again = call("citizen")("post", f"/drafts/{draft_id}/submit", **key)
    assert first.json()["id"] == again.json()["id"]
    dossier_id = first.json()["id"]
    for who, act, body in (
        ("desk", "receive_dossier", {}),
        ("specialist", "present_result", {"outcome": "granted", "text": "Đủ điều kiện"}),
        ("leader", "approve_result", {}),
        ("desk", "return_result", {"way": "desk", "name": APPLICANT["name"], "confirmed_by": "card"}),
        ("citizen", "rate_service", {"score": 3}),
    ):
        done = call(who)("post", f"/dossiers/{dossier_id}/acts/{act}", body)
        assert done.status_code == 200, (act, done.content)
    assert (done.json()["state"], done.json()["national_status"]) == ("returned", 10)
    lines = call("citizen")("get", f"/dossiers/{dossier_id}/history").json()
    assert [line["act"] for line in lines][-1] == "submit_application"


ASKS = [{"requirement": "card", "name": "Ảnh", "reason": "incorrect", "explain": "Ảnh mờ"}]


@pytest.fixture
def asked_once(office: Office, call: Callable[[str], Caller]) -> str:
    key = {"Idempotency-Key": "abcdefgh-9"}
    dossier_id = call("citizen")("post", f"/drafts/{filled(office, call)}/submit", **key).json()["id"]
    assert call("desk")("post", f"/dossiers/{dossier_id}/acts/receive_dossier", {}).status_code == 200
    Dossier.objects.filter(pk=dossier_id).update(supplement_count=1)
    return str(dossier_id)


def test_asking_again_by_a_leaders_consent(office: Office, call: Callable[[str], Caller], asked_once: str):
    specialist, leader = call("specialist"), call("leader")
    again = {"asks": ASKS, "reason": "Bị tẩy xóa"}
    acts = f"/dossiers/{asked_once}/acts"
    assert specialist("post", f"{acts}/request_supplement", {"asks": ASKS}).status_code == 409
    assert specialist("post", f"{acts}/consent_to_supplement", again).status_code == 403
    assert specialist("post", f"{acts}/request_consent", again).status_code == 200
    assert call("citizen")("get", f"/dossiers/{asked_once}/consents").json() == []
    wish = leader("get", f"/dossiers/{asked_once}/consents").json()[0]
    assert (wish["reason"], wish["asks"][0]["explain"], wish["is_granted"]) == ("Bị tẩy xóa", "Ảnh mờ", None)
    assert specialist("post", f"/consents/{wish['id']}/grant").status_code == 403
    assert leader("post", f"/consents/{wish['id']}/decline", {"reason": ""}).status_code == 422
    assert leader("post", f"/consents/{wish['id']}/decline", {"reason": "Đủ rồi"}).status_code == 200
    assert specialist("post", f"{acts}/request_consent", again).status_code == 200
    wish = leader("get", f"/dossiers/{asked_once}/consents").json()[0]
    granted = leader("post", f"/consents/{wish['id']}/grant")
    assert (granted.status_code, granted.json()["state"]) == (200, "awaiting_supplement")


def test_the_owner_cannot_fake_the_hand_over(office: Office, call: Callable[[str], Caller], asked_once: str):
    acts = f"/dossiers/{asked_once}/acts"
    assert call("specialist")("post", f"{acts}/present_result", {"on_paper": True}).status_code == 200
    assert call("leader")("post", f"{acts}/approve_result").status_code == 200
    citizen, name = call("citizen"), APPLICANT["name"]
    faked = {"way": "desk", "name": name, "confirmed_by": "signature"}
    assert citizen("post", f"{acts}/return_result", faked).status_code == 403
    nothing = {"way": "online", "name": name, "confirmed_by": "download"}
    assert citizen("post", f"{acts}/return_result", nothing).status_code == 409


def test_the_same_key_for_another_draft_is_refused(office: Office, call: Callable[[str], Caller]):
    key = {"Idempotency-Key": "abcdefgh-1"}
    assert call("citizen")("post", f"/drafts/{filled(office, call)}/submit", **key).status_code == 200
    other = call("citizen")("post", f"/drafts/{filled(office, call)}/submit", **key)
    assert other.status_code == 409
    assert "Idempotency-Key" in other.json()["detail"]


def test_a_submit_without_a_key_is_refused(office: Office, call: Callable[[str], Caller]):
    refused = call("citizen")("post", f"/drafts/{filled(office, call)}/submit")
    assert refused.status_code == 422


def test_problems_are_documents_in_words(office: Office, call: Callable[[str], Caller]):
    draft_id = filled(office, call)
    call("citizen")("patch", f"/drafts/{draft_id}", {"applicant": {"name": "", "phone": ""}})
    refused = call("citizen")("post", f"/drafts/{draft_id}/submit", **{"Idempotency-Key": "abcdefgh-2"})
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert set(refused.json()["errors"]) == {"applicant.name", "applicant.phone"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer mc_wrong"}, {"Authorization": "Basic x"}])
def test_without_a_key_nothing_opens(office: Office, headers: dict[str, str]):
    refused = Client(headers=headers).get("/api/v1/inbox")
    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"


def test_another_persons_dossier_does_not_exist(office: Office, call: Callable[[str], Caller]):
    draft_id = filled(office, call)
    dossier_id = call("citizen")("post", f"/drafts/{draft_id}/submit", **{"Idempotency-Key": "abcdefgh-3"}).json()["id"]
    for who in ("stranger", "specialist_y", "land"):
        assert call(who)("get", f"/dossiers/{dossier_id}").status_code == 404
        assert call(who)("post", f"/dossiers/{dossier_id}/acts/receive_dossier").status_code == 404
    assert Reading.objects.count() == 0
    assert call("desk")("get", f"/dossiers/{dossier_id}").status_code == 200
    assert call("desk")("get", f"/dossiers/{dossier_id}/history").status_code == 200
    assert list(Reading.objects.values_list("way", flat=True)) == ["api", "api"]


def test_any_desk_finds_by_the_whole_reference_and_receives(office: Office, call: Callable[[str], Caller]):
    draft_id = filled(office, call)
    made = call("citizen")("post", f"/drafts/{draft_id}/submit", **{"Idempotency-Key": "abcdefgh-6"}).json()
    desk = call("desk_y")
    assert desk("get", "/dossiers/found?q=dang thi ngoc anh").json() == []
    assert [one["id"] for one in desk("get", f"/dossiers/found?q={made['reference']}").json()] == [made["id"]]
    received = desk("post", f"/dossiers/{made['id']}/acts/receive_dossier")
    assert received.json()["code"].startswith("H01.99.01-")
    assert [one["id"] for one in desk("get", "/dossiers/found?q=dang thi ngoc anh").json()] == [made["id"]]


def test_where_only_the_own_desk_receives_nobody_else_does(office: Office, call: Callable[[str], Caller]):
    make_version({"parameters": {"receive.anywhere": False}}, number=2)
    draft_id = filled(office, call)
    made = call("citizen")("post", f"/drafts/{draft_id}/submit", **{"Idempotency-Key": "abcdefgh-7"}).json()
    desk = call("desk_y")
    assert desk("get", f"/dossiers/found?q={made['reference']}").json() == []
    assert desk("get", f"/dossiers/{made['id']}").status_code == 404
    assert desk("post", f"/dossiers/{made['id']}/acts/receive_dossier").status_code == 404
    began = {"procedure": "9.000001", "unit": office.units["X"].pk, "at_counter": True}
    refused = desk("post", "/drafts", began)
    assert refused.status_code == 403
    assert "Đơn vị X-MC" in refused.json()["detail"]


def test_the_api_keeps_to_the_one_door(office: Office, call: Callable[[str], Caller]):
    draft_id = filled(office, call)
    set_front(front="national", from_on=clock.today(), reason="CV 12", actor=SYSTEM)
    citizen = call("citizen")
    refused = citizen("post", f"/drafts/{draft_id}/submit", **{"Idempotency-Key": "abcdefgh-8"})
    assert refused.status_code == 409
    assert "Cổng Dịch vụ công quốc gia" in refused.json()["detail"]
    assert citizen("post", "/drafts", {"procedure": "9.000001"}).status_code == 409
    assert citizen("post", "/drafts", {"procedure": "9.000001", "at_counter": True}).status_code == 403
    assert not Dossier.objects.exists()


def test_tracking_needs_the_second_fact_and_tells_no_name(office: Office, call: Callable[[str], Caller]):
    draft_id = filled(office, call)
    made = call("citizen")("post", f"/drafts/{draft_id}/submit", **{"Idempotency-Key": "abcdefgh-4"}).json()
    client = Client()
    assert client.get("/api/v1/track", {"code": made["reference"], "digits": "0000"}).status_code == 404
    told = client.get("/api/v1/track", {"code": made["reference"], "digits": "5678"})
    assert told.status_code == 200
    assert APPLICANT["name"] not in told.content.decode()


def test_the_inbox_pages_by_key(office: Office, call: Callable[[str], Caller]):
    made = [filled(office, call) for _ in range(2)]
    call("citizen")("post", f"/drafts/{made[0]}/submit", **{"Idempotency-Key": "abcdefgh-5"})
    page = call("desk")("get", "/inbox").json()
    assert [row["id"] for row in page["rows"]] == [str(Dossier.objects.get().pk)]
    assert page["following"] == ""


def test_the_description_is_the_committed_one():
    from motcua.web.api.api import api

    described = json.loads(json.dumps(api.get_openapi_schema()))
    assert described["openapi"].startswith("3.1")
    assert described == json.loads(SNAPSHOT.read_text()), "run: ./motcua openapi > docs/openapi.json"
