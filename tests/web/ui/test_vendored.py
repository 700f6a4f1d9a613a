"""What was fetched from outside is what was recorded, and nothing else lies beside it."""

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UI = ROOT / "src/motcua/web/ui"
RECORD = json.loads((UI / "static/vendor/vendor.json").read_text())

sys.path.insert(0, str(ROOT / "tools"))
import vendor  # noqa: E402


@pytest.mark.parametrize("line", RECORD, ids=lambda line: Path(line["file"]).name)
def test_a_vendored_file_is_as_recorded(line):
    assert vendor.integrity_of((ROOT / line["file"]).read_bytes()) == line["integrity"]
    assert line["licence"]


def test_nothing_unrecorded_lies_among_them():
    recorded = {ROOT / line["file"] for line in RECORD} | {UI / "static/vendor/vendor.json"}
    lying = {path for folder in ("static/vendor", "icons") for path in (UI / folder).rglob("*") if path.is_file()}
    assert lying <= recorded


def test_the_scripts_stay_small():
    for script in (UI / "static/ui/js").glob("*.js"):
        assert script.stat().st_size <= 3072, script.name
        assert "eval(" not in script.read_text()


def test_only_the_tokens_name_a_colour():
    for sheet in ("ui.css", "office.css"):
        text = (UI / "static/ui/css" / sheet).read_text()
        named = [line for line in re.findall(r"#[0-9a-f]{3,8}\b", text) if line not in {"#fff", "#000"}]
        assert named == []
