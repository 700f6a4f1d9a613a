"""Whatever is thrown at the API, it answers as its description says: no error of ours, nothing but words."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import Office
from tests.web.api.calling import Caller, applied, described

from motcua.web.api.examples import EXAMPLES

NOBODY = "01914a3c-0000-7000-8000-000000000000"
CALLS = [(method, path) for path, methods in described()["paths"].items() for method in methods]
LETTERS = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["", "\x00", "\ud800", "9" * 400, "ß" * 3000, "../../etc/passwd", "' OR 1=1 --", "%s%(x)s{}", "\u202e", "٣", "-1"]
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([-1, 0, 2**31, 2**63, 10**30, 1e308])
LEAVES = st.none() | st.booleans() | NUMBERS | LETTERS
JUNK = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4))


@pytest.fixture
def known(office: Office, call: Any) -> dict[str, Any]:
    """Keys of everybody, and names of what there is."""
    callers: dict[str, Caller] = {one: call(one) for one in ("citizen", "desk", "specialist", "leader", "police")}
    dossier = applied(callers["citizen"], office)
    draft = callers["citizen"].ok("post", "/drafts", {"procedure": "9.000001", "unit": office.units["X"].pk})
    callers["desk"].act(dossier["id"], "receive_dossier")
    asked = {"unit": office.units["CA"].pk, "question": "Đúng không?", "days": 3}
    callers["specialist"].act(dossier["id"], "ask_opinion", asked)
    case = callers["specialist"].case(dossier["id"])
    return {
        "callers": callers,
        "dossier_id": [dossier["id"], dossier["reference"]],
        "draft_id": [draft["id"]],
        "opinion_id": [case["opinions"][0]["id"]],
        "form_id": [case["documents"][0]["id"]],
        "paper_id": [str(case["papers"][0]["id"])],
        "code": ["9.000001"],
        "requirement": ["card"],
        "index": ["0"],
    }


def body_of(data: Any, operation: dict[str, Any]) -> Any:
    """Something near what is asked for, or far from it."""
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = str(schema.get("$ref") or schema.get("allOf", [{}])[0].get("$ref", "")).rpartition("/")[2]
    if name not in EXAMPLES or data.draw(st.integers(0, 3)) == 0:
        return data.draw(JUNK)
    body = json.loads(json.dumps(EXAMPLES[name]))
    for key in data.draw(st.lists(st.sampled_from(sorted(body)), max_size=2)) if body else []:
        body[key] = data.draw(JUNK)
    return body


def query_of(data: Any, operation: dict[str, Any]) -> str:
    from urllib.parse import quote

    names = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
    chosen = data.draw(st.lists(st.sampled_from(names), max_size=3)) if names else []
    values = LETTERS | st.sampled_from(["1", "2026-11-02", "true", "new", "0001-01-01", "9999-12-31", "1e5", "[]"])
    told = [f"{one}={quote(data.draw(values).encode('utf-8', 'replace'))}" for one in chosen]
    return "?" + "&".join(told) if told else ""


def path_of(data: Any, path: str, known: dict[str, Any]) -> str:
    from urllib.parse import quote

    for part in [one[1:-1] for one in path.split("/") if one.startswith("{")]:
        names = st.sampled_from([*known.get(part, []), *known.get(part, []), NOBODY]) | LETTERS
        name = quote(data.draw(names).encode("utf-8", "replace"), safe="") or "x"
        path = path.replace(f"{{{part}}}", "x" if name in {".", ".."} else name)
    return path


@given(data=st.data())
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_no_call_breaks_the_api(known: dict[str, Any], data: Any):
    method, path = data.draw(st.sampled_from(CALLS))
    operation = described()["paths"][path][method]
    caller = known["callers"][data.draw(st.sampled_from(sorted(known["callers"])))]
    address = path_of(data, path, known) + query_of(data, operation)
    body = None if method == "get" else body_of(data, operation)
    response = caller(method, address, body, **{"Idempotency-Key": "abcdefgh-1"})
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["detail"]
