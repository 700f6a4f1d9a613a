"""The catalogue and the bundles that ship: whole, marked where not confirmed, and free of what must not come along."""

import json
import re

import pytest

from motcua.procedures.rules import Bundle, check_bundle
from motcua.procedures.shipped import DATA, catalogue_rows, operable_codes, shipped_bundles

BUNDLES = {bundle["code"]: bundle for bundle in shipped_bundles()}
ROWS = {row["code"]: row for row in catalogue_rows()}


def test_every_published_row_is_here():
    assert len(ROWS) == 341
    assert sum(row["era"] == "2026" for row in ROWS.values()) == 298
    assert set(operable_codes()) <= set(ROWS)


def test_all_operable_procedures_have_a_bundle():
    assert set(BUNDLES) == set(operable_codes())
    ours = [code for code, bundle in BUNDLES.items() if Bundle.from_json(bundle).is_operable]
    assert len(ours) == 41


@pytest.mark.parametrize("code", sorted(BUNDLES))
def test_a_shipped_bundle_is_sound(code):
    bundle = BUNDLES[code]
    assert check_bundle(bundle) == []
    assert len(bundle["short_name"]) <= 60
    assert bundle["synonyms"]
    assert bundle["life_events"]
    read = Bundle.from_json(bundle)
    assert all(paper.max_mb <= 50 for paper in read.requirements)
    assert read.results
    assert len(read.requirements) == len({paper.name for paper in read.requirements})


@pytest.mark.parametrize("code", sorted(BUNDLES))
def test_doubtful_figures_are_to_be_confirmed(code):
    row, bundle = ROWS[code], BUNDLES[code]
    about = {one["about"] for one in bundle["to_confirm"]}
    if row["era"] != "2026":
        assert "era" in about
    elif row["time_basis"] != "portal":
        assert "time_limits" in about
    if row["era"] == "2026" and row["fee"]["rule"] in {"set_by_province", "unknown"} and bundle["handled_by"] == "ours":
        assert "fees" in about
    if bundle["handled_by"] == "ours":
        texts = {paper["name"] for paper in bundle["requirements"]}
        assert not texts & set(row.get("notes", ()))


def test_open_time_limits_are_never_told_as_law():
    for row in ROWS.values():
        if row.get("time_basis") in {"open", "assumed", "not_captured"}:
            assert any(one["about"] == "time_limits" for one in row["to_confirm"])
        if row.get("time_basis") in {"open", "not_captured"}:
            assert "time" not in row


def test_no_machine_of_ours_or_of_others_is_named():
    text = (DATA / "catalogue.jsonl").read_text("utf-8") + json.dumps(list(BUNDLES.values()))
    for word in ("github.com", "commit ", "crawl"):
        assert word not in text
    assert re.findall(r"""(?:^|["'\s(])/\w+/\w+""", text) == []  # no path of any machine
