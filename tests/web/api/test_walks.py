"""Another system drives the whole life of a case by nothing but keys, what the API returns, and what it offers."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.dossiers.every_act import set_by_hand
from tests.factories import APPLICANT, Office, make_version
from tests.files.hostile_papers import pdf
from tests.web.api.calling import Caller, applied

from motcua.dossiers.models import Dossier, Reading
from motcua.kernel import clock
from motcua.kernel.lifecycle import LIFECYCLE_TABLE
from motcua.people.actions.delegate_post import delegate_post
from motcua.web.api.acts import ACTS

Call = Callable[[str], Caller]
ASK = {"requirement": "card", "name": "Ảnh giấy tờ tùy thân", "reason": "incorrect", "explain": "Ảnh mờ"}


@pytest.fixture
def received(office: Office, call: Call) -> str:
    dossier_id = applied(call("citizen"), office)["id"]
    return str(call("desk").act(dossier_id, "receive_dossier")["id"])


def states(case: Any) -> dict[str, str]:
    return {one["key"]: one["state"] for one in case["process"]["steps"]}


def test_the_straight_walk_to_the_rated_result(office: Office, call: Call):
    citizen, desk, specialist, leader = (call(one) for one in ("citizen", "desk", "specialist", "leader"))
    dossier_id = applied(citizen, office)["id"]
    assert [one["id"] for one in desk.ok("get", "/inbox")["rows"]] == [dossier_id]
    assert desk.act(dossier_id, "receive_dossier")["code"]
    assert states(specialist.case(dossier_id)) == {
        "reception": "done",
        "review": "current",
        "sign": "todo",
        "return": "todo",
    }
    kept = specialist.upload("ket-qua.pdf", pdf())
    specialist.act(dossier_id, "present_result", {"outcome": "granted", "file": kept})
    assert [one["approved_at"] for one in leader.case(dossier_id)["results"]] == [None]
    assert citizen.case(dossier_id)["results"] == []
    leader.act(dossier_id, "approve_result")
    result = citizen.case(dossier_id)["results"][0]
    kind, content = citizen.download(result["file"]["url"])
    assert (kind, content[:4]) == ("application/pdf", b"%PDF")
    collected = {"way": "online", "name": APPLICANT["name"], "confirmed_by": "download"}
    assert citizen.act(dossier_id, "return_result", collected)["national_status"] == 10
    citizen.act(dossier_id, "rate_service", {"score": 3})
    case = citizen.case(dossier_id)
    assert (case["rating"]["score"], case["hand_over"]["way"], case["acts"]) == (3, "online", [])
    assert [one["act"] for one in case["timeline"]][::-1][:2] == ["submit_application", "receive_dossier"]


def test_what_a_case_tells(office: Office, call: Call, received: str):
    case = call("specialist").case(received)
    paper, receipt = case["papers"][0], case["documents"][0]
    assert (paper["requirement"], paper["file"]["verdict"]["is_ok"]) == ("card", True)
    assert case["clock"]["trace"][0]["sentence"]
    assert (case["applicant"]["name"], case["unit"]) == (APPLICANT["name"], "Đơn vị X")
    assert case["fee"] == {"lines": [], "total": 0, "paid": 0, "left": 0, "is_open": False}
    for url, kind in ((paper["file"]["url"], "image/jpeg"), (receipt["url"], "application/pdf")):
        assert call("specialist").download(url)[0] == kind
        assert call("stranger")("get", url).status_code == 404
    assert set(Reading.objects.values_list("way", flat=True)) >= {"api", "file", "form"}


def test_a_case_is_opened_by_its_code_or_reference(office: Office, call: Call, received: str):
    case = call("desk").case(received)
    for name in (case["code"], case["reference"], case["code"].lower()):
        assert call("desk").case(name)["id"] == received
        assert call("stranger")("get", f"/dossiers/{name}").status_code == 404


def test_what_is_the_offices_own_is_not_told_to_the_owner(office: Office, call: Call, received: str):
    call("specialist").act(received, "add_note", {"note": "Xem kỹ"})
    assert [one["text"] for one in call("leader").case(received)["notes"]] == ["Xem kỹ"]
    case = call("citizen").case(received)
    assert not any(case[key] for key in ("opinions", "extensions", "consents", "notes", "readings"))
    assert "add_note" not in [one["act"] for one in case["timeline"]]


def test_a_supplement_once_and_again_with_a_leaders_consent(office: Office, call: Call, received: str):
    citizen, specialist, leader = call("citizen"), call("specialist"), call("leader")
    specialist.act(received, "request_supplement", {"asks": [ASK]})
    asked = citizen.case(received)
    assert (asked["state"], asked["supplement"]["asks"][0]["explain"]) == ("awaiting_supplement", "Ảnh mờ")
    citizen.act(received, "supplement_dossier", {"files": {"card": [citizen.upload()]}})
    papers = citizen.case(received)["papers"]
    assert [bool(one["replaced_at"]) for one in papers] == [False, True]
    assert {one["name"] for one in papers} == {ASK["name"]}
    again = {"asks": [ASK], "reason": "Ảnh mới bị cắt góc"}
    specialist.act(received, "request_consent", again)
    offer = specialist.offer(received, "grant_consent")
    assert (offer["is_allowed"], bool(offer["why"])) == (False, True)
    leader.act(received, "decline_consent", {"reason": "Ảnh đủ rõ"})
    specialist.act(received, "request_consent", again)
    assert leader.act(received, "grant_consent")["state"] == "awaiting_supplement"
    desk = call("desk")
    brought = {"brought_by": "Trần Văn Ba", "consent": True}
    desk.act(received, "supplement_dossier", {"files": {"card": [desk.upload()]}, **brought})
    assert specialist.case(received)["state"] == "in_process"


def test_papers_asked_for_at_the_door(office: Office, call: Call):
    citizen, desk = call("citizen"), call("desk")
    dossier_id = applied(citizen, office)["id"]
    assert desk.act(dossier_id, "request_supplement", {"asks": [ASK]})["state"] == "door_supplement"
    citizen.act(dossier_id, "supplement_dossier", {"answer": "Tôi không có ảnh khác"})
    assert desk.act(dossier_id, "receive_dossier")["state"] == "received"


def test_an_opinion_asked_and_answered(office: Office, call: Call, received: str):
    police = call("police")
    agency = Client().get("/api/v1/units", {"kind": "agency"}).json()[0]["id"]
    assert police("get", f"/dossiers/{received}").status_code == 404
    call("specialist").act(received, "ask_opinion", {"unit": agency, "question": "Đúng người không?", "days": 3})
    waiting = police.ok("get", "/inbox")["opinions"][0]
    assert (waiting["dossier_id"], waiting["question"]) == (received, "Đúng người không?")
    police.act(received, "give_opinion", {"answer": "Đúng"}, "?agrees=true")
    opinion = call("specialist").case(received)["opinions"][0]
    assert (opinion["answer"], opinion["agrees"], opinion["unit"]) == ("Đúng", True, "Đơn vị CA")


def test_an_extension_asked_and_decided(office: Office, call: Call, received: str):
    wished = {"new_date": "2026-11-20", "reason": "Chờ xác minh"}
    call("specialist").act(received, "request_extension", wished)
    assert not call("specialist").offer(received, "decide_extension")["is_allowed"]
    leader = call("leader")
    leader.act(received, "decide_extension", query="?is_granted=false&reason=Kịp hạn")
    call("specialist").act(received, "request_extension", wished)
    leader.act(received, "decide_extension", query="?is_granted=true")
    case = leader.case(received)
    assert case["due_at"].startswith("2026-11-20")
    assert sorted(one["is_granted"] for one in case["extensions"]) == [False, True]
    assert "apology" in [one["key"] for one in case["documents"]]


def test_forward_to_another_agency_and_back(office: Office, call: Call, received: str):
    asked = {"unit": office.units["CA"].pk, "question": "Xác minh nơi ở", "days": 3}
    call("specialist").act(received, "forward_to_agency", asked)
    assert call("citizen").case(received)["turn"]["turn"] == "elsewhere"
    call("police").act(received, "return_from_agency", {"answer": "Có ở đây"})
    case = call("specialist").case(received)
    assert (case["opinions"][0]["answer"], case["holder_post_id"]) == ("Có ở đây", office.posts["specialist"].pk)


def test_steps_forth_and_back_and_to_another_post(office: Office, call: Call, received: str):
    specialist, leader = call("specialist"), call("leader")
    specialist.act(received, "transfer_step", {"note": "Xin xem"})
    leader.act(received, "return_step", {"reason": "Thiếu căn cứ"})
    posts = leader.ok("get", f"/posts?unit={leader.case(received)['competent_unit_id']}")
    land = next(one for one in posts if one["title"] == "Vị trí land")
    leader.act(received, "assign_dossier", {"post": land["id"]})
    held = call("land").case(received)["holder_post_id"]
    moved = {"from_post_id": held, "to_post_id": office.posts["specialist"].pk}
    assert leader.ok("post", f"/dossiers/{received}/acts/reseat_dossier", moved)["holder"].startswith(
        "Vị trí specialist"
    )


def test_suspend_and_resume(office: Office, call: Call, received: str):
    specialist = call("specialist")
    specialist.act(received, "suspend_dossier", {"review_on": "2026-11-10", "reason": "Chờ tòa án"})
    assert specialist.case(received)["clock"]["tone"] == "stopped"
    assert specialist.act(received, "resume_dossier")["state"] == "in_process"


def test_a_fee_asked_for_and_paid(office: Office, call: Call):
    make_version({"fees": {"hit": "collect", "rows": [{"key": "fee", "label": "Lệ phí", "amount": 8000}]}}, number=2)
    dossier_id = applied(call("citizen"), office)["id"]
    call("desk").act(dossier_id, "receive_dossier")
    call("specialist").act(dossier_id, "request_payment")
    left = call("desk").case(dossier_id)["fee"]["left"]
    call("desk").act(dossier_id, "record_payment", {"amount": left, "way": "cash"})
    assert call("citizen").case(dossier_id)["fee"]["left"] == 0


@pytest.mark.parametrize(
    ("who", "act", "body", "state"),
    [
        ("citizen", "withdraw_dossier", {"reason": "Tôi không cần nữa"}, "withdrawn"),
        ("desk", "withdraw_dossier", {"reason": "Theo đơn"}, "withdrawn"),
        ("specialist", "stop_dossier", {"reason": "Trùng hồ sơ", "rule": "Điều 5"}, "stopped"),
        ("leader", "apologise", {"new_date": "2026-11-20", "reason": "Mất điện"}, "received"),
    ],
)
def test_other_ways_on(office: Office, call: Call, received: str, who: str, act: str, body: Any, state: str):
    assert call(who).act(received, act, body)["state"] == state


def test_refused_at_the_door_and_rejected_by_the_leader(office: Office, call: Call):
    first, second = applied(call("citizen"), office)["id"], applied(call("citizen"), office)["id"]
    assert call("desk").act(first, "refuse_dossier", {"reason": "Không thuộc thẩm quyền"})["state"] == "refused"
    call("desk").act(second, "receive_dossier")
    call("specialist").act(
        second, "present_result", {"outcome": "rejected", "text": "Không đủ điều kiện", "rule": "Điều 9"}
    )
    rejected = call("leader").act(second, "reject_dossier", {"reason": "Không đủ điều kiện", "rule": "Điều 9"})
    assert (rejected["state"], rejected["outcome"]) == ("finished", "rejected")


def test_the_counter_from_the_card_to_the_hand_over(office: Office, call: Call):
    desk, account = call("desk"), office.accounts["citizen"]
    account.national_id = APPLICANT["number"]
    account.save(update_fields=["national_id"])
    asked = {"procedure": "9.000001", "unit": office.units["X"].pk, "at_counter": True}
    draft = desk.ok("post", "/drafts", asked)["id"]
    stranger = str(office.accounts["stranger"].pk)
    desk.ok("patch", f"/drafts/{draft}", {"applicant": {**APPLICANT, "account": stranger}, "delivery": {"way": "desk"}})
    assert [one["id"] for one in desk.ok("get", "/drafts?at_counter=true")] == [draft]
    assert desk.send(f"/drafts/{draft}/papers", requirement="card").status_code == 422
    noted = desk.send(f"/drafts/{draft}/papers", requirement="card", kind="original")
    assert (noted.status_code, noted.json()["faults"]) == (201, {})
    key = {"Idempotency-Key": "quay-so-1"}
    assert "consent" in desk("post", f"/drafts/{draft}/submit", **key).json()["errors"]
    desk.ok("patch", f"/drafts/{draft}", {"consent": {"given": True, "typed_by": "staff"}})
    made = desk.ok("post", f"/drafts/{draft}/submit", **key)
    assert (made["state"], made["channel"], made["typed_by"]) == ("received", "counter", "staff")
    assert made == desk.ok("post", f"/drafts/{draft}/submit", **key)
    assert call("citizen").case(made["id"])["consent"]["helper"] == account_name(office, "desk")
    assert call("stranger")("get", f"/dossiers/{made['id']}").status_code == 404
    call("specialist").act(made["id"], "present_result", {"on_paper": True})
    call("leader").act(made["id"], "approve_result")
    taken = {"way": "desk", "name": APPLICANT["name"], "number": APPLICANT["number"], "confirmed_by": "card"}
    assert desk.act(made["id"], "return_result", taken)["state"] == "returned"
    assert desk.case(made["id"])["hand_over"]["handed_by"] == account_name(office, "desk")


def test_a_result_with_a_fee_unpaid_names_the_field_that_is_missing(office: Office, call: Call, received: str):
    call("specialist").act(received, "present_result", {"on_paper": True})
    call("leader").act(received, "approve_result")
    set_by_hand(Dossier.objects.get(pk=received), fees={"lines": [], "total": 20_000, "paid": 0})
    taken = {"way": "desk", "name": APPLICANT["name"], "confirmed_by": "card"}
    refused = call("desk")("post", f"/dossiers/{received}/acts/return_result", taken)
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["unpaid_reason"])
    done = call("desk").act(received, "return_result", {**taken, "unpaid_reason": "Bưu điện thu khi giao."})
    assert done["state"] == "returned"


def account_name(office: Office, name: str) -> str:
    return str(office.accounts[name].full_name)


def test_a_paper_is_taken_out_again(office: Office, call: Call):
    citizen = call("citizen")
    draft = citizen.ok("post", "/drafts", {"procedure": "9.000001"})["id"]
    assert citizen.attach(draft, "card").status_code == 201
    assert citizen.ok("delete", f"/drafts/{draft}/papers/card/0")["papers"] == {"card": []}
    assert citizen("delete", f"/drafts/{draft}/papers/card/0").status_code == 404
    assert citizen.attach(draft, "khac").status_code == 404


def test_who_stands_in_acts_by_their_own_key(office: Office, call: Call, received: str):
    now = clock.now()
    assert call("land")("get", f"/dossiers/{received}").status_code == 404
    delegate_post(
        post_id=office.posts["specialist"].pk,
        to_account_id=office.accounts["land"].pk,
        from_at=now,
        until_at=now + timedelta(days=2),
        reason="Nghỉ phép",
        actor=office.actor("leader"),
    )
    call("land").act(received, "present_result", {"outcome": "granted", "text": "Đủ điều kiện"})
    told = call("leader").case(received)["timeline"][0]["who"]
    assert account_name(office, "land") in told
    assert account_name(office, "specialist") in told


FORM = {
    "id": "to-khai",
    "version": "1",
    "title": "Tờ khai",
    "schema": {
        "type": "object",
        "properties": {
            "line": {"$ref": "urn:motcua:eform-types#text", "title": "Nội dung"},
            "old": {"$ref": "urn:motcua:eform-types#text", "title": "Mục cũ"},
        },
    },
    "ui": {"pages": [{"key": "all", "title": "Nội dung", "fields": ["line", "old"]}]},
}
NEWER = json.loads(json.dumps(FORM).replace('"old"', '"newer"').replace("M\\u1ee5c c\\u0169", "M\\u1ee5c m\\u1edbi"))


def test_a_draft_moves_to_the_new_version(office: Office, call: Call):
    make_version({"form": FORM}, number=2)
    citizen = call("citizen")
    draft = citizen.ok("post", "/drafts", {"procedure": "9.000001", "unit": office.units["X"].pk})["id"]
    given = {"answers": {"line": "Xin xác nhận", "old": "Không còn hỏi"}, "applicant": APPLICANT}
    assert not citizen.ok("patch", f"/drafts/{draft}", given)["is_outdated"]
    citizen.attach(draft, "card")
    make_version({"form": NEWER}, number=3)
    assert citizen.ok("get", f"/drafts/{draft}")["is_outdated"]
    assert citizen("post", f"/drafts/{draft}/submit", **{"Idempotency-Key": "moi-cu-1"}).status_code == 409
    moved = citizen.ok("post", f"/drafts/{draft}/move")
    assert moved["draft"]["answers"] == {"line": "Xin xác nhận"}
    assert (moved["number"], moved["changed"]) == (3, ["form"])
    assert (moved["answers_carried"], moved["answers_dropped"]) == (["Nội dung"], ["Mục cũ"])
    assert (moved["papers_carried"], moved["papers_not_asked"]) == (["card"], [])
    again = citizen.ok("post", f"/drafts/{draft}/move")
    assert (again["changed"], again["answers_dropped"]) == ([], [])
    submitted = citizen.ok("post", f"/drafts/{draft}/submit", **{"Idempotency-Key": "moi-cu-1"})
    assert submitted["state"] == "submitted"


# Acts of the lifecycle table that the API does under another name, each with the operation that does it.
NAMED_OTHERWISE = {
    "request_door_supplement": "request_supplement",
    "supplement_at_door": "supplement_dossier",
    "resume_after_payment": "record_payment",
    "sign_result": "approve_result",
    "give_opinion": "give_opinion",
    "decide_extension": "decide_extension",
    "decline_consent": "decline_consent",
}
BY_THE_SYSTEM = {
    "put_digitised",
    "lapse_opinion",
    "chase_opinion",
    "draft_apology",
    "close_unanswered",
    "warn_holder",
    "escalate",
    "remind_applicant",
}
AT_THE_CONSOLE = {"move_dossier"}  # by an administrator, who sees no case, for a whole unit at once


@pytest.mark.sqlite_only
def test_every_act_of_the_lifecycle_is_reached():
    told = json.loads((Path(__file__).resolve().parents[3] / "docs" / "openapi.json").read_text())
    operations = {one["operationId"] for methods in told["paths"].values() for one in methods.values()}
    wanted = {NAMED_OTHERWISE.get(act, act) for act in LIFECYCLE_TABLE if act not in BY_THE_SYSTEM | AT_THE_CONSOLE}
    assert sorted(wanted - operations) == []
    assert set(LIFECYCLE_TABLE) >= BY_THE_SYSTEM | AT_THE_CONSOLE
    assert {act for act, *_ in ACTS} <= operations
