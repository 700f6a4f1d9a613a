"""The documented format is the checked one: its example is sound and every item of the format is told."""

import json
import re
import subprocess
import sys
from pathlib import Path

from motcua.procedures.rules import PARAMETERS, Bundle, check_bundle
from motcua.procedures.rules.schema import ABOUTS, EXTRA_FIELD, REQUIREMENT, SCHEMA, STEP

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/procedure-bundle.md").read_text("utf-8")


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


def test_a_file_is_checked_without_database_and_settings(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(re.findall(r"```json\n(\{.*?\n\})\n```", DOCUMENT, re.DOTALL)[-1], "utf-8")
    code = f"import sys; from motcua.cli import main; sys.exit(main(['procedure', 'check', {str(path)!r}]))"
    environment = {"PATH": "", "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"] is True
