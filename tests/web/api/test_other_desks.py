"""A desk that is not the case's own: it opens the case by both facts, takes the papers in, and sees no other case."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from tests.factories import BUNDLE, Office, make_version
from tests.web.api.calling import Caller, applied

from motcua.dossiers.models import Dossier, Reading
from motcua.people.models import Unit
from motcua.people.queries import forget_directory
from motcua.procedures.models import Activation
from motcua.procedures.queries import forget_offers

Call = Callable[[str], Caller]
ASK = {"requirement": "card", "name": "Ảnh giấy tờ tùy thân", "reason": "incorrect", "explain": "Ảnh mờ"}
BROUGHT = {"brought_by": "Nguyễn Thị Thuỳ Dương", "consent": True}
ONLY_THERE = {**BUNDLE, "parameters": {"receive.anywhere": False}}


@pytest.fixture
def asked(office: Office, call: Call) -> Any:
    dossier_id = applied(call("citizen"), office)["id"]
    call("desk").act(dossier_id, "receive_dossier")
    return call("specialist").act(dossier_id, "request_supplement", {"asks": [ASK]})


def facts_of(case: Any, digits: str = "5678") -> dict[str, str]:
    return {"code": case["code"], "digits": digits}


def test_another_desk_opens_by_both_facts_and_takes_the_papers_in(office: Office, call: Call, asked: Any):
    desk = call("desk_y")
    assert desk("get", f"/dossiers/{asked['id']}").status_code == 404
    case = desk.ok("post", "/dossiers/open", facts_of(asked))
    assert [one["act"] for one in case["acts"] if one["is_allowed"]] == ["supplement_dossier"]
    assert case["supplement"]["asks"][0]["explain"] == "Ảnh mờ"
    assert not [one for one in case["acts"] if "Không tìm thấy" in one["why"]]
    done = desk.act(case["id"], "supplement_dossier", {"files": {"card": [desk.upload()]}, **BROUGHT})
    assert done["state"] == "in_process"
    after = desk.case(case["id"])
    assert [one["key"] for one in after["documents"]].count("receipt") == 2
    assert desk.download(after["documents"][-1]["url"])[0] == "application/pdf"
    cache.clear()
    assert desk.case(case["id"])["id"] == case["id"]  # it gave the slip
    assert Dossier.objects.get(pk=case["id"]).has_digitised_papers  # what a desk hands in it has scanned


def test_the_reading_is_recorded_and_only_for_who_opened_it(office: Office, call: Call, asked: Any):
    call("desk_y").ok("post", "/dossiers/open", facts_of(asked))
    read = Reading.objects.filter(dossier_id=asked["id"], way="look_up")
    assert [one.account_id for one in read] == [office.accounts["desk_y"].pk]
    assert call("specialist_y")("get", f"/dossiers/{asked['id']}").status_code == 404
    cache.clear()
    assert call("desk_y")("get", f"/dossiers/{asked['id']}").status_code == 404


@pytest.mark.parametrize("digits", ["0000", "567", "56789", "１２３４", "", "' OR 1"])
def test_guessing_opens_nothing(office: Office, call: Call, asked: Any, digits: str):
    desk = call("desk_y")
    assert desk("post", "/dossiers/open", facts_of(asked, digits)).status_code in {404, 422}
    assert desk("get", f"/dossiers/{asked['id']}").status_code == 404
    assert not Reading.objects.filter(dossier_id=asked["id"], way="look_up").exists()


def test_a_wrong_fact_and_no_such_case_are_answered_alike(office: Office, call: Call, asked: Any):
    wrong = call("desk_y")("post", "/dossiers/open", facts_of(asked, "0000"))
    none = call("desk_y")("post", "/dossiers/open", {"code": "H01.99.01-261102-9999", "digits": "5678"})
    assert (wrong.status_code, wrong.json()) == (none.status_code, none.json())
    assert wrong.status_code == 404


def test_wrong_tries_are_counted_with_those_of_everybody(office: Office, call: Call, asked: Any, client: Any):
    desk = call("desk_y")
    for _ in range(3):
        assert client.get("/api/v1/track", facts_of(asked, "0000")).status_code == 404
        assert desk("post", "/dossiers/open", facts_of(asked, "0000")).status_code == 404
    refused = desk("post", "/dossiers/open", facts_of(asked))
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")


@pytest.mark.parametrize(
    "code", ["", " ", "\x00", "\u202eH01", "%00", "../../inbox", "x" * 80, "Đặng Thị Ngọc Ánh", "' OR 1=1 --", "🙂"]
)
def test_a_hostile_code_opens_nothing(office: Office, call: Call, asked: Any, code: str):
    assert call("desk_y")("post", "/dossiers/open", {"code": code, "digits": "5678"}).status_code in {404, 422}


@pytest.mark.parametrize("name", ["specialist_y", "leader_y", "inspector", "police", "citizen", "stranger"])
def test_it_is_for_desks(office: Office, call: Call, asked: Any, name: str):
    assert call(name)("post", "/dossiers/open", facts_of(asked)).status_code == 403
    assert not Reading.objects.filter(dossier_id=asked["id"], way="look_up").exists()


def test_a_case_that_waits_for_nothing_stays_closed(office: Office, call: Call):
    dossier_id = applied(call("citizen"), office)["id"]
    received = call("desk").act(dossier_id, "receive_dossier")
    assert call("desk_y")("post", "/dossiers/open", facts_of(received)).status_code == 404
    assert call("desk_y")("get", f"/dossiers/{dossier_id}").status_code == 404


def test_what_only_the_own_desk_takes_stays_there(office: Office, call: Call, asked: Any):
    Dossier.objects.filter(pk=asked["id"]).update(procedure_version=make_version(ONLY_THERE, number=2))
    assert call("desk_y")("post", "/dossiers/open", facts_of(asked)).status_code == 404


def test_other_acts_are_not_for_another_desk(office: Office, call: Call, asked: Any):
    desk = call("desk_y")
    desk.ok("post", "/dossiers/open", facts_of(asked))
    for act, body in (("withdraw_dossier", {"reason": "x"}), ("add_note", {"note": "x"}), ("transfer_step", {})):
        answer = desk("post", f"/dossiers/{asked['id']}/acts/{act}", body)
        assert answer.status_code in {403, 404, 409}, (act, answer.content)
    assert Dossier.objects.get(pk=asked["id"]).version == asked["version"]


def test_of_two_desks_one_takes_the_papers_in(office: Office, call: Call, asked: Any):
    own, other = call("desk"), call("desk_y")
    other.ok("post", "/dossiers/open", facts_of(asked))
    own.act(asked["id"], "supplement_dossier", {"files": {"card": [own.upload()]}, **BROUGHT})
    late = other(
        "post", f"/dossiers/{asked['id']}/acts/supplement_dossier", {"files": {"card": [other.upload()]}, **BROUGHT}
    )
    assert late.status_code == 404  # it waits for nothing any more
    assert Dossier.objects.get(pk=asked["id"]).supplement_count == 1


def test_a_desk_is_offered_a_supplement_once_and_only_where_it_may(office: Office, call: Call, asked: Any):
    acts = [one["act"] for one in call("desk").case(asked["id"])["acts"]]
    assert acts.count("supplement_dossier") == 1


def test_where_the_commune_is_closed_since_the_desk_next_door_still_helps(office: Office, call: Call, asked: Any):
    Unit.objects.filter(pk=office.units["X"].pk).update(valid_until="2026-11-01", is_operating=False)
    forget_directory()
    desk = call("desk_y")
    desk.ok("post", "/dossiers/open", facts_of(asked))
    done = desk.act(asked["id"], "supplement_dossier", {"answer": "Tôi không có ảnh khác", **BROUGHT})
    assert done["state"] == "in_process"


def test_a_procedure_switched_off_since_keeps_nobody_from_bringing_papers(office: Office, call: Call, asked: Any):
    Activation.objects.update(until_on="2026-10-01")
    forget_offers()
    desk = call("desk_y")
    desk.ok("post", "/dossiers/open", facts_of(asked))
    assert desk.act(asked["id"], "supplement_dossier", {"answer": "Không còn", **BROUGHT})["state"] == "in_process"


def test_an_officer_names_no_account_for_who_stands_for_another(office: Office, call: Call):
    desk, victim = call("desk"), str(office.accounts["stranger"].pk)
    draft = desk.ok("post", "/drafts", {"procedure": "9.000001", "unit": office.units["X"].pk, "at_counter": True})
    whom = {"name": "Đặng Thị Ngọc Ánh", "mandate": "Giám đốc", "phone": "0912345678"}
    for account in (victim, "zzz"):
        shop = {"kind": "business", "name": "Hợp tác xã", "representative": {**whom, "account": account}}
        desk.ok("patch", f"/drafts/{draft['id']}", {"applicant": shop, "consent": {"given": True}})
    desk.attach(draft["id"], "card")
    made = desk.ok("post", f"/drafts/{draft['id']}/submit", **{"Idempotency-Key": "khong-dat-ten"})
    assert Dossier.objects.get(pk=made["id"]).submitter_account_id is None
