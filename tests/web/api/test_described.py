"""The description of the API is a proper OpenAPI 3.1 document, complete, with examples that are true."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.web.api.calling import described, schema_of

from motcua.web.api.acts import ACTS
from motcua.web.api.cases import Lane
from motcua.web.api.description import operations_of
from motcua.web.api.examples import EXAMPLES
from motcua.web.api.meanings import MEANINGS

pytestmark = pytest.mark.sqlite_only


def test_it_is_an_openapi_3_1_document():
    from schemathesis.specs.openapi.definitions import OPENAPI_31

    assert described()["openapi"] == "3.1.0"
    faults = list(Draft202012Validator(OPENAPI_31).iter_errors(described()))
    assert [(list(one.path), one.message) for one in faults] == []


def test_every_schema_is_one():
    for schema in described()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_is_what_it_is_an_example_of(name: str):
    faults = list(schema_of({"$ref": f"#/components/schemas/{name}"}).iter_errors(EXAMPLES[name]))
    assert [(list(one.path), one.message) for one in faults] == []


def test_every_operation_says_what_it_takes_and_gives():
    names: list[str] = []
    for operation in operations_of(described()):
        name = operation["operationId"]
        names.append(name)
        assert operation["description"], name
        assert any(status.startswith("2") for status in operation["responses"]), name
        assert "422" in operation["responses"], name
        for schema in bodies(operation):
            assert "examples" in shape(schema), (name, schema)
    assert len(names) == len(set(names))


def bodies(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The JSON that an operation takes and gives."""
    contents = [one.get("content", {}) for one in operation["responses"].values()]
    contents.append(operation.get("requestBody", {}).get("content", {}))
    return [kind["schema"] for one in contents for name, kind in one.items() if "json" in name]


def shape(schema: dict[str, Any]) -> dict[str, Any]:
    """The named schema behind a body, itself, in a list or with a default."""
    inner = schema.get("items", schema)
    inner = inner.get("allOf", [inner])[0]
    return dict(described()["components"]["schemas"][inner["$ref"].rpartition("/")[2]])


def test_who_needs_a_key_is_told():
    for path, methods in described()["paths"].items():
        is_public = path.split("/")[3] in {"procedures", "units", "track"}
        assert all(("security" in one) is not is_public for one in methods.values()), path
    assert described()["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"


def test_every_act_says_what_it_does():
    assert sorted(MEANINGS) == sorted(name for name, *_ in ACTS)


def test_the_lanes_are_those_of_the_queue():
    from typing import get_args

    from motcua.dossiers.queue import LANES

    assert get_args(Lane) == tuple(LANES)


def test_it_is_served_as_committed(client: Any, db: None):
    assert json.loads(client.get("/api/openapi.json").content) == described()
