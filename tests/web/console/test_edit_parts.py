"""Fees, papers and steps are added, taken away and put in another order by plain forms."""

import pytest

from motcua.kernel.refusals import Invalid
from motcua.procedures.actions.edit_version import changed
from motcua.procedures.rules import check_bundle
from motcua.procedures.shipped import shipped_bundles
from motcua.web.console.edit_parts import blank_count, part_changes
from motcua.web.console.editing import all_changes

BUNDLE = next(bundle for bundle in shipped_bundles() if bundle["code"] == "1.000656")
STEPS = [one["key"] for one in BUNDLE["process"]["steps"]]


def made(given):
    given = {"to_confirm": [str(number) for number in range(len(BUNDLE["to_confirm"]))], **given}
    bundle = changed(BUNDLE, all_changes(BUNDLE, given))
    assert check_bundle(bundle) == []
    return bundle


def test_nothing_typed_changes_nothing():
    assert part_changes(BUNDLE, {}) == {}
    assert part_changes(BUNDLE, {f"process.steps[{key}]:order": [str(at)] for at, key in enumerate(STEPS, 1)}) == {}


def test_a_fee_is_added_where_there_was_none():
    bundle = made({"new:fees.rows:0:label": ["Lệ phí thử"], "new:fees.rows:0:amount": ["5.000"]})
    assert bundle["fees"]["rows"][-1] == {"key": "p_le_phi_thu", "label": "Lệ phí thử", "amount": 5000, "kind": "fee"}


def test_a_step_comes_before_the_result_is_given_out():
    given = {"new:process.steps:0:name": ["Hỏi công an"], "new:process.steps:0:role": ["other_agency"]}
    given |= {"new:process.steps:0:agency": ["công an"], "process.steps[return].allotted.value": [""]}
    steps = made(given)["process"]["steps"]
    assert [one["key"] for one in steps] == [*STEPS[:-1], "p_hoi_cong_an", STEPS[-1]]
    assert steps[-2]["role"] == "other_agency"
    assert "allotted" not in steps[-1]


def test_papers_are_added_with_or_without_a_case():
    given = {"new:requirements:0:name": ["Ảnh"], "new:requirements:1:name": ["Giấy"]}
    papers = made({**given, "new:requirements:1:condition": ["Khi có"]})["requirements"]
    assert [one["required"] for one in papers[-2:]] == [True, False]


def test_parts_are_taken_away_and_moved():
    paper = BUNDLE["requirements"][-1]["key"]
    bundle = made({f"requirements[{paper}]:drop": ["yes"], f"requirements[{paper}].name": ["Đổi"]})
    assert paper not in [one["key"] for one in bundle["requirements"]]
    papers = [one["key"] for one in BUNDLE["requirements"]]
    moved = made({f"requirements[{papers[1]}]:order": ["0"]})
    assert [one["key"] for one in moved["requirements"]][:2] == [papers[1], papers[0]]


def test_a_way_is_closed_and_opened():
    assert "online" not in made({"time_limits.online": ["yes"]})["time_limits"]
    closed = changed(BUNDLE, {"time_limits.online": None})
    opened = changed(closed, all_changes(closed, {"time_limits.online.value": ["2"]}))
    assert opened["time_limits"]["online"] == {"value": 2, "unit": "working_day"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"new:fees.rows:0:amount": ["5000"]}, "new:fees.rows:0:label"),
        ({"new:fees.rows:0:label": ["A"], "new:fees.rows:0:amount": ["nhiều"]}, "new:fees.rows:0:amount"),
        ({f"process.steps[{STEPS[0]}]:order": ["đầu"]}, f"process.steps[{STEPS[0]}]:order"),
    ],
)
def test_a_mistake_is_told_at_its_field(given, field):
    with pytest.raises(Invalid) as refusal:
        part_changes(BUNDLE, given)
    assert field in refusal.value.errors


def test_one_more_blank_is_shown_where_it_was_asked_for():
    assert blank_count("requirements", None) == 0
    given = {"new:fees.rows:0:label": [""], "more": ["fees.rows"]}
    assert (blank_count("fees.rows", given), blank_count("requirements", given)) == (2, 0)
