"""The OpenAPI 3.1 document of the API: what the framework tells, made exact, with an example for every shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from motcua import __version__
from motcua.web.api.examples import EXAMPLES
from motcua.web.api.problems import TYPE

WORDS = """The electronic one-stop shop: catalogue, applications, tracking, the office's acts.

Who has a key (`Authorization: Bearer mc_…`) does by the API whatever they may do on the pages, no more and no less;
opening a case is recorded. Errors are problem documents (RFC 9457) in Vietnamese, or in English where
`Accept-Language: en` asks for it. A case that you may not see does not exist for you (404); 409 means that the moment
is not right or somebody was first: read the case again. `GET /api/v1/dossiers/{dossier_id}` lists under `acts` what
you may do now, where to POST it, and why not where you may not. A desk opens a case of another desk by its code and a
second fact (`POST /api/v1/dossiers/open`). `docs/howto/api.md` walks through it.
"""
PROBLEM = {"$ref": "#/components/schemas/Problem"}
FILES = ("application/pdf", "image/jpeg", "image/png", "application/octet-stream")


class PlainRenderer(JSONRenderer):
    """JSON in which people can read the Vietnamese."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class DescribedAPI(NinjaAPI):
    """An API whose description says what really leaves it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(title="Một Cửa", version=__version__, description=WORDS, renderer=PlainRenderer(), **more)

    def get_openapi_schema(self, **more: Any) -> Any:
        """The document, with problem documents, files and examples told as they are."""
        told = super().get_openapi_schema(**more)
        for operation in operations_of(told):
            _exact(operation)
        schemas = told["components"]["schemas"]
        for name, example in EXAMPLES.items():
            schemas[name]["examples"] = [example]
        return told


def operations_of(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a description."""
    for methods in told["paths"].values():
        yield from methods.values()


def _exact(operation: dict[str, Any]) -> None:
    """Problems by their own media type, files as files; without a key nothing is refused for want of one."""
    for status, answer in list(operation["responses"].items()):
        if answer.get("content", {}).get("application/json", {}).get("schema") == PROBLEM:
            answer["content"] = {TYPE: {"schema": PROBLEM}}
        elif answer.get("content", {}).get("application/json", {}).get("schema", {}).get("format") == "binary":
            answer["content"] = {kind: {} for kind in FILES}
        if "security" not in operation and int(status) in {401, 403}:
            del operation["responses"][status]
