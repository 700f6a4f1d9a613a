"""Lists of cases: whose they are, how they are narrowed, ordered and paged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import Office, make_drafts, make_version
from tests.web.api.calling import Caller

from motcua.dossiers.actions.receive_dossier import receive_dossier
from motcua.dossiers.actions.submit_application import submit_application
from motcua.dossiers.actions.withdraw_dossier import withdraw_dossier
from motcua.dossiers.models import Dossier
from motcua.procedures.models import Procedure

Call = Callable[[str], Caller]
SPAN = "received_from=2026-11-01&received_until=2026-11-30"


@pytest.fixture
def cases(office: Office) -> list[Dossier]:
    """Five: two at the door, two received, one received and withdrawn."""
    citizen, desk = office.actor("citizen"), office.actor("desk")
    made = [submit_application(draft_id=one, actor=citizen) for one in make_drafts(office, 5)]
    kept = made[:2] + [receive_dossier(dossier_id=one.pk, actor=desk) for one in made[2:]]
    kept[4] = withdraw_dossier(dossier_id=kept[4].pk, actor=citizen, reason="Không cần nữa")
    return kept


def ids(answer: Any) -> list[str]:
    return [one["id"] for one in answer["rows"]]


def listed(caller: Caller, query: str = "") -> set[str]:
    return set(ids(caller.ok("get", f"/dossiers?{query}")))


def named(cases: list[Dossier], *places: int) -> set[str]:
    return {str(cases[place].pk) for place in places}


def test_everybody_lists_what_they_may_see(office: Office, call: Call, cases: list[Dossier]):
    assert listed(call("citizen")) == named(cases, 0, 1, 2, 3, 4)
    for who in ("desk", "specialist", "leader", "inspector"):
        assert listed(call(who)) == named(cases, 0, 1, 2, 3), who
    for who in ("stranger", "land", "specialist_y", "desk_y", "police"):
        assert listed(call(who)) == set(), who


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("lane=new", (0, 1, 2, 3)),
        ("lane=waiting", ()),
        ("lane=overdue", ()),
        ("state=submitted", (0, 1)),
        ("state=submitted&state=received", (0, 1, 2, 3)),
        ("procedure=9.000001", (0, 1, 2, 3)),
        ("procedure=9.000002", ()),
        ("channel=online", (0, 1, 2, 3)),
        ("channel=counter", ()),
        ("due_from=2026-11-09&due_until=2026-11-09", (2, 3)),
        ("due_until=2026-11-08", ()),
        (SPAN, (2, 3, 4)),
        (f"{SPAN}&is_open=true", (2, 3)),
        (f"{SPAN}&is_open=false", (4,)),
        (f"{SPAN}&state=withdrawn", (4,)),
        ("received_from=2026-10-01&received_until=2026-11-01", ()),
        ("received_from=2026-11-02&received_until=2026-11-02", (2, 3, 4)),
    ],
)
def test_a_list_is_narrowed(office: Office, call: Call, cases: list[Dossier], query: str, places: tuple[int, ...]):
    assert listed(call("leader"), query) == named(cases, *places)


def test_narrowed_to_a_unit_and_a_holder(office: Office, call: Call, cases: list[Dossier]):
    inspector = call("inspector")
    assert listed(inspector, f"unit={office.units['H'].pk}") == named(cases, 0, 1, 2, 3)
    assert listed(inspector, f"unit={office.units['Y'].pk}") == set()
    assert listed(inspector, f"holder={office.posts['specialist'].pk}") == named(cases, 2, 3)


def test_a_citizen_narrows_their_own(office: Office, call: Call, cases: list[Dossier]):
    citizen = call("citizen")
    assert listed(citizen, "is_open=false") == named(cases, 4)
    assert listed(citizen, SPAN) == named(cases, 2, 3, 4)
    assert listed(call("stranger"), SPAN) == set()


@pytest.mark.parametrize("sort", ["", "attention_at", "-attention_at", "submitted_at", "-submitted_at"])
def test_pages_follow_each_other_without_gaps(office: Office, call: Call, cases: list[Dossier], sort: str):
    desk, found, address = call("desk"), [], f"/dossiers?limit=1{'&sort=' + sort if sort else ''}"
    whole = ids(desk.ok("get", address.replace("limit=1", "limit=50")))
    while address:
        page = desk.ok("get", address)
        found += ids(page)
        address = page["next"]
        assert len(found) < 9
    assert found == whole
    assert set(found) == named(cases, 0, 1, 2, 3)


def test_the_link_to_the_next_page_keeps_what_was_asked(office: Office, call: Call, cases: list[Dossier]):
    page = call("leader").ok("get", "/dossiers?state=submitted&state=received&limit=2&sort=-submitted_at")
    assert page["next"].startswith("/api/v1/dossiers?state=submitted&state=received&limit=2&sort=-submitted_at&after=")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=99999999999", "limit"),
        ("limit=x", "limit"),
        ("after=abc", "after"),
        ("sort=name", "sort"),
        ("lane=x", "lane"),
        ("state=x", "state.0"),
        ("unit=x", "unit"),
        ("unit=999999", "unit"),
        ("received_from=x", "received_from"),
        ("received_from=2026-11-01", "received_until"),
        ("received_from=2026-11-01&received_until=2026-10-01", "received_until"),
        ("received_from=2020-01-01&received_until=2026-10-01", "received_until"),
        ("is_open=false", "received_from"),
        ("is_open=maybe", "is_open"),
    ],
)
def test_a_wrong_question_is_told_by_its_field(office: Office, call: Call, query: str, field: str):
    refused = call("desk")("get", f"/dossiers?{query}")
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {field}


def test_drafts_are_listed_for_their_owner(office: Office, call: Call):
    made = {str(one) for one in make_drafts(office, 2)}
    assert {one["id"] for one in call("citizen").ok("get", "/drafts")} == made
    assert call("stranger").ok("get", "/drafts") == []


def test_without_words_every_procedure_is_listed_page_by_page(office: Office):
    for number in range(2, 6):
        make_version({"code": f"9.00000{number}"})
    address, codes, pages = "/api/v1/procedures?limit=2", [], 0
    while address:
        answer = Client().get(address)
        assert answer.status_code == 200, answer.content
        codes, pages = [*codes, *(one["code"] for one in answer.json())], pages + 1
        link = answer.headers.get("Link", "")
        assert not link or link.endswith('>; rel="next"')
        address = link[1 : link.find(">")] if link else ""
    assert pages >= 3
    assert codes == list(Procedure.objects.order_by("rank", "code").values_list("code", flat=True))
    assert Client().get("/api/v1/procedures?after=x").status_code == 422
