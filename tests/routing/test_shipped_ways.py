"""Every shipped process leads from the desk to the return, and nothing after the leader's decision is jumped over."""

import json
from pathlib import Path

import pytest

from motcua.kernel.lifecycle import AFTER_SIGNING, LIFECYCLE_TABLE
from motcua.procedures.rules import Bundle
from motcua.routing.rules import choosable_steps, is_decided_at, step_after

DATA = Path(__file__).resolve().parents[2] / "src/motcua/procedures/data/bundles"
OPERABLE = [path for path in sorted(DATA.glob("*.json")) if json.loads(path.read_text()).get("process")]


@pytest.mark.parametrize("path", OPERABLE, ids=lambda path: path.stem)
def test_the_way_ends_at_the_return(path: Path):
    process = bundle_of(path).process
    step, passed = step_after(process, None, {}), []
    while step is not None:
        passed.append(step)
        step = step_after(process, step.key, {})
    assert (passed[0].role, passed[-1].role) == ("reception", "return")
    decides = [one.key for one in passed if is_decided_at(process, one.key, {})]
    assert len(decides) <= 1
    taken = {one.key for one in passed} | {
        one.key for before in [None, *passed] for one in choosable_steps(process, before.key if before else None, {})
    }
    assert {one.key for one in process.steps if not one.when} <= taken


def test_what_may_be_done_after_signing_are_acts_of_the_table():
    assert LIFECYCLE_TABLE.keys() >= AFTER_SIGNING


def bundle_of(path: Path) -> Bundle:
    return Bundle.from_json(json.loads(path.read_text()))
