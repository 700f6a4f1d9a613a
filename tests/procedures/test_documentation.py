"""The documented format is the checked one: its example is sound and every item of the format is told."""

import json
import re
from pathlib import Path

from motcua.procedures.rules import PARAMETERS, Bundle, check_bundle
from motcua.procedures.rules.schema import ABOUTS, EXTRA_FIELD, REQUIREMENT, SCHEMA, STEP

DOCUMENT = (Path(__file__).parents[2] / "docs/procedure-bundle.md").read_text("utf-8")


def test_the_example_is_sound():
    example = re.findall(r"```json\n(\{.*?\n\})\n```", DOCUMENT, re.DOTALL)[-1]
    bundle = json.loads(example)
    assert check_bundle(bundle) == []
    assert Bundle.from_json(bundle).is_operable


def test_every_item_is_told():
    named = set(re.findall(r"`([a-z_.]+)`", DOCUMENT)) | set(re.findall(r"[a-z_]+", DOCUMENT))
    for schema in (SCHEMA, REQUIREMENT, STEP, EXTRA_FIELD):
        assert set(schema["properties"]) <= named
        kinds = schema["properties"].get("type", {}).get("enum", [])
        assert set(kinds) <= named
    assert {one.key for one in PARAMETERS} <= named
    assert set(ABOUTS) <= named
