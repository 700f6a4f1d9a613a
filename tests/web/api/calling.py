"""Somebody's program: calls the API with a key, and holds every answer against the description."""

import json
import re
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from jsonschema import Draft202012Validator
from tests.factories import APPLICANT, Office
from tests.files.hostile_papers import photo

from motcua.people.actions.issue_token import issue_token
from motcua.people.rules import SYSTEM

V1 = "/api/v1"


@cache
def described() -> Any:
    from motcua.web.api.api import api

    return json.loads(json.dumps(api.get_openapi_schema()))


@cache
def _routes() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    # addresses without names first, as the router asks them in its order
    paths = sorted(described()["paths"].items(), key=lambda one: one[0].count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), told) for path, told in paths]


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """The description of what this call does."""
    for pattern, told in _routes():
        if pattern.fullmatch(path) and method in told:
            return told[method]
    return None


def schema_of(schema: dict[str, Any]) -> Draft202012Validator:
    """A schema of the description, with what it points to."""
    components = json.loads(json.dumps(described()["components"]).replace("#/components/schemas/", "#/$defs/"))
    told = json.loads(json.dumps(schema).replace("#/components/schemas/", "#/$defs/"))
    return Draft202012Validator({**told, "$defs": components["schemas"]})


@cache
def _validator(schema: str) -> Draft202012Validator:
    return schema_of(json.loads(schema))


def hold_against_description(method: str, path: str, response: Any) -> None:
    """The status and the body are those that the description tells of this call."""
    operation = operation_of(method, path)
    if operation is None:
        assert response.status_code in {404, 405}, path
        return
    told = operation["responses"].get(str(response.status_code))
    assert told is not None, (method, path, response.status_code, response.content[:500])
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if "content" not in told:
        assert not response.content
        return
    assert kind in told["content"], (path, kind)
    schema = told["content"][kind].get("schema")
    if schema is not None:
        faults = list(_validator(json.dumps(schema)).iter_errors(response.json()))
        assert not faults, (method, path, [(list(one.path), one.message) for one in faults[:5]])


class Caller:
    """A client with somebody's key."""

    def __init__(self, office: Office, name: str) -> None:
        _, key = issue_token(account_id=office.accounts[name].pk, label="test", actor=SYSTEM)
        self.headers = {"Authorization": f"Bearer {key}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        client: Any = Client(headers={**self.headers, **headers})
        address = path if path.startswith("/api/") else f"{V1}{path}"
        if method == "get":
            response = client.get(address, body or {})
        else:
            sent = "" if body is None else json.dumps(body)
            response = getattr(client, method)(address, sent, content_type="application/json")
        if response.streaming:
            list(response)  # a file is closed when it was sent
        else:
            hold_against_description(method, address.partition("?")[0], response)
        return response

    def ok(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """What a call that must succeed answers."""
        response = self(method, path, body, **headers)
        assert response.status_code < 300, (method, path, response.content.decode())
        return response.json() if response.content else None

    def send(self, path: str, **parts: Any) -> Any:
        """A form with a file."""
        response = Client(headers=self.headers).post(f"{V1}{path}", parts)
        hold_against_description("post", f"{V1}{path}", response)
        return response

    def upload(self, name: str = "anh.jpg", content: bytes = b"") -> str:
        """A stored file's id."""
        made = self.send("/files", file=SimpleUploadedFile(name, content or photo()))
        assert made.status_code == 201, made.content
        return str(made.json()["id"])

    def attach(self, draft_id: str, requirement: str) -> Any:
        """A photo for a paper of a draft."""
        photographed = SimpleUploadedFile("the.jpg", photo())
        return self.send(f"/drafts/{draft_id}/papers", requirement=requirement, file=photographed)

    def download(self, url: str) -> tuple[str, bytes]:
        """The kind and the content of a file."""
        response: Any = Client(headers=self.headers).get(url)
        assert response.status_code == 200, response.content
        content = b"".join(response) if response.streaming else response.content
        return response.headers["Content-Type"], content

    def case(self, dossier_id: str) -> Any:
        """The whole case."""
        return self.ok("get", f"/dossiers/{dossier_id}")

    def offer(self, dossier_id: str, act: str) -> Any:
        """The act as the case offers it; fails when it is not offered."""
        found = [one for one in self.case(dossier_id)["acts"] if one["act"] == act]
        assert found, (act, [one["act"] for one in self.case(dossier_id)["acts"]])
        return found[0]

    def act(self, dossier_id: str, act: str, body: Any = None, query: str = "") -> Any:
        """Do an act by nothing but what the case offers."""
        offer = self.offer(dossier_id, act)
        assert offer["is_allowed"], offer
        return self.ok("post", offer["href"] + query, body)


def applied(citizen: Caller, office: Office, **more: Any) -> Any:
    """An application of the citizen, handed in by the API alone."""
    draft = citizen.ok("post", "/drafts", {"procedure": "9.000001", "unit": office.units["X"].pk})
    assert set(draft["faults"]) == {"applicant.name", "applicant.phone", "paper.card"}
    given = {"applicant": APPLICANT, "delivery": {"way": "online"}, **more}
    citizen.ok("patch", f"/drafts/{draft['id']}", given)
    attached = citizen.attach(draft["id"], "card")
    assert attached.status_code == 201, attached.content
    assert attached.json()["faults"] == {}
    return citizen.ok("post", f"/drafts/{draft['id']}/submit", **{"Idempotency-Key": f"key-{draft['id']}"})
